/** Training of several generations, each with the one before as its teacher. */

import type { Experiment } from "../../domain/experiment.ts";
import type {
  EvaluatedOutput,
  ForwardScope,
  LossTerm,
  NetworkSpec,
  Picture,
  Stage,
  StepScope,
} from "../core/method.ts";
import { ensembleLogits } from "./bornAgainTargets.ts";
import { frozenTeacher, labelTerm, outputOf, trainableStudent } from "./teacherStudent.ts";

/** The number of generations, and where the teacher of the first one comes from. */
export interface GenerationSettings {
  readonly generations: number;
  /**
   * "labels": each pair (replicate) trains a generation 0 on the transfer set's labels; else the run's teacher is it
   */
  readonly ancestor: string;
  /** steps of such a generation 0, as a share of the student's */
  readonly ancestorShare: number;
}

const nameOf = (generation: number, last: number) => (generation === last ? "student" : `generation ${generation}`);

/**
 * One stage for each generation, with the generation before as its frozen teacher. The last generation is "student", so
 * that its first weights are those of the baseline student; its stage also evaluates the ensemble of all generations.
 * @param loss gets the names of the teacher and of the network that is trained
 * @param pictures gets the name of the teacher
 * @param shuffles whether the logits of all classes but the largest are permuted in each teacher (DKPP)
 */
export function generationStages(
  experiment: Experiment,
  settings: GenerationSettings,
  loss: (scope: StepScope, teacher: string, learner: string) => readonly LossTerm[],
  pictures: (teacher: string) => readonly Picture[],
  shuffles = false,
): readonly Stage[] {
  const { training } = experiment.student;
  const last = settings.generations;
  const member = (generation: number): NetworkSpec => {
    return { ...trainableStudent(experiment), name: nameOf(generation, last) };
  };
  const trainsAncestor = settings.ancestor === "labels";
  const first = trainsAncestor ? nameOf(0, last) : "teacher";
  const steps = Math.max(1, Math.round(settings.ancestorShare * training.steps));
  const ancestor: Stage = {
    name: "generation 0",
    training: { ...training, steps },
    networks: [member(0)],
    loss: (scope) => [labelTerm(scope, first)],
  };
  const stages = Array.from({ length: last }, (_, i): Stage => {
    const generation = i + 1;
    const before: NetworkSpec =
      i === 0 && !trainsAncestor ? frozenTeacher(experiment) : { ...member(i), trains: "none" };
    const teacher: NetworkSpec = shuffles ? { ...before, shufflesOtherClasses: true } : before;
    const learner = member(generation);
    const isLast = generation === last;
    const earlier = isLast ? Array.from({ length: Math.max(0, i - 1) }, (_, k) => member(k + 1)) : [];
    const all = Array.from({ length: last }, (_, k) => nameOf(k + 1, last));
    const output = outputOf(learner.name);
    const ensemble: EvaluatedOutput = {
      name: "ensemble",
      network: learner.name,
      logits: ({ ops, forward }: ForwardScope) =>
        ensembleLogits(
          ops,
          all.map((name) => forward(name).logits),
        ),
    };
    return {
      name: `generation ${generation}`,
      training,
      networks: [learner, teacher, ...earlier.map((network): NetworkSpec => ({ ...network, trains: "none" }))],
      loss: (scope) => loss(scope, teacher.name, learner.name),
      evaluated: isLast && last > 1 ? [output, ensemble] : [output],
      pictures: pictures(teacher.name),
    };
  });
  return trainsAncestor ? [ancestor, ...stages] : stages;
}
