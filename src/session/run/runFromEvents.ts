/** A run is built from its events, one by one: live, recorded and exported runs by the same function. */

import { type Experiment, sameExperiment } from "../../domain/experiment.ts";
import {
  type BackendCard,
  type Evaluation,
  jobOf,
  type NetworkCard,
  type ProbeKind,
  type TrainingEvent,
} from "../../protocol/events.ts";
import { lastStepOf } from "../../protocol/lossBlocks.ts";

type Event<T extends TrainingEvent["type"]> = Extract<TrainingEvent, { type: T }>;

/** Loss rows of consecutive steps. */
export interface LossBlock {
  readonly fromStep: number;
  readonly rows: Float32Array;
}

/** Everything known of one network of a run. */
export interface NetworkRun {
  readonly card: NetworkCard;
  readonly job: string;
  readonly step: number;
  readonly steps: number;
  readonly lossColumns: readonly string[];
  readonly losses: readonly LossBlock[];
  readonly evaluations: readonly { readonly step: number; readonly evaluation: Evaluation }[];
  readonly probeLogits: Readonly<
    Partial<Record<ProbeKind, readonly { readonly step: number; readonly logits: Float32Array }[]>>
  >;
  readonly testLogits?: Float32Array;
  /** where the stages of its job began: after how many steps */
  readonly stages: readonly { readonly name: string; readonly from: number }[];
  readonly finished: boolean;
}

/** Probes: images whose logits are followed through a run; drawn ones have no label. */
export interface ProbeSet {
  /** grey bytes, [labels.length, 28, 28]; empty where a recording may not contain them */
  readonly images: Uint8Array;
  readonly labels: readonly number[];
  /** their places in the test set */
  readonly places?: readonly number[];
}

/** All that is known of a run so far; immutable. */
export interface Run {
  readonly origin: "live" | "recorded";
  readonly experiment: Experiment;
  readonly backend: BackendCard;
  readonly version: string;
  readonly date: string;
  readonly data?: Event<"data">;
  readonly probes: Readonly<Partial<Record<ProbeKind, ProbeSet>>>;
  /** the teacher first, then pair by pair */
  readonly networks: readonly NetworkRun[];
  readonly testLabels?: Uint8Array;
  readonly marks: readonly Event<"changed">[];
  /** each job's pictures, by job and picture, ascending by step: of the first pair some of all, of others the newest */
  readonly pictures: Readonly<Record<string, readonly Event<"pictured">[]>>;
  /** by job, the newest last */
  readonly pace: Readonly<Record<string, Event<"pace">>>;
  readonly checkpoints: Readonly<Record<string, { readonly step: number; readonly bytes: Uint8Array }>>;
  readonly status: "training" | "completed" | "stopped" | "failed";
  readonly failure?: Event<"failed">;
}

function open(event: Event<"started">, origin: Run["origin"]): Run {
  const { experiment, backend, version, date } = event;
  const networks = event.networks.map((card): NetworkRun => {
    const job = card.arm === undefined || card.pair === undefined ? "teacher" : jobOf(card.arm, card.pair);
    const steps = card.steps ?? (job === "teacher" ? experiment.teacher : experiment.student).training.steps;
    return {
      card,
      job,
      step: 0,
      steps,
      lossColumns: [],
      losses: [],
      evaluations: [],
      probeLogits: {},
      stages: [],
      finished: false,
    };
  });
  const empty = { probes: {}, marks: [], pictures: {}, pace: {}, checkpoints: {} };
  return { origin, experiment, backend, version, date, networks, status: "training", ...empty };
}

function probeSet({ images, labels, places }: Event<"probes">): ProbeSet {
  return { images, labels, ...(places ? { places } : {}) };
}

type Change = (network: NetworkRun) => Partial<NetworkRun>;

function changed(run: Run, applies: (network: NetworkRun) => boolean, change: Change): Run {
  const networks = run.networks.map((network) => (applies(network) ? { ...network, ...change(network) } : network));
  return { ...run, networks };
}

/** Changes what is known of one network or output. */
function withNetwork(run: Run, id: string, change: Change): Run {
  return changed(run, ({ card }) => card.id === id, change);
}

/** Changes what is known of all outputs of a job. */
function withJob(run: Run, job: string, change: Change): Run {
  return changed(run, (network) => network.job === job, change);
}

/** What remains of a network when its job goes back to an earlier step. */
export function rewound(network: NetworkRun, step: number): Partial<NetworkRun> {
  const losses = network.losses.flatMap(({ fromStep, rows }) => {
    const length = Math.min(rows.length, Math.max(0, step - fromStep + 1) * network.lossColumns.length);
    return length > 0 ? [{ fromStep, rows: rows.subarray(0, length) }] : [];
  });
  const until = <T extends { readonly step: number }>(moments: readonly T[]) =>
    moments.filter((one) => one.step <= step);
  const probeLogits = Object.fromEntries(
    Object.entries(network.probeLogits).map(([kind, moments]) => [kind, until(moments)]),
  );
  const stages = network.stages.filter(({ from }) => from <= step);
  return { step, losses, evaluations: until(network.evaluations), probeLogits, stages, finished: false };
}

/** Replaces the last moment where it is of the same step: a job that goes on repeats its last evaluation. */
function withMoment<T extends { readonly step: number }>(moments: readonly T[], moment: T): readonly T[] {
  return [...(moments.at(-1)?.step === moment.step ? moments.slice(0, -1) : moments), moment];
}

/** How many moments of a picture are kept. */
const MAX_MOMENTS = 48;

