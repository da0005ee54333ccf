/** What the browser stores between visits: the experiment as last edited, an interrupted run, backends, readings. */

import { type IDBPDatabase, openDB } from "idb";
import * as v from "valibot";
import { errorText } from "../domain/errorText.ts";
import type { Experiment } from "../domain/experiment.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { type MeasuredBackends, parseMeasuredBackends } from "./measuredBackends.ts";
import { type Readings, ReadingsSchema } from "./run/studyReadings.ts";

/** An interrupted run: its experiment and the last checkpoint of each job, by job. */
export interface InterruptedRun {
  readonly experiment: Experiment;
  readonly checkpoints: Readonly<Record<string, Uint8Array>>;
}

/** State that is stored between visits. No operation throws or rejects: without a database nothing is stored. */
export interface BrowserStorage {
  saveExperiment(experiment: Experiment): void;
  /** @returns `damaged`: why a stored experiment cannot be used; reported once */
  loadExperiment(): Promise<{ readonly experiment: Experiment | null; readonly damaged: string | null }>;
  /** a run begins: checkpoints of an earlier one are deleted */
  openRun(experiment: Experiment): void;
  saveMeasuredBackends(backends: MeasuredBackends): void;
  /** whatever does not name a backend is left out */
  loadMeasuredBackends(): Promise<MeasuredBackends>;
  saveCheckpoint(job: string, bytes: Uint8Array): void;
  /** the run has ended: its experiment and checkpoints are deleted */
  closeRun(): void;
  /** the run that was going on when the page was closed or reloaded; null without a checkpoint */
  loadInterrupted(): Promise<InterruptedRun | null>;
  saveReadings(study: string, readings: Readings): void;
  /** readings of a study's cells; none where they are damaged */
  loadReadings(study: string): Promise<Readings>;
}

const DATABASE = "distillation-playground";
const OBJECT_STORE = "state";
/** Prefixes of keys: the job follows, or the id of the study. */
const CHECKPOINT_PREFIX = "checkpoint ";
const READINGS_PREFIX = "readings ";

/** Stores nothing: for tests. */
export const noStorage: BrowserStorage = {
  saveExperiment: () => {},
  loadExperiment: async () => ({ experiment: null, damaged: null }),
  openRun: () => {},
  saveMeasuredBackends: () => {},
  loadMeasuredBackends: async () => ({}),
  saveCheckpoint: () => {},
  closeRun: () => {},
  loadInterrupted: async () => null,
  saveReadings: () => {},
  loadReadings: async () => ({}),
};

/** Opens the browser's database; where it cannot be opened, nothing is stored. */
export function openStorage(): BrowserStorage {
  const opening: Promise<IDBPDatabase | null> = openDB(DATABASE, 1, {
    upgrade: (database) => {
      database.createObjectStore(OBJECT_STORE);
    },
  }).catch(() => null);
  const save = (key: string, value: unknown) => {
    opening.then((database) => database?.put(OBJECT_STORE, value, key)).catch(() => {});
  };
  const deleteRun = () => {
    opening
      .then(async (database) => {
        if (!database) return;
        const keys = (await database.getAllKeys(OBJECT_STORE)).map(String);
        const keysOfRun = keys.filter((key) => key === "run" || key.startsWith(CHECKPOINT_PREFIX));
        await Promise.all(keysOfRun.map((key) => database.delete(OBJECT_STORE, key)));
      })
      .catch(() => {});
  };
  return {
    saveExperiment: (experiment) => save("experiment", JSON.stringify(experiment)),
    async loadExperiment() {
      const nothing = { experiment: null, damaged: null };
      const database = await opening;
      const text: unknown = await database?.get(OBJECT_STORE, "experiment").catch(() => undefined);
      if (typeof text !== "string") return nothing;
      try {
        return { experiment: checkExperiment(JSON.parse(text)), damaged: null };
      } catch (error) {
        save("experiment", null);
        return { experiment: null, damaged: errorText(error) };
      }
    },
    openRun(experiment) {
      deleteRun();
      save("run", JSON.stringify(experiment));
    },
    saveMeasuredBackends: (backends) => save("choices", JSON.stringify(backends)),
    async loadMeasuredBackends() {
      const database = await opening;
      return parseMeasuredBackends(await database?.get(OBJECT_STORE, "choices").catch(() => undefined));
    },
    saveCheckpoint: (job, bytes) => save(CHECKPOINT_PREFIX + job, bytes),
    closeRun: deleteRun,
    saveReadings: (study, readings) => save(READINGS_PREFIX + study, JSON.stringify(readings)),
    async loadReadings(study) {
      try {
        const text: unknown = await (await opening)?.get(OBJECT_STORE, READINGS_PREFIX + study);
        return typeof text === "string" ? v.parse(ReadingsSchema, JSON.parse(text)) : {};
      } catch {
        return {};
      }
    },
    async loadInterrupted() {
      try {
        const database = await opening;
        const text: unknown = await database?.get(OBJECT_STORE, "run");
        if (!database || typeof text !== "string") return null;
        const experiment = checkExperiment(JSON.parse(text));
        const keys = (await database.getAllKeys(OBJECT_STORE))
          .map(String)
          .filter((key) => key.startsWith(CHECKPOINT_PREFIX));
        const saved = await Promise.all(keys.map(async (key) => [key, await database.get(OBJECT_STORE, key)] as const));
        const checkpoints = saved.flatMap(([key, bytes]): [string, Uint8Array][] =>
          bytes instanceof Uint8Array ? [[key.slice(CHECKPOINT_PREFIX.length), bytes]] : [],
        );
        return checkpoints.length > 0 ? { experiment, checkpoints: Object.fromEntries(checkpoints) } : null;
      } catch {
        deleteRun();
        return null;
      }
    },
  };
}
