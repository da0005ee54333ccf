/** What outlives the page: the experiment as it was last edited, and the checkpoints of a run that was cut off. */

import { type IDBPDatabase, openDB } from "idb";
import * as v from "valibot";
import type { Experiment } from "../domain/experiment.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { type MeasuredBackends, parseMeasuredBackends } from "./measuredBackends.ts";
import { type Readings, ReadingsSchema } from "./run/studyReadings.ts";

/** A run that was cut off: its experiment and its last checkpoints, by job. */
export interface Interrupted {
  readonly experiment: Experiment;
  readonly checkpoints: Readonly<Record<string, Uint8Array>>;
}

/** Where state is kept between visits. Nothing here ever throws: without a database, nothing is kept. */
export interface Storage {
  saveExperiment(experiment: Experiment): void;
  loadExperiment(): Promise<{ readonly experiment: Experiment | null; readonly damaged: string | null }>;
  /** a run begins: checkpoints of an earlier one are forgotten */
  openRun(experiment: Experiment): void;
  /** measured backends, as text that is parsed and never trusted */
  saveChoices(choices: MeasuredBackends): void;
  loadChoices(): Promise<MeasuredBackends>;
  saveCheckpoint(job: string, bytes: Uint8Array): void;
  /** the run ended by itself or by hand: nothing is left to go on with */
  closeRun(): void;
  /** a run that was cut off, when the page was closed or reloaded */
  loadInterrupted(): Promise<Interrupted | null>;
  /** what is known of a study's cells */
  saveReadings(study: string, readings: Readings): void;
  loadReadings(study: string): Promise<Readings>;
}

const DATABASE = "distillation-playground";
const SHELF = "state";
/** Keys of checkpoints begin so; the job follows. */
const CHECKPOINT = "checkpoint ";
/** Keys of studies' readings; the study's id follows. */
const READINGS = "readings ";

/** Keeps nothing: for private windows and tests. */
export const noStorage: Storage = {
  saveExperiment: () => {},
  loadExperiment: async () => ({ experiment: null, damaged: null }),
  openRun: () => {},
  saveChoices: () => {},
  loadChoices: async () => ({}),
  saveCheckpoint: () => {},
  closeRun: () => {},
  loadInterrupted: async () => null,
  saveReadings: () => {},
  loadReadings: async () => ({}),
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
  const forget = () => {
    opening
      .then(async (database) => {
        if (!database) return;
        const keys = (await database.getAllKeys(SHELF)).map(String);
        const stale = keys.filter((key) => key === "run" || key.startsWith(CHECKPOINT));
        await Promise.all(stale.map((key) => database.delete(SHELF, key)));
      })
      .catch(() => {});
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
    openRun(experiment) {
      forget();
      put("run", JSON.stringify(experiment));
    },
    saveChoices: (choices) => put("choices", JSON.stringify(choices)),
    async loadChoices() {
      const database = await opening;
      return parseMeasuredBackends(await database?.get(SHELF, "choices").catch(() => undefined));
    },
    saveCheckpoint: (job, bytes) => put(CHECKPOINT + job, bytes),
    closeRun: forget,
    saveReadings: (study, readings) => put(READINGS + study, JSON.stringify(readings)),
    async loadReadings(study) {
      try {
        const text: unknown = await (await opening)?.get(SHELF, READINGS + study);
        return typeof text === "string" ? v.parse(ReadingsSchema, JSON.parse(text)) : {};
      } catch {
        return {};
      }
    },
    async loadInterrupted() {
      try {
        const database = await opening;
        const text: unknown = await database?.get(SHELF, "run");
        if (!database || typeof text !== "string") return null;
        const experiment = checkExperiment(JSON.parse(text));
        const keys = (await database.getAllKeys(SHELF)).map(String).filter((key) => key.startsWith(CHECKPOINT));
        const saved = await Promise.all(keys.map(async (key) => [key, await database.get(SHELF, key)] as const));
        const checkpoints = saved.flatMap(([key, bytes]): [string, Uint8Array][] =>
          bytes instanceof Uint8Array ? [[key.slice(CHECKPOINT.length), bytes]] : [],
        );
        return checkpoints.length > 0 ? { experiment, checkpoints: Object.fromEntries(checkpoints) } : null;
      } catch {
        forget();
        return null;
      }
    },
  };
}
