/** What the browser stores between visits: experiments, runs, measured backends and readings of studies. */

import * as v from "valibot";
import { errorText } from "../../domain/errorText.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { checkExperiment } from "../../methods/registry/experimentValidation.ts";
import type { Readings } from "../comparisons/studyReadings.ts";
import type { KeptTeachers } from "./keptTeachers.ts";
import { type MeasuredBackends, parseMeasuredBackends } from "./measuredBackends.ts";
import { openPageDatabase, type PageDatabase, type StorageProblem } from "./pageDatabase.ts";
import { openRunLocks } from "./runLocks.ts";
import { openStoredRuns, type StoredRuns } from "./storedRuns.ts";
import { textStorage } from "./textStorage.ts";

/** An experiment that was stored; null where there is none, or where it is damaged. */
export interface LoadedExperiment {
  readonly experiment: Experiment | null;
  readonly damaged: string | null;
}

/**
 * State that is stored between visits. No operation throws or rejects: where there is no database, only experiments are, and
 * `onProblem` says so.
 */
export interface BrowserStorage {
  readonly runs: StoredRuns;
  /** the teachers that are kept for later runs; fetched when they are needed */
  teachers(): Promise<KeptTeachers>;
  /** for what is stored by code that is fetched later */
  readonly database: Pick<PageDatabase, "read" | "write">;
  /** called once for each kind of problem, at once where it has been met already */
  onProblem(listener: (problem: StorageProblem) => void): void;
  /** asks the browser not to clear what is stored when it needs room */
  persist(): void;
  saveExperiment(experiment: Experiment): void;
  /** @returns `damaged`: why a stored experiment cannot be used; reported once */
  loadExperiment(): Promise<LoadedExperiment>;
  /** the visitor's own experiment, while that of a link is shown; null deletes it */
  saveOwnExperiment(experiment: Experiment | null): void;
  loadOwnExperiment(): Promise<LoadedExperiment>;
  saveMeasuredBackends(backends: MeasuredBackends): void;
  /** whatever does not name a backend is left out */
  loadMeasuredBackends(): Promise<MeasuredBackends>;
  /** adds readings to those of the study's cells that are stored, as another tab may have stored some meanwhile */
  saveReadings(study: string, readings: Readings): void;
  /** readings of a study's cells; none where they are damaged */
  loadReadings(study: string): Promise<Readings>;
}

/** Prefix of keys: the id of the study follows. */
const READINGS_PREFIX = "readings ";

/** Stores nothing: for tests, and for runs that are not offered again. */
export const noStorage: BrowserStorage = {
  runs: {
    open: () => ({ add: () => {}, setLive: () => {}, close: () => {}, release: async () => {} }),
    list: async () => ({ runs: [], damaged: [] }),
    take: async () => null,
    discard: async () => {},
    onFreed: () => {},
  },
  teachers: async () => ({ list: async () => [], keep: async () => false, remove: async () => {} }),
  database: { read: async (_, otherwise) => otherwise, write: async () => false },
  onProblem: () => {},
  persist: () => {},
  saveExperiment: () => {},
  loadExperiment: async () => ({ experiment: null, damaged: null }),
  saveOwnExperiment: () => {},
  loadOwnExperiment: async () => ({ experiment: null, damaged: null }),
  saveMeasuredBackends: () => {},
  loadMeasuredBackends: async () => ({}),
  saveReadings: () => {},
  loadReadings: async () => ({}),
};

/** Fetches what reads stored readings: only a question that is opened needs it. It throws where they are not readings as JSON. */
async function readingsParser(): Promise<(text: unknown) => Readings> {
  const { ReadingsSchema } = await import("../comparisons/studyReadings.ts");
  return (text) => (typeof text === "string" ? v.parse(ReadingsSchema, JSON.parse(text)) : {});
}

/** Opens the browser's database; where it cannot be opened, only experiments are stored. */
export function openStorage(): BrowserStorage {
  const problems: StorageProblem[] = [];
  let report = (problem: StorageProblem) => {
    problems.push(problem);
  };
  const database = openPageDatabase((problem) => report(problem));
  const load = (key: string) => database.read<unknown>((db) => db.get("state", key), undefined);
  /**
   * In localStorage, since a page that is left or reloaded at once may not live to see its database written; in the
   * database where that is refused.
   */
  const saveExperiment = (key: string, experiment: Experiment | null) => {
    const text = experiment && JSON.stringify(experiment);
    if (text === null) textStorage.remove(key);
    else if (textStorage.set(key, text)) return;
    database.writeSoon(key, (db) => db.put("state", text, key));
  };
  const loadExperiment = async (key: string): Promise<LoadedExperiment> => {
    const stored = await load(key);
    const text = textStorage.get(key) ?? stored;
    if (typeof text !== "string") return { experiment: null, damaged: null };
    try {
      return { experiment: checkExperiment(JSON.parse(text)), damaged: null };
    } catch (error) {
      saveExperiment(key, null);
      return { experiment: null, damaged: errorText(error) };
    }
  };
  let keptTeachers: KeptTeachers | null = null;
  return {
    runs: openStoredRuns(database, openRunLocks()),
    async teachers() {
      const { openKeptTeachers } = await import("./keptTeachers.ts");
      keptTeachers ??= openKeptTeachers(database);
      return keptTeachers;
    },
    database,
    onProblem(listener) {
      report = listener;
      for (const problem of problems.splice(0)) listener(problem);
    },
    persist() {
      // Where it is refused, what is stored may be cleared by the browser, as it may be without asking.
      globalThis.navigator?.storage?.persist?.().catch(() => {});
    },
    saveExperiment: (experiment) => saveExperiment("experiment", experiment),
    loadExperiment: () => loadExperiment("experiment"),
    saveOwnExperiment: (experiment) => saveExperiment("own experiment", experiment),
    loadOwnExperiment: () => loadExperiment("own experiment"),
    saveMeasuredBackends: (backends) => {
      database.write((db) => db.put("state", JSON.stringify(backends), "choices"));
    },
    loadMeasuredBackends: async () => parseMeasuredBackends(await load("choices")),
    saveReadings(study, readings) {
      database.write(async (db) => {
        // A transaction ends by itself while something else is waited for.
        const parse = await readingsParser();
        const change = db.transaction("state", "readwrite");
        let stored: Readings = {};
        try {
          stored = parse(await change.store.get(READINGS_PREFIX + study));
        } catch {
          // Damaged readings are replaced.
        }
        const all = JSON.stringify({ ...stored, ...readings });
        await Promise.all([change.store.put(all, READINGS_PREFIX + study), change.done]);
      });
    },
    async loadReadings(study) {
      try {
        const parse = await readingsParser();
        return parse(await load(READINGS_PREFIX + study));
      } catch {
        return {};
      }
    },
  };
}
