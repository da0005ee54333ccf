/** The functions of a script that train one arm, stage after stage, and the functions that they call. */

import { inferShapes, inferShapesFrom, type ShapedLayer } from "../domain/architecture.ts";
import { type Arm, DISTILLED, type Experiment, type Training } from "../domain/experiment.ts";
import type { AdapterSpec, NetworkSpec, Stage } from "../methods/core/method.ts";
import { evaluatedOutputsOf, outputOf } from "../methods/parts/teacherStudent.ts";
import { numberText } from "./expressions.ts";
import { layersBody } from "./layerText.ts";
import { ANY_BATCH, LOSS_PARAMETERS, lossBody, OUTPUT_PARAMETERS, outputBody, tensorBody } from "./lossFunctions.ts";
import { PythonFunctions } from "./pythonFunctions.ts";
import { indented, literal } from "./pythonNames.ts";
import { startingLine } from "./weightChangeText.ts";

/** The functions that a script is made of, part by part. */
export interface ScriptFunctions {
  readonly layers: PythonFunctions;
  readonly losses: PythonFunctions;
  readonly arms: PythonFunctions;
}

export function openScriptFunctions(): ScriptFunctions {
  return { layers: new PythonFunctions(), losses: new PythonFunctions(), arms: new PythonFunctions() };
}

/** The shape of a layer's weights as methods see them, maps with their channels last; null where it has none. */
function weightShapeOf({ layer, inputShape, outputShape, shortcut }: ShapedLayer): readonly number[] | null {
  const channels = inputShape.at(-1)!;
  switch (layer.kind) {
    case "dense":
      return [inputShape.reduce((a, b) => a * b, 1), outputShape[0]];
    case "conv":
      return [layer.kernel, layer.kernel, channels, layer.filters];
    case "depthwise":
      return [layer.kernel, layer.kernel, channels, 1];
    case "add":
      return layer.projection ? [1, 1, shortcut!.shape.at(-1)!, channels] : null;
    case "pool":
    case "dropout":
      return null;
  }
}

/** `{0: f, 2: g}` in Python. */
function byLayer(names: readonly (readonly [number, string])[]): string {
  return `{${names.map(([index, name]) => `${index}: ${name}`).join(", ")}}`;
}

/** The call that makes a network's layers read other weights and outputs than are stored; empty where none does. */
function readingLines({ name, architecture, parametrisation }: NetworkSpec, { layers }: ScriptFunctions) {
  if (!parametrisation) return [];
  const shaped = inferShapes(architecture);
  const { weights, activations } = parametrisation;
  const functions = (what: "weights" | "outputs") =>
    shaped.flatMap((layer): readonly (readonly [number, string])[] => {
      const { index, outputShape } = layer;
      const weightShape = weightShapeOf(layer);
      // The sum of a shortcut has an activation, and may have no weights.
      if (!weightShape && (what === "weights" || layer.layer.kind !== "add")) return [];
      const body =
        what === "weights"
          ? weights && tensorBody("stored", weightShape!, (ops, x) => weights(ops, x, index))
          : activations && index < shaped.length - 1
            ? tensorBody("x", [ANY_BATCH, ...outputShape], (ops, x) => activations(ops, x, index))
            : null;
      const argument = what === "weights" ? "stored" : "x";
      return body ? [[index, layers.add(`${name} ${what} of layer ${index + 1}`, argument, body)]] : [];
    });
  const [read, given] = [functions("weights"), functions("outputs")];
  const parts = [
    ...(read.length > 0 ? [`weights=${byLayer(read)}`] : []),
    ...(given.length > 0 ? [`outputs=${byLayer(given)}`] : []),
  ];
  return [`networks[${literal(name)}].read_with(${parts.join(", ")})`];
}

function newNetworkLines(spec: NetworkSpec, { layers }: ScriptFunctions): readonly string[] {
  const { name, architecture, startsFrom, sharesTrunk, uniformWeights } = spec;
  if (startsFrom === "pretrained") return [`networks[${literal(name)}] = run.teacher`];
  const made = layers.add(`${name} layers`, "", layersBody(inferShapes(architecture)));
  const trunk = sharesTrunk ? `, networks[${literal(sharesTrunk.network)}], ${sharesTrunk.layers}` : "";
  const uniform = uniformWeights === undefined ? "" : `, uniform=${numberText(uniformWeights)}`;
  const starting = startingLine(spec);
  return [
    `networks[${literal(name)}] = run.new_network(${literal(name)}, ${made}${trunk}${uniform})`,
    ...(starting === null ? [] : [starting]),
  ];
}

function adapterLine({ name, inputShape, layers }: AdapterSpec, functions: ScriptFunctions): string {
  const made = functions.layers.add(`${name} layers`, "", layersBody(inferShapesFrom(inputShape, layers)));
  return `adapters[${literal(name)}] = run.new_adapter(${made})`;
}

