/** What outlives the page: the experiment as it was last edited. */

import { type IDBPDatabase, openDB } from "idb";
import type { Experiment } from "../domain/experiment.ts";
import { checkExperiment } from "../methods/checkExperiment.ts";

/** Where state is kept between visits. Nothing here ever throws: without a database, nothing is kept. */
export interface Storage {
  saveExperiment(experiment: Experiment): void;
  loadExperiment(): Promise<{ readonly experiment: Experiment | null; readonly damaged: string | null }>;
}

const DATABASE = "distillation-playground";
const SHELF = "state";

/** Keeps nothing: for private windows and tests. */
export const forgetful: Storage = {
  saveExperiment: () => {},
  loadExperiment: async () => ({ experiment: null, damaged: null }),
};

/** Opens the browser's database; a forgetful storage where there is none. */
export function openStorage(): Storage {
  const opening: Promise<IDBPDatabase | null> = openDB(DATABASE, 1, {
    upgrade: (database) => {
      database.createObjectStore(SHELF);
    },
  }).catch(() => null);
  const put = (key: string, value: unknown) => {
    opening.then((database) => database?.put(SHELF, value, key)).catch(() => {});
  };
  return {
    saveExperiment: (experiment) => put("experiment", JSON.stringify(experiment)),
    async loadExperiment() {
      const nothing = { experiment: null, damaged: null };
      const database = await opening;
      const text: unknown = await database?.get(SHELF, "experiment").catch(() => undefined);
      if (typeof text !== "string") return nothing;
      try {
        return { experiment: checkExperiment(JSON.parse(text)), damaged: null };
      } catch (error) {
        put("experiment", null);
        return { experiment: null, damaged: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
