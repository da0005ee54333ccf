/**
 * What the distilled and the baseline student of one pair share, and in what they differ, read off the stages of both
 * and off the data of the experiment.
 */

import { type Architecture, inferShapes } from "../../domain/architecture.ts";
import { type Arm, BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { transferLabelsOf } from "../../domain/namedDatasets.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { gradientFlowOf, type TermFlow } from "../core/gradientFlow.ts";
import type { NetworkSpec, Stage } from "../core/method.ts";
import { paramValues } from "../core/parameters.ts";
import { needsTeacher, stagesOf } from "./arms.ts";
import { methodById } from "./methodRegistry.ts";

/** Where the first weights of a student come from. */
export type FirstWeights =
  /** drawn from the pair's seed; networks of one stream and one architecture begin with equal weights */
  | { readonly from: "seed"; readonly stream: string; readonly architecture: Architecture }
  /** made from the weights of the run's trained teacher */
  | { readonly from: "teacher" };

/** What one network of a pair learns from, beside labels. */
export interface Sources {
  /** the run's teacher */
  readonly teacher: boolean;
  /** networks of its own job that were trained in earlier stages */
  readonly earlier: readonly string[];
  /** networks that train in the same stage */
  readonly beside: readonly string[];
}

/** A stretch of a student's own training. */
export interface Stretch {
  readonly steps: number;
  /** steps of its job before this stretch */
  readonly from: number;
  /** "training": the training images of the run's teacher; "transfer": the transfer set */
  readonly images: "training" | "transfer";
  readonly batchSize: number;
  readonly jitter: number;
  /** whether the loss contains labels */
  readonly readsLabels: boolean;
}

/** The training of one student. */
export interface StudentFacts {
  readonly start: FirstWeights;
  /** whether a network that teaches it was drawn with the same first weights */
  readonly startsAsItsTeacher: boolean;
  readonly architecture: Architecture;
  /** the evaluated output, where it is not the student's own logits: "ensemble" */
  readonly output: string | null;
  /** only its own training, without that of networks before it in the same job */
  readonly stretches: readonly Stretch[];
  readonly sources: Sources;
  /** other networks that its job trains before the student's own training, and their steps; and those beside it */
  readonly before: { readonly networks: readonly string[]; readonly steps: number };
  readonly beside: readonly string[];
  /** how many of its first layers it shares with networks that train beside it */
  readonly sharedLayers: number;
}

/** What both students of a pair share. Everything that is not the same is a difference that has to be said. */
export interface PairFacts {
  readonly distilled: StudentFacts;
  readonly baseline: StudentFacts;
  /** leading layers with equal first weights, of the distilled student's layers with the logit layer */
  readonly equalLayers: { readonly count: number; readonly of: number };
  /** steps in which both saw the same batch, shifted alike */
  readonly equalBatches: number;
  /** whether both saw images of the same sets only */
  readonly sameImages: boolean;
  /** whether the learning rate is the same at each step of the students' own training */
  readonly sameRates: boolean;
  readonly data: DataFacts;
  /** whether the distilled student, or a network that teaches it, learns from the run's teacher or is made from it */
  readonly usesTeacher: boolean;
  /** the names of given teachers, of which it is not known what they saw; none where the run trains its teacher */
  readonly given: readonly string[];
}

/** The teacher's and the students' images. */
export interface DataFacts {
  /**
   * the transfer set beside the teacher's training images. "same": the same images; "part": some of them;
   * "other classes": none in common; "other": another source; "mixed": it has classes that the teacher did not see
   */
  readonly transfer: "same" | "part" | "other classes" | "other" | "mixed";
  readonly source: Experiment["transferSet"]["source"];
  /** numbers of images where they are known before the data are */
  readonly teacherImages: number | "all";
  readonly studentImages: number | "all";
  /** classes of which the teacher saw images, and the students none */
  readonly droppedClasses: readonly number[];
  /** classes that the students see */
  readonly studentClasses: readonly number[];
  /** largest shift in pixels of the teacher's and of the students' images */
  readonly jitter: { readonly teacher: number; readonly students: number };
  /** of the data set's own classes, of other ones, which no student is given, or none */
  readonly labels: ReturnType<typeof transferLabelsOf>;
  /** whether the distilled student is given the labels of the transfer set; the baseline student always is */
  readonly labelled: boolean;
  /** share of wrong labels in the transfer set */
  readonly noisyLabels: number;
  /** number of training images on which the networks are evaluated in place of the test images; 0: on the test images */
  readonly heldOut: number;
}

const trains = ({ trains }: NetworkSpec) => trains !== "none";

/** The network of which an arm's errors are, with the names of the networks that it was made from. */
function lineageOf(stages: readonly Stage[]) {
  const last = stages.at(-1)!;
  const output = last.evaluated?.[0];
  const subject = last.networks.find(({ name }) => name === output?.network) ?? last.networks.find(trains);
  if (!subject) throw new RangeError(`the stage ${last.name} trains no network`);
  const names = [subject.name];
  let root = subject;
  const all = stages.flatMap(({ networks }) => networks);
  while (typeof root.startsFrom === "object") {
    const { network } = root.startsFrom;
    const source = all.find(({ name, startsFrom }) => name === network && startsFrom !== "pretrained");
    if (!source || names.includes(source.name)) break;
    names.push(source.name);
    root = source;
  }
  return { subject, root, names, output: output && output.name !== subject.name ? output.name : null };
}

/** The stream of a network's first weights: "student" and "teacher" draw the same. */
const streamOf = (name: string) => (name === "teacher" ? "student" : name);

/** The terms of a stage's loss that have a weight. */
type TermsOf = (stage: Stage) => readonly TermFlow[];

/** Leaves out the terms of which a factor of the weight is a setting that is 0. */
function termsWith({ method, student }: Experiment): TermsOf {
  const settings = paramValues(methodById(method.id).params, method.params);
  return (stage) =>
    gradientFlowOf(stage, student.architecture.classes).filter(({ factors }) =>
      factors.every((name) => settings[name] !== 0),
    );
}

/** What the losses of some stages teach the networks of a lineage. */
function sourcesOf(stages: readonly Stage[], names: readonly string[], termsOf: TermsOf): Sources {
  const [teacher, earlier, beside] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const stage of stages) {
    const learners = stage.networks.filter((network) => names.includes(network.name) && trains(network));
    if (learners.length === 0) continue;
    for (const { from, to } of termsOf(stage)) {
      if (!to.some((name) => learners.some((learner) => learner.name === name))) continue;
      for (const name of from) {
        const source = stage.networks.find((network) => network.name === name);
        if (!source || names.includes(name)) continue;
        const isTeacher =
          source.startsFrom === "pretrained" ||
          (typeof source.startsFrom === "object" && source.startsFrom.network === "teacher");
        (trains(source) ? beside : isTeacher ? teacher : earlier).add(name);
      }
    }
  }
  return { teacher: teacher.size > 0, earlier: [...earlier], beside: [...beside] };
}

