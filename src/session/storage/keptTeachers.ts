/** The teachers that the browser keeps for later runs: files of weights by their checksums, with their names. */

import * as v from "valibot";
import type { PageDatabase } from "./pageDatabase.ts";

/** A network that is kept. */
export interface KeptTeacher {
  readonly checksum: string;
  readonly name: string;
  /** a safetensors file with its architecture (weights/networkSafetensors) */
  readonly bytes: Uint8Array;
}

/** Kept teachers. No operation rejects: where the browser stores nothing, they are kept as long as the page is open. */
export interface KeptTeachers {
  /** by their names; damaged ones are left out */
  list(): Promise<readonly KeptTeacher[]>;
  /** @returns whether it will be there after a reload */
  keep(teacher: KeptTeacher): Promise<boolean>;
  remove(checksum: string): Promise<void>;
}

/** Prefix of keys among the single values: the checksum follows. */
const PREFIX = "teacher ";
const StoredSchema = v.object({ name: v.string(), bytes: v.instance(Uint8Array) });

/** Opens the kept teachers of a database. */
export function openKeptTeachers(database: PageDatabase): KeptTeachers {
  const ofPage = new Map<string, KeptTeacher>();
  const range = () => IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);
  return {
    async list() {
      const stored = await database.read<readonly KeptTeacher[]>(async (db) => {
        const [keys, values] = await Promise.all([db.getAllKeys("state", range()), db.getAll("state", range())]);
        return keys.flatMap((key, i) => {
          const parsed = v.safeParse(StoredSchema, values[i]);
          return parsed.success ? [{ checksum: key.slice(PREFIX.length), ...parsed.output }] : [];
        });
      }, []);
      const all = new Map([...stored.map((one) => [one.checksum, one] as const), ...ofPage]);
      return [...all.values()].toSorted((a, b) => a.name.localeCompare(b.name));
    },
    keep({ checksum, name, bytes }) {
      ofPage.set(checksum, { checksum, name, bytes });
      return database.write((db) => db.put("state", { name, bytes }, PREFIX + checksum));
    },
    async remove(checksum) {
      ofPage.delete(checksum);
      await database.write((db) => db.delete("state", PREFIX + checksum));
    },
  };
}
