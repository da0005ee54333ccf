/** Recorded runs: where their logs lie on the site, and how they are fetched and read. */

import { unpackFile } from "../../data/unpackedFile.ts";
import { type Experiment, sameExperiment } from "../../domain/experiment.ts";
import { partOf, type SectionPart, sectionParts } from "../../hinton2015/experiments.ts";
import { comparisons, presetById } from "../../methods/experiments/presets.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { decodeLog } from "../../protocol/eventLog.ts";
import { experimentChanges } from "./experimentChanges.ts";
import { sameButLiveSettings } from "./liveSettings.ts";
import { foldRun, type Run } from "./runFromEvents.ts";

/** The presets that have a recorded run: every method's own, three questions, and what they are compared with. */
export const recordedPresets: readonly string[] = [
  ...registry.map(({ id }) => id),
  ...["few-labels", "drop-3s", "only-7s-8s"],
  ...comparisons.map(({ id }) => id),
];

/** The seeds with which Hinton's section has been recorded. */
export const recordedSeeds: readonly number[] = [1, 2, 3];

/** The path of an experiment's recorded run, relative to the page; null where there is none. */
export function recordingOf(experiment: Experiment): string | null {
  const part = partOf(experiment);
  if (part) return recordedSeeds.includes(experiment.seed) ? sectionRecordingOf(part) : null;
  const preset = recordedPresets.find((id) => sameExperiment(presetById(id).experiment, experiment));
  return preset ? `runs/${preset}.jsonl.gz` : null;
}

/**
 * The experiment whose recorded run stands nearest to an experiment: its own where it has one, else the one of its method
 * from which it differs in the fewest settings.
 */
export function nearestRecorded(experiment: Experiment): Experiment {
  const own = recordedLike(experiment);
  if (own) return own;
  const sections = (["mnist", "digits"] as const).flatMap((dataset) =>
    sectionParts(dataset, recordedSeeds.slice(0, 1)),
  );
  const recorded = [
    ...recordedPresets.map((id) => presetById(id).experiment),
    ...sections.map((part) => part.experiment),
  ];
  const ofMethod = recorded.filter(({ method }) => method.id === experiment.method.id);
  const distance = (other: Experiment) => experimentChanges(other, experiment).length;
  return ofMethod.reduce(
    (best, other) => (distance(other) < distance(best) ? other : best),
    ofMethod[0] ?? recorded[0]!,
  );
}

/** Every experiment with a recorded run that has the data set and the seed of another one. */
export function recordedExperiments({ data, seed }: Experiment): readonly Experiment[] {
  const { dataset } = data;
  const ofPresets = recordedPresets.map((id) => presetById(id).experiment);
  const isOfSection = (dataset === "digits" || dataset === "mnist") && recordedSeeds.includes(seed);
  const ofSection = isOfSection ? sectionParts(dataset, [seed]).map(({ experiment }) => experiment) : [];
  return [...ofPresets, ...ofSection].filter((one) => one.data.dataset === dataset && one.seed === seed);
}

/** The experiment with a recorded run that differs from another one in live settings at most; null where there is none. */
export function recordedLike(experiment: Experiment): Experiment | null {
  if (recordingOf(experiment)) return experiment;
  return recordedExperiments(experiment).find((one) => sameButLiveSettings(one, experiment)) ?? null;
}

/** The path of the recorded run of a part of Hinton's section. */
export function sectionRecordingOf({ dataset, id, experiment }: SectionPart): string {
  return `replay/${dataset}/${id}.${experiment.seed}.jsonl.gz`;
}

/** The path of the figures of all recorded parts on a data set. */
export function sectionSummaryOf(dataset: SectionPart["dataset"]): string {
  return `replay/${dataset}/summary.json`;
}

/**
 * Fetches a recorded run.
 * @throws RangeError when it is missing, damaged or has no "started" event
 */
export async function fetchRecording(fetcher: typeof fetch, address: URL): Promise<Run> {
  const response = await fetcher(address);
  if (!response.ok)
    throw new RangeError(`the recorded run answered ${response.status}; press Train to make a live one`);
  const packed = await response.blob();
  const text = new TextDecoder().decode(await unpackFile(packed, "the recorded run"));
  const run = foldRun(decodeLog(text), "recorded");
  if (!run) throw new RangeError("the recorded run has no beginning; press Train to make a live one");
  return run;
}
