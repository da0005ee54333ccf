/** Families of networks of one kind, generation after generation. */

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
import { distilledStudent, frozenTeacher, labelTerm, outputOf } from "./teacherStudent.ts";
import { ensembleLogits } from "./teacherTargets.ts";

/** How many generations there are, and where the first one's teacher comes from. */
export interface GenerationSettings {
  readonly generations: number;
  /** "labels": each pair trains generation 0 on the transfer set's labels; else it is the run's teacher */
  readonly ancestor: string;
  /** the steps of such a generation 0, as a share of the student's */
  readonly ancestorShare: number;
}

const nameOf = (generation: number, last: number) => (generation === last ? "student" : `generation ${generation}`);

/**
 * Generation after generation, each with the one before as its teacher, and in the end their ensemble. The last one is
 * the student, so that it starts as its plain twin does.
 * @param loss told the names of the teacher and of the one that learns
 * @param shuffles whether each teacher's lesser classes are exchanged
 */
export function generationStages(
  experiment: Experiment,
  settings: GenerationSettings,
  loss: (scope: StepScope, teacher: string, own: string) => readonly LossTerm[],
  pictures: (teacher: string) => readonly Picture[],
  shuffles = false,
): readonly Stage[] {
  const { training } = experiment.student;
  const last = settings.generations;
  const member = (generation: number): NetworkSpec => {
    return { ...distilledStudent(experiment), name: nameOf(generation, last) };
  };
  const own = settings.ancestor === "labels";
  const first = own ? nameOf(0, last) : "teacher";
  const steps = Math.max(1, Math.round(settings.ancestorShare * training.steps));
  const ancestor: Stage = {
    name: "generation 0",
    training: { ...training, steps },
    networks: [member(0)],
    loss: (scope) => [labelTerm(scope, first)],
  };
  const stages = Array.from({ length: last }, (_, i): Stage => {
    const generation = i + 1;
    const before: NetworkSpec = i === 0 && !own ? frozenTeacher(experiment) : { ...member(i), trains: "none" };
    const teacher: NetworkSpec = shuffles ? { ...before, shufflesOtherClasses: true } : before;
    const learner = member(generation);
    const isLast = generation === last;
    const elders = isLast ? Array.from({ length: Math.max(0, i - 1) }, (_, k) => member(k + 1)) : [];
    const all = Array.from({ length: last }, (_, k) => nameOf(k + 1, last));
    const answer = outputOf(learner.name);
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
      networks: [learner, teacher, ...elders.map((elder): NetworkSpec => ({ ...elder, trains: "none" }))],
      loss: (scope) => loss(scope, teacher.name, learner.name),
      evaluated: isLast && last > 1 ? [answer, ensemble] : [answer],
      pictures: pictures(teacher.name),
    };
  });
  return own ? [ancestor, ...stages] : stages;
}