/** Adds a picture; of one with too many moments every second is left out, but not the newest. */
function withPicture(pictures: Run["pictures"], event: Event<"pictured">): Run["pictures"] {
  const key = `${event.job} ${event.picture}`;
  const before = event.job.endsWith("/0") ? (pictures[key] ?? []) : [];
  const kept = before.length < MAX_MOMENTS ? before : before.filter((_, i) => i % 2 === 0);
  return { ...pictures, [key]: withMoment(kept, event) };
}

/** What remains of pictures when their jobs go back. */
function picturesUntil(pictures: Run["pictures"], stepOf: (picture: Event<"pictured">) => number): Run["pictures"] {
  const remaining = Object.entries(pictures).map(
    ([key, moments]) => [key, moments.filter((moment) => moment.step <= stepOf(moment))] as const,
  );
  return Object.fromEntries(remaining.filter(([, moments]) => moments.length > 0));
}

/** What remains of a run that goes on, possibly on another backend: every job up to its checkpoint. */
function continued(run: Run, { backend }: Event<"started">, reached: Readonly<Record<string, number>>): Run {
  const stepOf = (job: string) => reached[job] ?? 0;
  const { failure: _, ...others } = changed(
    run,
    () => true,
    (network) => rewound(network, stepOf(network.job)),
  );
  return {
    ...others,
    ...{ backend, pace: {}, status: "training" },
    marks: run.marks.filter(({ job, step }) => step < stepOf(job)),
    pictures: picturesUntil(run.pictures, ({ job }) => stepOf(job)),
    checkpoints: Object.fromEntries(Object.entries(run.checkpoints).filter(([job]) => reached[job] !== undefined)),
  };
}

/**
 * Adds one event to a run.
 * @param run null before the first event
 * @returns a new run that shares everything unchanged; null until the run has started
 */
export function applyEvent(run: Run | null, event: TrainingEvent, origin: Run["origin"]): Run | null {
  if (event.type === "started") {
    // The shown run may be another one where this one had no event yet when it was cut off.
    const isSame = run?.origin === origin && sameExperiment(run.experiment, event.experiment);
    return event.goesOnFrom && run && isSame ? continued(run, event, event.goesOnFrom) : open(event, origin);
  }
  if (!run) return null;
  switch (event.type) {
    case "data":
      return { ...run, data: event };
    case "probes":
      return { ...run, probes: { ...run.probes, [event.kind]: probeSet(event) } };
    case "stage":
      return withJob(run, event.job, ({ stages }) => ({
        steps: event.steps,
        stages: [...stages.filter(({ name }) => name !== event.name), { name: event.name, from: event.from ?? 0 }],
      }));
    case "losses":
      return withJob(run, event.job, (network) => ({
        lossColumns: event.columns,
        losses: [
          ...(network.lossColumns.join() === event.columns.join() ? network.losses : []),
          { fromStep: event.fromStep, rows: event.rows },
        ],
        step: lastStepOf(event),
      }));
    case "evaluated":
      return withNetwork(run, event.network, (network) => ({
        evaluations: withMoment(network.evaluations, { step: event.step, evaluation: event.evaluation }),
      }));
    case "probed":
      return withNetwork(run, event.network, (network) => {
        const moment = { step: event.step, logits: event.logits };
        const before = event.kind === "drawn" ? [] : (network.probeLogits[event.kind] ?? []);
        return { probeLogits: { ...network.probeLogits, [event.kind]: withMoment(before, moment) } };
      });
    case "pictured":
      return { ...run, pictures: withPicture(run.pictures, event) };
    case "testLogits":
      return {
        ...withNetwork(run, event.network, () => ({ testLogits: event.logits })),
        // A recording may contain the logits of the first images alone for some networks, and of all images for others.
        testLabels: (run.testLabels?.length ?? 0) > event.labels.length ? run.testLabels! : event.labels,
      };
    case "changed":
      return { ...run, marks: [...run.marks, event] };
    case "recovered":
      return {
        ...withJob(run, event.job, (network) => rewound(network, event.step)),
        pictures: picturesUntil(run.pictures, ({ job }) => (job === event.job ? event.step : Number.POSITIVE_INFINITY)),
        marks: run.marks.filter(({ job, step }) => job !== event.job || step < event.step),
        backend: event.backend,
      };
    case "checkpoint":
      return { ...run, checkpoints: { ...run.checkpoints, [event.job]: { step: event.step, bytes: event.bytes } } };
    case "pace": {
      const { [event.job]: _, ...others } = run.pace;
      return { ...run, pace: { ...others, [event.job]: event } };
    }
    case "jobFinished":
      return withJob(run, event.job, () => ({ finished: true, step: event.step }));
    case "finished":
      return { ...run, status: event.reason };
    case "failed":
      return { ...run, status: "failed", failure: event };
  }
}

/** The run of a whole log; null for a log without a "started" event. */
export function foldRun(events: readonly TrainingEvent[], origin: Run["origin"]): Run | null {
  return events.reduce<Run | null>((run, event) => applyEvent(run, event, origin), null);
}

/** Whether a run lacks the images of its probes and only has their places. */
export function lacksImages({ probes }: Run): boolean {
  return Object.values(probes).some((set) => set.places !== undefined && set.images.length === 0);
}

/**
 * A run with the images at all its places, set after set.
 * @returns null where their labels are not the run's: they come from another test set
 */
export function withImages(run: Run, images: Uint8Array, labels: readonly number[]): Run | null {
  const sets = Object.entries(run.probes).filter(([, set]) => set.places !== undefined);
  const own = sets.flatMap(([, set]) => set.labels);
  if (own.join() !== labels.join()) return null;
  const size = images.length / labels.length;
  let at = 0;
  const filled = sets.map(([kind, set]) => {
    const from = at;
    at += set.labels.length * size;
    return [kind, { ...set, images: images.subarray(from, at) }] as const;
  });
  return { ...run, probes: { ...run.probes, ...Object.fromEntries(filled) } };
}
