/** The visitor's own images in the browser's database, where the visitor has asked to keep them: one data set at most. */

import * as v from "valibot";
import { FilesSchema } from "../../domain/experiment.ts";
import type { PageDatabase } from "./pageDatabase.ts";

const blob = v.instance(Blob);
const KeptDataSchema = v.object({
  description: FilesSchema,
  files: v.object({ trainImages: blob, trainLabels: blob, testImages: blob, testLabels: blob }),
});

/** A data set as it is kept: IDX files of both parts, and what they are. */
export type KeptData = v.InferOutput<typeof KeptDataSchema>;

export interface OwnDataStorage {
  /** keeps a data set in place of any other; null deletes it. @returns whether the browser has written it */
  keep(data: KeptData | null): Promise<boolean>;
  /** null where none is kept, or where it is damaged */
  load(): Promise<KeptData | null>;
}

const KEY = "own data";

export function openOwnDataStorage(database: Pick<PageDatabase, "read" | "write">): OwnDataStorage {
  return {
    keep: (data) => database.write((db) => (data ? db.put("state", data, KEY) : db.delete("state", KEY))),
    async load() {
      const stored = await database.read<unknown>((db) => db.get("state", KEY), undefined);
      const kept = v.safeParse(KeptDataSchema, stored);
      return kept.success ? kept.output : null;
    },
  };
}
