/**
 * Runs in the browser's database. A run is stored while it trains: its header at once, its events and checkpoints every
 * `SAVE_INTERVAL`. It is deleted when it has ended or was thrown away; one that is left was cut off and can go on.
 */

import * as v from "valibot";
import { errorText } from "../../domain/errorText.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { checkExperiment } from "../../methods/registry/experimentValidation.ts";
import { isTrainingEvent } from "../../protocol/eventLog.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { SAVE_INTERVAL } from "../../protocol/pacing.ts";
import type { Run } from "../run/runFromEvents.ts";
import type { Database, PageDatabase } from "./pageDatabase.ts";
import type { RunLocks } from "./runLocks.ts";

/** What is known of a stored run before it is loaded. */
export interface StoredRun {
  readonly id: string;
  readonly experiment: Experiment;
  /** when it began, milliseconds since 1970 */
  readonly began: number;
  /** steps of all jobs together when it was stored last, and in all; 0 of 0 before its first steps were stored */
  readonly step: number;
  readonly steps: number;
}

/** A stored run with everything that is needed to go on. */
export interface CutOffRun extends StoredRun {
  readonly events: readonly TrainingEvent[];
  /** the last checkpoint of each job */
  readonly checkpoints: Run["checkpoints"];
  /** live settings as they were last */
  readonly live: Readonly<Record<string, number>>;
}

/** Stores one run while it trains. */
export interface RunWriter {
  /** @param progress steps of all jobs together */
  add(events: readonly TrainingEvent[], progress: Pick<StoredRun, "step" | "steps">): void;
  /** a live setting was changed */
  setLive(param: string, value: number): void;
  /** the run has ended or was thrown away: it is deleted */
  close(): void;
  /** the run has failed and may go on: what is known is stored, and it is offered again */
  release(): Promise<void>;
}

/** The runs that were cut off, as `StoredRuns.list` returns them. */
export interface CutOffRuns {
  readonly runs: readonly StoredRun[];
  readonly damaged: readonly string[];
}

/** Stored runs. No operation throws or rejects. */
export interface StoredRuns {
  open(experiment: Experiment): RunWriter;
  /**
   * the runs that were cut off and that no other tab has, the newest first, and why others cannot be used: these are
   * deleted
   */
  list(): Promise<CutOffRuns>;
  /**
   * Takes a run that was cut off, with its writer.
   * @returns null where another tab has it or has thrown it away, or why it cannot be used; it is then deleted
   */
  take(
    id: string,
  ): Promise<{ readonly run: CutOffRun; readonly writer: RunWriter } | { readonly damaged: string } | null>;
  /** settles when it is deleted */
  discard(id: string): Promise<void>;
  /** called when another tab that trained a run is gone: `list` may have one more */
  onFreed(listener: () => void): void;
}

/** How many runs that were cut off are kept; the oldest are deleted when another begins. */
const KEPT = 3;

const steps = v.pipe(v.number(), v.integer(), v.minValue(0));
const CheckpointSchema = v.object({ step: steps, bytes: v.instance(Uint8Array) });
const HeaderSchema = v.object({
  experiment: v.unknown(),
  began: v.pipe(v.number(), v.finite()),
  step: steps,
  steps,
  live: v.record(v.string(), v.pipe(v.number(), v.finite())),
});
type Header = v.InferOutput<typeof HeaderSchema>;

/** All keys of a run in a store whose keys begin with the run's id. */
const rangeOf = (id: string) => IDBKeyRange.bound([id], [id, []]);

async function remove(database: Database, id: string): Promise<void> {
  const change = database.transaction(["runs", "events", "checkpoints"], "readwrite");
  await Promise.all([
    change.objectStore("runs").delete(id),
    change.objectStore("events").delete(rangeOf(id)),
    change.objectStore("checkpoints").delete(rangeOf(id)),
    change.done,
  ]);
}

/** @throws RangeError where the header or its experiment cannot be used */
function parseHeader(value: unknown): Header & { readonly experiment: Experiment } {
  const parsed = v.safeParse(HeaderSchema, value);
  if (!parsed.success) throw new RangeError(`its header is wrong at ${v.getDotPath(parsed.issues[0]) ?? "the top"}`);
  return { ...parsed.output, experiment: checkExperiment(parsed.output.experiment) };
}

/** A run with its header, and the number of the next batch of its events. */
interface LoadedRun {
  readonly run: CutOffRun;
  readonly header: Header;
  readonly nextBatch: number;
}

