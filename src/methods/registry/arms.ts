/**
 * The stages of every job: the teacher's own training, the method's plan, and the arms beside it, which show what a
 * student would have become from the same weights on the same batches without the teacher's softened voice.
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
import { distilledStudent, labelTerm } from "../parts/teacherStudent.ts";
import { methodById } from "./methodRegistry.ts";

function fromLabels(network: NetworkSpec, training: Training, weight = 1): Stage {
  return {
    name: network.name === "teacher" ? "teacher" : "labels",
    training,
    networks: [network],
    loss: (scope) => [{ ...labelTerm(scope, network.name, training.smoothing), weight: scope.ops.constant(weight) }],
  };
}

/** How the teacher itself is trained: on labels, with its own dropout, jitter and max-norm. */
export function teacherStages({ teacher }: Experiment): readonly Stage[] {
  const { architecture, training } = teacher;
  const network: NetworkSpec = { name: "teacher", role: "teacher", architecture, trains: "all", startsFrom: "random" };
  return [fromLabels(network, training)];
}

/** Every stage's training steps together. */
export function stepsOf(stages: readonly Stage[]): number {
  return stages.reduce((sum, { training }) => sum + training.steps, 0);
}

const weights: Readonly<Record<Exclude<(typeof CONTROLS)[number], "shuffled-soft-targets"> | "plain", number>> = {
  plain: 1,
  "doubled-hard-loss": 2,
  "label-smoothing": 1,
};

function isWeighed(arm: Arm): arm is keyof typeof weights {
  return Object.hasOwn(weights, arm);
}

/**
 * The stages of one arm. Twins take as many steps as the taught student does in all its stages.
 * @throws RangeError for an arm that neither the method nor the controls know
 */
export function stagesOf(arm: Arm, experiment: Experiment): readonly Stage[] {
  const method = methodById(experiment.method.id);
  const params = paramValues(method.params, experiment.method.params);
  const taught = () => method.plan(experiment, params);
  if (arm === DISTILLED) return taught();
  const own = method.arms?.[arm];
  if (own) return own.plan(experiment, params);
  if (arm === BASELINE && method.baseline) return method.baseline(experiment, params);
  if (arm === "shuffled-soft-targets")
    return taught().map((stage) => ({
      ...stage,
      networks: stage.networks.map((network) =>
        network.trains === "none" ? { ...network, shufflesOtherClasses: true } : network,
      ),
    }));
  if (!isWeighed(arm)) throw new RangeError(`there is no arm "${arm}"; known are ${armsFor(method.id).join(", ")}`);
  const { training } = experiment.student;
  const network = distilledStudent(experiment);
  const stages = taught();
  const noiseStudy = stages.at(-1)!.noiseStudy ? { noiseStudy: network.name } : {};
  const smoothing = arm === "label-smoothing" ? { smoothing: SMOOTHING } : {};
  const stage = fromLabels(network, { ...training, steps: stepsOf(stages), ...smoothing }, weights[arm]);
  return [{ ...stage, ...noiseStudy }];
}

/** The arms that an experiment with this method may ask for besides the taught student and its plain twin. */
export function armsFor(methodId: string): readonly Arm[] {
  const { arms = {} } = methodById(methodId);
  return [...Object.keys(arms), "doubled-hard-loss", "label-smoothing", "shuffled-soft-targets"];
}

/** The arms that a method's claims speak of, besides the taught student and its plain twin. */
export function claimArms({ claims = [] }: Method): readonly Arm[] {
  const arms = claims.flatMap(({ better, than }) => [better.arm, than.arm]);
  return [...new Set(arms)].filter((arm) => arm !== DISTILLED && arm !== BASELINE);
}

/** Whether any arm of the experiment needs the run's own teacher. */
export function needsTeacher(experiment: Experiment, arms: readonly Arm[]): boolean {
  const pretrained = ({ startsFrom }: NetworkSpec) =>
    startsFrom === "pretrained" || (typeof startsFrom === "object" && startsFrom.network === "teacher");
  return arms.some((arm) => stagesOf(arm, experiment).some(({ networks }) => networks.some(pretrained)));
}