function trainingArguments(training: Training) {
  const { steps, batchSize, optimizer, learningRate, schedule, weightDecay = 0, maxNorm, jitter } = training;
  return [
    `steps=${steps}`,
    `batch_size=${batchSize}`,
    `optimizer=${literal(optimizer)}`,
    `learning_rate=${numberText(learningRate)}`,
    `schedule=${literal(schedule)}`,
    ...(weightDecay > 0 ? [`weight_decay=${numberText(weightDecay)}`] : []),
    ...(maxNorm > 0 ? [`max_norm=${numberText(maxNorm)}`] : []),
    ...(jitter > 0 ? [`jitter=${jitter}`] : []),
  ];
}

/** A dictionary of some networks or adapters by their names. */
function chosen(from: string, parts: readonly { readonly name: string }[]): string {
  return parts.length > 0 ? `chosen(${from}, ${listText(parts.map(({ name }) => name))})` : "{}";
}

function listText(names: readonly string[]): string {
  return `[${names.map(literal).join(", ")}]`;
}

interface ArmStages {
  readonly stages: readonly Stage[];
  readonly classes: number;
  /** whether the loss reads the labels of the transfer set, where it has any */
  readonly labelled: boolean;
}

function stageLines(
  stage: Stage,
  known: Set<string>,
  { classes, labelled }: Omit<ArmStages, "stages">,
  functions: ScriptFunctions,
): readonly string[] {
  const { networks, adapters = [] } = stage;
  const fresh = <T extends { readonly name: string }>(all: readonly T[]) => all.filter(({ name }) => !known.has(name));
  const lines = [
    `# ${stage.name}`,
    ...fresh(networks).flatMap((spec) => newNetworkLines(spec, functions)),
    ...networks.flatMap((spec) => readingLines(spec, functions)),
    ...fresh(adapters).map((adapter) => adapterLine(adapter, functions)),
  ];
  for (const { name } of [...networks, ...adapters]) known.add(name);
  const trains = networks.flatMap(({ name, trains: layers }) =>
    layers === "none" ? [] : [`${literal(name)}: ${layers === "all" ? '"all"' : layers.upToLayer}`],
  );
  const inTrainingMode = networks.filter((network) => network.inTrainingMode).map(({ name }) => name);
  const shuffled = networks.filter(({ shufflesOtherClasses }) => shufflesOtherClasses).map(({ name }) => name);
  const loss = functions.losses.add(`${stage.name} loss`, LOSS_PARAMETERS, lossBody(stage, classes));
  const call = [
    "run",
    chosen("networks", networks),
    chosen("adapters", adapters),
    `{${trains.join(", ")}}`,
    loss,
    ...trainingArguments(stage.training),
    ...(stage.images === "training" ? ['images="training"'] : []),
    ...(labelled ? [] : ["labelled=False"]),
    ...(stage.updates === "alternating" ? ["alternating=True"] : []),
    ...(inTrainingMode.length > 0 ? [`in_training_mode=${listText(inTrainingMode)}`] : []),
    ...(shuffled.length > 0 ? [`shuffled=${listText(shuffled)}`] : []),
  ];
  return [...lines, "train_stage(", ...indented(call.map((argument) => `${argument},`)), ")"];
}

/** The lines that evaluate the last stage's outputs, and return their errors by name. */
function evaluationLines(stage: Stage, classes: number, { losses }: ScriptFunctions): readonly string[] {
  const { networks, adapters = [] } = stage;
  const entries = evaluatedOutputsOf(stage).map((output) => {
    const logits = losses.add(`logits of ${output.name}`, OUTPUT_PARAMETERS, outputBody(stage, output, classes));
    return `${literal(output.name)}: test_errors(run, used, joined, ${logits}),`;
  });
  return [
    `used, joined = ${chosen("networks", networks)}, ${chosen("adapters", adapters)}`,
    "return {",
    ...indented(entries),
    "}",
  ];
}

/** Adds the function that trains an arm and returns its errors. @returns its name */
export function addArm(name: string, { stages, classes, labelled }: ArmStages, functions: ScriptFunctions): string {
  const known = new Set<string>();
  const body = [
    "networks, adapters = {}, {}",
    ...stages.flatMap((stage) => stageLines(stage, known, { classes, labelled }, functions)),
    ...evaluationLines(stages.at(-1)!, classes, functions),
  ];
  return functions.arms.add(name, "run", body);
}

/** Adds the function that trains the run's teacher and returns it with its errors. @returns its name */
export function addTeacher(stages: readonly Stage[], classes: number, functions: ScriptFunctions): string {
  const known = new Set<string>();
  const stage = stages.at(-1)!;
  const logits = functions.losses.add(
    "logits of teacher",
    OUTPUT_PARAMETERS,
    outputBody(stage, outputOf("teacher"), classes),
  );
  const body = [
    "networks, adapters = {}, {}",
    ...stages.flatMap((one) =>
      stageLines({ ...one, images: "training" }, known, { classes, labelled: true }, functions),
    ),
    `return networks["teacher"], test_errors(run, networks, adapters, ${logits})`,
  ];
  return functions.arms.add("train teacher", "run", body);
}

/** Whether an arm's loss reads labels of a labelled transfer set. */
export function readsLabels(arm: Arm, { transferSet }: Experiment): boolean {
  return arm !== DISTILLED || transferSet.labelled;
}
