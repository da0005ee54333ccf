/** One job: the teacher's training, or one student's. Jobs are independent of each other but for the teacher's bytes. */

import { countParameters, describeArchitecture } from "../domain/architecture.ts";
import type { Dataset } from "../domain/dataset.ts";
import { type Arm, armsOf, type Experiment } from "../domain/experiment.ts";
import { streamKey } from "../math/random.ts";
import { jobOf, type NetworkCard, type ProbeKind } from "../protocol/events.ts";

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
  /** the finished teacher's checkpoint; null for the teacher itself */
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

/** The cards of all networks of a run, the teacher first. */
export function networkCards(experiment: Experiment): readonly NetworkCard[] {
  const { teacher, student, seed } = experiment;
  const cardOf = ({ architecture }: typeof teacher) => ({
    architecture: describeArchitecture(architecture),
    parameters: countParameters(architecture),
  });
  const first: NetworkCard = { id: "teacher", name: "teacher", role: "teacher", seed, ...cardOf(teacher) };
  const others = studentsOf(experiment).map(({ arm, pair }): NetworkCard => {
    const own = seedOf({ experiment, student: { arm, pair } });
    return { id: jobOf(arm, pair), name: "student", role: "student", arm, pair, seed: own, ...cardOf(student) };
  });
  return [first, ...others];
}
