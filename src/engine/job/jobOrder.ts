/** One job: the teacher's training, or one student's. Jobs are independent of each other but for the teacher's bytes. */

import { describeArchitecture } from "../../domain/architecture.ts";
import type { Dataset } from "../../domain/dataset.ts";
import { type Arm, armsOf, type Experiment } from "../../domain/experiment.ts";
import { streamKey } from "../../math/random.ts";
import type { NetworkSpec, Stage } from "../../methods/core/method.ts";
import { needsTeacher, stagesOf, stepsOf, teacherStages } from "../../methods/registry/arms.ts";
import { jobOf, type NetworkCard, type ProbeKind } from "../../protocol/events.ts";
import { volume } from "../../tensor/graph.ts";
import { layersOf, type ParameterCard } from "../graphs/networkGraph.ts";
import { countParameters, evaluatedOutputsOf, networkOf } from "../graphs/stepGraph.ts";

/** Probes that are images of the test set: their places in it. */
export type TestProbes = Readonly<Partial<Record<ProbeKind, readonly number[]>>>;

/** What to train. Everything but the images, which are handed over once for all jobs. */
export interface JobOrder {
  readonly job: string;
  readonly experiment: Experiment;
  /** the arm and pair of a student; null for the teacher */
  readonly student: { readonly arm: Arm; readonly pair: number } | null;
  /** images of the test set that are followed during the run */
  readonly probes: TestProbes;
  /** sliders that were moved before this job began */
  readonly live: Readonly<Record<string, number>>;
  /** the finished teacher's checkpoint; null for the teacher itself, and where no method asks for one */
  readonly teacher: Uint8Array | null;
  /** a checkpoint of this very job to go on from */
  readonly resumeFrom: Uint8Array | null;
}

/** The images of a run, shared by its jobs. */
export interface JobData {
  /** what the teacher learns from */
  readonly train: Dataset;
  /** what students learn from */
  readonly transfer: Dataset;
  /** the transfer set's labels are true ones; noise has none */
  readonly transferHasLabels: boolean;
  readonly test: Dataset;
}

/** Seed of a job: the teacher's is the experiment's own; twins of one pair share theirs. */
export function seedOf(order: Pick<JobOrder, "experiment" | "student">): number {
  const { seed } = order.experiment;
  return order.student ? streamKey(seed, "pair", order.student.pair) : streamKey(seed, "teacher");
}

/** The students' jobs in the order in which they start: twins side by side, pair after pair. */
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

/** The answer that a job is judged by: the first of its last stage. */
export function subjectOf(stages: readonly Stage[]): string {
  return evaluatedOutputsOf(stages.at(-1)!)[0]!.name;
}

/** How events name one answer of a job: the subject bears the job's own name. */
export function answerId(job: string, answer: string, subject: string): string {
  return answer === subject ? job : `${job}/${answer}`;
}

/** Bytes that a network's weights take as it reads them, all else as 32-bit numbers; none where all is as usual. */
function storedBytes(spec: NetworkSpec): { readonly bytes?: number } {
  const { bits } = spec.parametrisation ?? {};
  if (!bits) return {};
  const ofLayer = (cards: readonly ParameterCard[], index: number) =>
    cards.reduce((sum, { shape, kind }) => sum + volume(shape) * (kind === "weights" ? bits(index) : 32), 0);
  return { bytes: Math.round(layersOf(spec).reduce((sum, cards, index) => sum + ofLayer(cards, index), 0) / 8) };
}

/** The cards of the answers that some stages come to, the subject first, for a job by its name. */
function cardsOf(stages: readonly Stage[]): (job: string) => readonly Omit<NetworkCard, "seed">[] {
  const subject = subjectOf(stages);
  const known = new Map<string, Pick<NetworkCard, "architecture" | "parameters" | "bytes">>();
  for (const stage of stages)
    for (const judged of evaluatedOutputsOf(stage)) {
      const spec = networkOf(stage, judged.network);
      const architecture = describeArchitecture(spec.architecture);
      known.set(judged.name, { architecture, parameters: countParameters(stage, judged), ...storedBytes(spec) });
    }
  const names = [subject, ...[...known.keys()].filter((name) => name !== subject)];
  const steps = stepsOf(stages);
  return (job) =>
    names.map((name) => ({
      id: answerId(job, name, subject),
      name,
      role: job === "teacher" ? "teacher" : "student",
      ...known.get(name)!,
      steps,
      ...(name === subject ? {} : { member: true }),
    }));
}

/** The cards of all networks of a run, the teacher first where there is one. */
export function networkCards(experiment: Experiment): readonly NetworkCard[] {
  const { seed } = experiment;
  const first = hasTeacher(experiment)
    ? cardsOf(teacherStages(experiment))("teacher").map((card): NetworkCard => ({ ...card, seed }))
    : [];
  // Pairs differ in their seeds alone: an arm's graphs are recorded once.
  const ofArm = new Map(armsOf(experiment).map((arm) => [arm, cardsOf(stagesOf(arm, experiment))]));
  const others = studentsOf(experiment).flatMap(({ arm, pair }) => {
    const own = seedOf({ experiment, student: { arm, pair } });
    return ofArm.get(arm)!(jobOf(arm, pair)).map((card): NetworkCard => ({ ...card, arm, pair, seed: own }));
  });
  return [...first, ...others];
}