/** The facts of one arm's student. */
function studentFacts(arm: Arm, experiment: Experiment): StudentFacts & { readonly rates: readonly unknown[] } {
  const stages = stagesOf(arm, experiment);
  const termsOf = termsWith(experiment);
  const { subject, root, names, output } = lineageOf(stages);
  const stretches: Stretch[] = [];
  const rates: unknown[] = [];
  const before = { networks: new Set<string>(), steps: 0 };
  const beside = new Set<string>();
  let [from, sharedLayers] = [0, 0];
  for (const stage of stages) {
    const { steps, batchSize, jitter, learningRate, schedule, optimizer, weightDecay = 0 } = stage.training;
    const trained = stage.networks.filter(trains).map(({ name }) => name);
    const others = trained.filter((name) => !names.includes(name));
    if (others.length < trained.length) {
      const terms = termsOf(stage);
      stretches.push({
        ...{ steps, from, batchSize, jitter, images: stage.images ?? "transfer" },
        readsLabels: terms.some((term) => term.from.includes("labels")),
      });
      rates.push([steps, learningRate, schedule, optimizer, weightDecay]);
      for (const name of others) beside.add(name);
      for (const { sharesTrunk, name } of stage.networks)
        if (sharesTrunk && others.includes(name)) sharedLayers = Math.max(sharedLayers, sharesTrunk.layers);
    } else if (stretches.length === 0) {
      before.steps += steps;
      for (const name of others) before.networks.add(name);
    }
    from += steps;
  }
  const sources = sourcesOf(stages, names, termsOf);
  const start: FirstWeights =
    root.startsFrom === "random"
      ? { from: "seed", stream: streamOf(root.name), architecture: root.architecture }
      : { from: "teacher" };
  const teaching = stages.flatMap(({ networks }) => networks).filter(({ name }) => sources.earlier.includes(name));
  const startsAsItsTeacher = teaching.some(
    ({ name, startsFrom, architecture }) =>
      startsFrom === "random" && streamOf(name) === streamOf(root.name) && sameJson(architecture, root.architecture),
  );
  return {
    ...{ start, startsAsItsTeacher, architecture: subject.architecture, output, stretches, sources, rates },
    before: { networks: [...before.networks], steps: before.steps },
    beside: [...beside],
    sharedLayers,
  };
}

