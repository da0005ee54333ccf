/**
 * The stages of every arm: the teacher's training, the method's plan, the baseline, and controls, which train a student
 * from the same first weights on the same batches without the teacher's soft targets or with changed ones.
 */

import {
  type Arm,
  BASELINE,
  type CONTROLS,
  DISTILLED,
  type Experiment,
  type Training,
} from "../../domain/experiment.ts";
import type { Method, NetworkSpec, Stage } from "../core/method.ts";
import { paramValues } from "../core/parameters.ts";
import { SMOOTHING } from "../parts/losses.ts";
import { frozenTeacher, labelTerm, outputOf, trainableStudent } from "../parts/teacherStudent.ts";
import { methodById } from "./methodRegistry.ts";

/** A stage that trains one network on labels. @param weight of the loss */
function labelledStage(network: NetworkSpec, training: Training, weight = 1): Stage {
  return {
    name: network.name === "teacher" ? "teacher" : "labels",
    training,
    networks: [network],
    loss: (scope) => [{ ...labelTerm(scope, network.name, training.smoothing), weight: scope.ops.constant(weight) }],
  };
}

/**
 * The teacher's training: on labels, with its own dropout, jitter and max-norm. A given one is not trained: its stage has
 * been taken, and is evaluated.
 */
export function teacherStages({ teacher }: Experiment): readonly Stage[] {
  const { architecture, training, given } = teacher;
  if (given) {
    const network: NetworkSpec = { ...frozenTeacher({ teacher }), startsFrom: "random" };
    return [{ ...labelledStage(network, training), evaluated: [outputOf("teacher")] }];
  }
  const network: NetworkSpec = { name: "teacher", role: "teacher", architecture, trains: "all", startsFrom: "random" };
  return [labelledStage(network, training)];
}

/** The sum of all stages' steps. */
export function stepsOf(stages: readonly Stage[]): number {
  return stages.reduce((sum, { training }) => sum + training.steps, 0);
}

/** The weight of the loss in the arms that train on labels alone. */
const labelWeights: Readonly<
  Record<Exclude<(typeof CONTROLS)[number], "shuffled-soft-targets"> | typeof BASELINE, number>
> = {
  [BASELINE]: 1,
  "doubled-hard-loss": 2,
  "label-smoothing": 1,
};

function usesLabelsAlone(arm: Arm): arm is keyof typeof labelWeights {
  return Object.hasOwn(labelWeights, arm);
}

/**
 * The stages of one arm. Arms on labels alone have as many steps as the distilled student has in all its stages.
 * @throws RangeError for an arm that neither the method nor the controls know
 */
export function stagesOf(arm: Arm, experiment: Experiment): readonly Stage[] {
  const method = methodById(experiment.method.id);
  const params = paramValues(method.params, experiment.method.params);
  const distilled = () => method.plan(experiment, params);
  if (arm === DISTILLED) return distilled();
  const own = method.arms?.[arm];
  if (own) return own.plan(experiment, params);
  if (arm === BASELINE && method.baseline) return method.baseline(experiment, params);
  if (arm === "shuffled-soft-targets")
    return distilled().map((stage) => ({
      ...stage,
      networks: stage.networks.map((network) =>
        network.trains === "none" ? { ...network, shufflesOtherClasses: true } : network,
      ),
    }));
  if (!usesLabelsAlone(arm))
    throw new RangeError(`there is no arm "${arm}"; known are ${armsFor(method.id).join(", ")}`);
  const { training } = experiment.student;
  const network = trainableStudent(experiment);
  const stages = distilled();
  const noiseStudy = stages.at(-1)!.noiseStudy ? { noiseStudy: network.name } : {};
  const smoothing = arm === "label-smoothing" ? { smoothing: SMOOTHING } : {};
  const stage = labelledStage(network, { ...training, steps: stepsOf(stages), ...smoothing }, labelWeights[arm]);
  return [{ ...stage, ...noiseStudy }];
}

/** The arms that an experiment with this method may list as controls, beside the distilled student and the baseline. */
export function armsFor(methodId: string): readonly Arm[] {
  const { arms = {} } = methodById(methodId);
  return [...Object.keys(arms), "doubled-hard-loss", "label-smoothing", "shuffled-soft-targets"];
}

/** The arms that a method's claims compare, without the distilled student and the baseline. */
export function claimArms({ claims = [] }: Method): readonly Arm[] {
  const arms = claims.flatMap(({ better, than }) => [better.arm, than.arm]);
  return [...new Set(arms)].filter((arm) => arm !== DISTILLED && arm !== BASELINE);
}

/** Whether an arm's job also trains on the teacher's training images, in which no class is dropped. */
export function seesTrainingImages(arm: Arm, experiment: Experiment): boolean {
  return stagesOf(arm, experiment).some(({ images }) => images === "training");
}

/** Whether a network that an arm trains first starts from trained weights, so that its answers before training are not chance. */
export function startsTrained(arm: Arm, experiment: Experiment): boolean {
  return stagesOf(arm, experiment)[0]!.networks.some(
    ({ trains, startsFrom }) => trains !== "none" && startsFrom !== "random",
  );
}

/** Whether any of the arms uses the run's teacher, so that it has to be trained. */
export function needsTeacher(experiment: Experiment, arms: readonly Arm[]): boolean {
  const pretrained = ({ startsFrom }: NetworkSpec) =>
    startsFrom === "pretrained" || (typeof startsFrom === "object" && startsFrom.network === "teacher");
  return arms.some((arm) => stagesOf(arm, experiment).some(({ networks }) => networks.some(pretrained)));
}
