/** What an experiment runs on its device: the operations of its programs, and the kinds of its stages. */

import { BASELINE, DISTILLED, type Experiment } from "../src/domain/experiment.ts";
import { recordLogits } from "../src/engine/graphs/outputGraph.ts";
import { recordPictures } from "../src/engine/graphs/pictureGraph.ts";
import { recordStepGraph } from "../src/engine/graphs/stepGraph.ts";
import type { NetworkSpec, Stage } from "../src/methods/core/method.ts";
import { evaluatedOutputsOf } from "../src/methods/parts/teacherStudent.ts";
import { stagesOf, teacherStages } from "../src/methods/registry/arms.ts";
import type { Program } from "../src/tensor/executor.ts";

const BATCH = 10;

/** Operations by kind and by the choices that select another kernel: transposed sides, padding. */
function operationsOf({ nodes, assignments, updates }: Program): readonly string[] {
  const operations = nodes.map(({ op }) => {
    if (op.kind === "matmul")
      return `matmul ${op.transposeA ? "transposed" : "plain"} ${op.transposeB ? "transposed" : "plain"}`;
    if (op.kind === "input") return `input of ${op.holds}`;
    return "padding" in op ? `${op.kind} ${op.padding}` : op.kind;
  });
  const optimizers = updates.flatMap(({ optimizer, maxNorm }) => [optimizer, ...(maxNorm ? ["max-norm"] : [])]);
  return [...operations, ...optimizers, ...(assignments.length > 0 ? ["running statistics"] : [])];
}

function kindsOfNetwork({ role, trains, startsFrom, sharesTrunk, parametrisation }: NetworkSpec): readonly string[] {
  return [
    `a ${role}`,
    typeof trains === "object" ? "trains some layers" : `trains ${trains}`,
    typeof startsFrom === "object" ? "starts from another network" : `starts ${startsFrom}`,
    ...(sharesTrunk ? ["shares a trunk"] : []),
    ...(parametrisation?.weights ? ["reads its weights in another form"] : []),
    ...(parametrisation?.activations ? ["passes its activations on in another form"] : []),
  ];
}

function kindsOfStage(stage: Stage, place: number): readonly string[] {
  const { networks, adapters, images = "transfer", updates = "joint", evaluated, gradientNorms, noiseStudy } = stage;
  return [
    ...networks.flatMap(kindsOfNetwork),
    `${updates} updates`,
    `${images} images`,
    ...(place > 0 ? ["a later stage"] : []),
    ...(adapters?.length ? ["adapters"] : []),
    ...(evaluated ? ["evaluates what it names"] : []),
    ...(gradientNorms ? ["gradient norms"] : []),
    ...(noiseStudy ? ["noise on weights"] : []),
  ];
}

/**
 * Names of all operations and kinds of stage that a run of the experiment passes through on its device. Of pictures the
 * operations count, not how the page draws them: that is the same on every device.
 */
export function coveredBy(experiment: Experiment): ReadonlySet<string> {
  const { classes } = experiment.student.architecture;
  const found = new Set<string>();
  const jobs = [teacherStages(experiment), ...[DISTILLED, BASELINE].map((arm) => stagesOf(arm, experiment))];
  for (const [place, stage] of jobs.flatMap((stages) => [...stages.entries()])) {
    const pictures = recordPictures(stage, BATCH);
    const programs = [
      ...recordStepGraph(stage, classes).updates.map(({ program }) => program),
      ...evaluatedOutputsOf(stage).map((output) => recordLogits(stage, output, BATCH)),
      ...(pictures ? [pictures.program] : []),
    ];
    for (const name of [...programs.flatMap(operationsOf), ...kindsOfStage(stage, place)]) found.add(name);
  }
  return found;
}
