/** One job: the training of the teacher or of one student. Students' jobs depend on no other than the teacher's. */

import { describeArchitecture } from "../../domain/architectureName.ts";
import type { Dataset, SplitCounts } from "../../domain/dataset.ts";
import { type Arm, armsOf, type Experiment } from "../../domain/experiment.ts";
import { streamKey } from "../../math/random.ts";
import { ownNetworksOf } from "../../methods/core/averagedNetworks.ts";
import type { NetworkSpec, Stage } from "../../methods/core/method.ts";
import { evaluatedOutputsOf } from "../../methods/parts/teacherStudent.ts";
import { needsTeacher, stagesOf, stepsOf, teacherStages } from "../../methods/registry/arms.ts";
import { jobOf, type NetworkCard, type ProbeKind, type SettingChange } from "../../protocol/events.ts";
import { volume } from "../../tensor/graph.ts";
import { layersOf, type ParameterSpec } from "../graphs/networkGraph.ts";
import { countParameters } from "../graphs/outputGraph.ts";
import { networkOf } from "../graphs/stageParts.ts";

/** The images of the test set that are followed during a run, by their indices in it. */
export type TestProbes = Readonly<Partial<Record<ProbeKind, readonly number[]>>>;

/** A change of a live setting that a job took after a step before it was interrupted. */
export type EarlierChange = Omit<SettingChange, "job">;

/** What to train: all but the images, which a worker receives once for all its jobs. */
export interface JobOrder {
  readonly job: string;
  readonly experiment: Experiment;
  /** the arm and pair of a student; null for the teacher */
  readonly student: { readonly arm: Arm; readonly pair: number } | null;
  /** images of the test set that are followed during the run */
  readonly probes: TestProbes;
  /** live settings that were changed before this job began */
  readonly live: Readonly<Record<string, number>>;
  /** changes that this job took before it was interrupted, which it takes again after the same steps, in order of steps */
  readonly changes?: readonly EarlierChange[];
  /** the finished teacher's checkpoint; null for the teacher itself, and where no arm needs one */
  readonly teacher: Uint8Array | null;
  /** a checkpoint of this job to go on from */
  readonly resumeFrom: Uint8Array | null;
}

/** The images of a run, the same for all its jobs. */
export interface JobData {
  /** the teacher is trained on it */
  readonly train: Dataset;
  /** students are trained on it */
  readonly transfer: Dataset;
  /** false for noise, and for images of another kind: their labels are none of the experiment's classes */
  readonly transferHasLabels: boolean;
  readonly test: Dataset;
  /** present where files are not those that were published under a data set's name: how many images they have */
  readonly unpublished?: SplitCounts;
}

/** Seed of a job, derived from the experiment's; the students of one pair (replicate) have the same. */
export function seedOf(order: Pick<JobOrder, "experiment" | "student">): number {
  const { seed } = order.experiment;
  return order.student ? streamKey(seed, "pair", order.student.pair) : streamKey(seed, "teacher");
}

/** The students' jobs in the order in which they start: all arms of a pair, pair after pair. */
export function studentsOf(experiment: Experiment): readonly { readonly arm: Arm; readonly pair: number }[] {
  return Array.from({ length: experiment.pairs }, (_, pair) => armsOf(experiment).map((arm) => ({ arm, pair }))).flat();
}

/** Whether the run trains a teacher before its students. */
export function hasTeacher(experiment: Experiment): boolean {
  return needsTeacher(experiment, armsOf(experiment));
}

/** The stages of a job. */
export function stagesOfJob({ experiment, student }: Pick<JobOrder, "experiment" | "student">): readonly Stage[] {
  return student ? stagesOf(student.arm, experiment) : teacherStages(experiment);
}

/** The output that stands for a job: the first that its last stage evaluates. */
export function subjectOf(stages: readonly Stage[]): string {
  return evaluatedOutputsOf(stages.at(-1)!)[0]!.name;
}

/** The id of a job's output in events: the job's own for the subject. */
export function outputId(job: string, output: string, subject: string): string {
  return output === subject ? job : `${job}/${output}`;
}

/** Bytes of a network whose weights are quantised, all else being 32-bit; empty for other networks. */
function storedBytes(spec: NetworkSpec): { readonly bytes?: number } {
  const { bits } = spec.parametrisation ?? {};
  if (!bits) return {};
  const bitsOfLayer = (parameters: readonly ParameterSpec[], index: number) =>
    parameters.reduce((sum, { shape, kind }) => sum + volume(shape) * (kind === "weights" ? bits(index) : 32), 0);
  return { bytes: Math.round(layersOf(spec).reduce((sum, layer, index) => sum + bitsOfLayer(layer, index), 0) / 8) };
}

/** The cards of all outputs that some stages evaluate, the subject first, for a job by its id. */
function cardsOf(stages: readonly Stage[]): (job: string) => readonly Omit<NetworkCard, "seed">[] {
  const subject = subjectOf(stages);
  const outputs = new Map<string, Pick<NetworkCard, "architecture" | "parameters" | "bytes">>();
  for (const stage of stages)
    for (const output of evaluatedOutputsOf(stage)) {
      const spec = networkOf(stage, output.network);
      const architecture = ownNetworksOf(spec)
        .map((one) => describeArchitecture(one.architecture))
        .join(" + ");
      outputs.set(output.name, { architecture, parameters: countParameters(stage, output), ...storedBytes(spec) });
    }
  const names = [subject, ...[...outputs.keys()].filter((name) => name !== subject)];
  const steps = stepsOf(stages);
  return (job) =>
    names.map((name) => ({
      id: outputId(job, name, subject),
      name,
      role: job === "teacher" ? "teacher" : "student",
      ...outputs.get(name)!,
      steps,
      ...(name === subject ? {} : { member: true }),
    }));
}

/** The cards of all networks of a run, the teacher first where there is one. */
export function networkCards(experiment: Experiment): readonly NetworkCard[] {
  const { seed } = experiment;
  const given = experiment.teacher.given ? ({ given: true } as const) : {};
  const first = hasTeacher(experiment)
    ? cardsOf(teacherStages(experiment))("teacher").map((card): NetworkCard => ({ ...card, seed, ...given }))
    : [];
  // Pairs differ in their seeds alone: an arm's graphs are recorded once.
  const ofArm = new Map(armsOf(experiment).map((arm) => [arm, cardsOf(stagesOf(arm, experiment))]));
  const others = studentsOf(experiment).flatMap(({ arm, pair }) => {
    const own = seedOf({ experiment, student: { arm, pair } });
    return ofArm.get(arm)!(jobOf(arm, pair)).map((card): NetworkCard => ({ ...card, arm, pair, seed: own }));
  });
  return [...first, ...others];
}
