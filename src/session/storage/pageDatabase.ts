/** The page's database in the browser: opened within a time limit, and never in the way of the page where it fails. */

import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import { errorText } from "../../domain/errorText.ts";

/** The object stores. Whatever is read from them is parsed: another version of the page may have written it. */
interface PageSchema extends DBSchema {
  /** single values as JSON, by name */
  state: { key: string; value: unknown };
  /** the headers of stored runs, by the run's id */
  runs: { key: string; value: unknown };
  /** batches of a run's events, by the run's id and the number of the batch */
  events: { key: [string, number]; value: unknown };
  /** checkpoints, by the run's id and the job */
  checkpoints: { key: [string, string]; value: unknown };
}

/** The open database. */
export type Database = IDBPDatabase<PageSchema>;

/** Why something is not kept: there is no database, or it refuses to be written. */
export interface StorageProblem {
  readonly code: "nothing-kept" | "not-written";
  /** the browser's reason */
  readonly detail: string;
}

/** The database as the rest of the storage uses it. No operation throws or rejects. */
export interface PageDatabase {
  /** writes; the database orders transactions by their beginnings. @returns whether it succeeded */
  write(work: (database: Database) => Promise<unknown>): Promise<boolean>;
  /**
   * writes after a short time, and before anything else is written or read; of several with one key only the newest. For
   * what changes with each move of a slider, whose effect is to be drawn first
   */
  writeSoon(key: string, work: (database: Database) => Promise<unknown>): void;
  /** reads; `otherwise` where there is no database or it cannot be read */
  read<T>(work: (database: Database) => Promise<T>, otherwise: T): Promise<T>;
}

const DATABASE = "distillation-playground";
const VERSION = 2;

/** Longest wait for the database, ms: an open that waits for another tab may never end. */
const OPENING_LIMIT = 3_000;

/** After how many milliseconds `writeSoon` writes. */
const SOON = 50;

type Upgrade = IDBPTransaction<PageSchema, StoreNames<PageSchema>[], "versionchange">;

/**
 * Version 1 kept one run among the single values: its experiment as "run", its checkpoints as "checkpoint JOB". They do
 * not say their steps, so that such a run goes on from its beginning.
 */
async function moveRunOfVersion1(upgrade: Upgrade): Promise<void> {
  const state = upgrade.objectStore("state");
  const text = await state.get("run");
  for (const key of await state.getAllKeys()) if (/^(run$|checkpoint )/.test(key)) state.delete(key);
  let experiment: unknown;
  try {
    experiment = typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    // Damaged: nothing of it can be used.
  }
  if (experiment) upgrade.objectStore("runs").put({ experiment, began: 0, step: 0, steps: 0, live: {} }, "version-1");
}

async function open(): Promise<Database> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const words = `the database did not open within ${OPENING_LIMIT / 1000} s; close other tabs of this page`;
    timer = setTimeout(() => reject(new Error(words)), OPENING_LIMIT);
  });
  // An async function, so that a browser without IndexedDB rejects like one that cannot open it. The library is fetched
  // here: nothing that is stored stands in the first view.
  const opening = (async () => {
    const { openDB } = await import("idb");
    return openDB<PageSchema>(DATABASE, VERSION, {
      async upgrade(database, oldVersion, _newVersion, upgrade) {
        for (const store of ["state", "runs", "events", "checkpoints"] as const)
          if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
        if (oldVersion === 1) await moveRunOfVersion1(upgrade);
      },
      // A newer page in another tab may open its own version; this one then keeps nothing more.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
  })();
  return Promise.race([opening, tooLate]).finally(() => clearTimeout(timer));
}

/**
 * Opens the database.
 * @param report receives each kind of problem once
 */
export function openPageDatabase(report: (problem: StorageProblem) => void): PageDatabase {
  const reported = new Set<StorageProblem["code"]>();
  const reportOnce = (code: StorageProblem["code"], error: unknown) => {
    if (reported.has(code)) return;
    reported.add(code);
    report({ code, detail: errorText(error) });
  };
  const opening = open().catch((error: unknown) => {
    reportOnce("nothing-kept", error);
    return null;
  });
  const soon = new Map<string, (database: Database) => Promise<unknown>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const writeNow = async (work: (database: Database) => Promise<unknown>) => {
    const database = await opening;
    if (!database) return false;
    try {
      await work(database);
      return true;
    } catch (error) {
      reportOnce("not-written", error);
      return false;
    }
  };
  const writeWaiting = () => {
    clearTimeout(timer);
    timer = undefined;
    const waiting = [...soon.values()];
    soon.clear();
    for (const work of waiting) writeNow(work);
  };
  return {
    write(work) {
      writeWaiting();
      return writeNow(work);
    },
    writeSoon(key, work) {
      soon.set(key, work);
      timer ??= setTimeout(writeWaiting, SOON);
    },
    async read(work, otherwise) {
      writeWaiting();
      const database = await opening;
      try {
        return database ? await work(database) : otherwise;
      } catch {
        return otherwise;
      }
    },
  };
}