/** How many leading layers of two students begin with equal weights. */
function equalLayersOf(a: FirstWeights, b: FirstWeights): number {
  if (a.from !== "seed" || b.from !== "seed" || a.stream !== b.stream) return 0;
  const [layers, others] = [inferShapes(a.architecture), inferShapes(b.architecture)];
  const firstUnequal = layers.findIndex((layer, i) => {
    const other = others[i];
    return !sameJson([layer.layer, layer.inputShape], other && [other.layer, other.inputShape]);
  });
  return firstUnequal < 0 ? layers.length : firstUnequal;
}

/** The stretch that a step of a job belongs to. @param step from 0 */
function stretchAt({ stretches }: StudentFacts, step: number): Stretch | undefined {
  return stretches.find(({ from, steps }) => step >= from && step < from + steps);
}

/** Steps in which two students see the same batch: it is drawn by the step of the job, the set and its size. */
function equalBatchesOf(a: StudentFacts, b: StudentFacts): number {
  const bounds = [a, b].flatMap(({ stretches }) => stretches.flatMap(({ from, steps }) => [from, from + steps]));
  const sorted = [...new Set(bounds)].sort((x, y) => x - y);
  return sorted.reduce((sum, from, i) => {
    const [own, other] = [stretchAt(a, from), stretchAt(b, from)];
    const key = (one: Stretch) => [one.images, one.batchSize, one.jitter];
    return own && other && sameJson(key(own), key(other)) ? sum + sorted[i + 1]! - from : sum;
  }, 0);
}

function dataFacts(experiment: Experiment): DataFacts {
  const { data, transferSet, teacher, student } = experiment;
  const { source, size, omitClasses, labelled, noisyLabels = 0 } = transferSet;
  const unseen = data.omitClasses ?? [];
  const classes = Array.from({ length: student.architecture.classes }, (_, c) => c);
  const students = classes.filter((c) => !omitClasses.includes(c));
  const isOwn = source === "training" || source === data.dataset;
  const isWhole = size === "all" || (data.train !== "all" && size >= data.train);
  const transfer = !isOwn
    ? "other"
    : students.every((c) => unseen.includes(c))
      ? "other classes"
      : students.some((c) => unseen.includes(c))
        ? "mixed"
        : isWhole && students.length === classes.length - unseen.length
          ? "same"
          : "part";
  return {
    ...{ transfer, source, labelled, noisyLabels, studentClasses: students },
    heldOut: data.heldOut ?? 0,
    labels: transferLabelsOf(experiment),
    droppedClasses: isOwn ? omitClasses.filter((c) => classes.includes(c) && !unseen.includes(c)) : [],
    teacherImages: data.train,
    studentImages: isOwn && isWhole ? data.train : size,
    jitter: { teacher: teacher.training.jitter, students: student.training.jitter },
  };
}

/**
 * The facts of the pairs of an experiment.
 * @throws RangeError where the experiment's networks do not suit its method
 */
export function pairFactsOf(experiment: Experiment): PairFacts {
  const { rates, ...distilled } = studentFacts(DISTILLED, experiment);
  const { rates: others, ...baseline } = studentFacts(BASELINE, experiment);
  const sets = (facts: StudentFacts) => [...new Set(facts.stretches.map(({ images }) => images))];
  const of = distilled.start.from === "seed" ? inferShapes(distilled.start.architecture).length : 0;
  return {
    ...{ distilled, baseline },
    equalLayers: { count: equalLayersOf(distilled.start, baseline.start), of },
    equalBatches: equalBatchesOf(distilled, baseline),
    sameImages: sameJson(sets(distilled), sets(baseline)),
    sameRates: sameJson(rates, others),
    data: dataFacts(experiment),
    usesTeacher: needsTeacher(experiment, [DISTILLED]),
    given: (experiment.teacher.given ?? []).map(({ name }) => name),
  };
}

/** All steps of a student's own training. */
export function ownSteps({ stretches }: StudentFacts): number {
  return stretches.reduce((sum, { steps }) => sum + steps, 0);
}