/** @returns null where the run is not there. @throws RangeError where it is damaged */
async function load(database: Database, id: string): Promise<LoadedRun | null> {
  const value = await database.get("runs", id);
  if (value === undefined) return null;
  const header = parseHeader(value);
  const lastKey = (await database.getAllKeys("events", rangeOf(id))).at(-1);
  const batches = await database.getAll("events", rangeOf(id));
  const events = batches.flat();
  if (!events.every(isTrainingEvent)) throw new RangeError("its events are damaged");
  const jobs = await database.getAllKeys("checkpoints", rangeOf(id));
  const saved = await database.getAll("checkpoints", rangeOf(id));
  const checkpoints = jobs.map(([, job], i) => {
    const parsed = v.safeParse(CheckpointSchema, saved[i]);
    if (!parsed.success) throw new RangeError(`the checkpoint of ${job} is damaged`);
    return [job, parsed.output] as const;
  });
  const run = { id, ...header, events, checkpoints: Object.fromEntries(checkpoints) };
  return { run, header, nextBatch: lastKey ? lastKey[1] + 1 : 0 };
}

/** Opens the stored runs. @param now milliseconds since 1970 */
export function openStoredRuns(database: PageDatabase, locks: RunLocks, now: () => number = Date.now): StoredRuns {
  const own = new Set<string>();
  let freed: () => void = () => {};

  const openWriter = (
    id: string,
    header: Header,
    firstBatch: number,
    lock: Promise<(() => void) | null>,
  ): RunWriter => {
    let [batch, lastSaved, isClosed] = [firstBatch, now(), false];
    let current = header;
    let events: TrainingEvent[] = [];
    own.add(id);
    const save = () => {
      lastSaved = now();
      const [values, stored] = [events, current];
      events = [];
      return database.write(async (db) => {
        if (isClosed) return;
        const change = db.transaction(["runs", "events", "checkpoints"], "readwrite");
        const kept = values.filter(({ type }) => type !== "pace" && type !== "checkpoint");
        await Promise.all([
          change.objectStore("runs").put(stored, id),
          ...(kept.length > 0 ? [change.objectStore("events").put(kept, [id, batch++])] : []),
          ...values.flatMap((event) =>
            event.type === "checkpoint"
              ? [change.objectStore("checkpoints").put({ step: event.step, bytes: event.bytes }, [id, event.job])]
              : [],
          ),
          change.done,
        ]);
      });
    };
    const letGo = async () => {
      own.delete(id);
      (await lock)?.();
    };
    return {
      add(added, { step, steps: all }) {
        events.push(...added);
        current = { ...current, step, steps: all };
        const isDue = now() - lastSaved > SAVE_INTERVAL || added.some(({ type }) => type === "checkpoint");
        if (isDue) save();
      },
      setLive(param, value) {
        current = { ...current, live: { ...current.live, [param]: value } };
        // The header alone: a slider may move many times a second.
        database.writeSoon(`run ${id}`, async (db) => {
          if (!isClosed) await db.put("runs", current, id);
        });
      },
      close() {
        isClosed = true;
        database.write((db) => remove(db, id)).then(letGo);
      },
      async release() {
        await save();
        isClosed = true;
        await letGo();
      },
    };
  };

  /** runs of other tabs that are waited for */
  const watched = new Set<string>();
  const watch = async (id: string) => {
    if (watched.has(id)) return;
    watched.add(id);
    await locks.untilFree(id).catch(() => {});
    watched.delete(id);
    freed();
  };

  const cutOff = async (db: Database): Promise<CutOffRuns> => {
    const damaged: string[] = [];
    const ids = await db.getAllKeys("runs");
    const free = await locks.free(ids.filter((id) => !own.has(id)));
    for (const id of ids) if (!free.includes(id) && !own.has(id)) watch(id);
    const runs = await Promise.all(
      free.map(async (id) => {
        try {
          return [{ id, ...parseHeader(await db.get("runs", id)) }];
        } catch (error) {
          damaged.push(errorText(error));
          await remove(db, id);
          return [];
        }
      }),
    );
    return { runs: runs.flat().toSorted((a, b) => b.began - a.began), damaged };
  };

  return {
    open(experiment) {
      const id = `${now()}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
      const header = { experiment, began: now(), step: 0, steps: 0, live: {} };
      const lock = locks.take(id).catch(() => null);
      database.write(async (db) => {
        for (const { id: old } of (await cutOff(db)).runs.slice(KEPT - 1)) await remove(db, old);
      });
      const writer = openWriter(id, header, 0, lock);
      database.write((db) => db.put("runs", header, id));
      return writer;
    },
    list: () => database.read(cutOff, { runs: [], damaged: [] }),
    async take(id) {
      const lock = await locks.take(id).catch(() => null);
      if (!lock) return null;
      const loaded = await database.read<LoadedRun | RangeError | null>(
        (db) =>
          load(db, id).catch((error: unknown) => {
            if (error instanceof RangeError) return error;
            throw error;
          }),
        null,
      );
      if (loaded && !(loaded instanceof RangeError))
        return { run: loaded.run, writer: openWriter(id, loaded.header, loaded.nextBatch, Promise.resolve(lock)) };
      lock();
      if (!loaded) return null;
      database.write((db) => remove(db, id));
      return { damaged: loaded.message };
    },
    async discard(id) {
      await database.write((db) => remove(db, id));
    },
    onFreed: (listener) => {
      freed = listener;
    },
  };
}
