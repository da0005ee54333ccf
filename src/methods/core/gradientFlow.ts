/**
 * Which networks each loss term trains, and which outputs it uses as targets. The loss is recorded with parameters in
 * place of the outputs of networks and adapters; reverse mode finds those that receive a gradient. The page's diagram
 * is drawn from this, and so agrees with what is trained.
 */

import { inferShapes, inferShapesFrom } from "../../domain/architecture.ts";
import { gradients, passesGradient } from "../../tensor/gradient.ts";
import { type Graph, type GraphNode, openGraph, type Scalar, type Tensor } from "../../tensor/graph.ts";
import { noLayers } from "./averagedNetworks.ts";
import type { LossTerm, NetworkOutput, Stage } from "./method.ts";

/** The networks and adapters of one loss term. One that is both a target and trained stands in both lists. */
export interface TermFlow {
  readonly name: string;
  /** those whose outputs it uses without a gradient, and "labels" where it uses them */
  readonly from: readonly string[];
  /** those that it trains */
  readonly to: readonly string[];
  /** live settings that are factors of its weight: where one of them is 0, it trains nothing */
  readonly factors: readonly string[];
}

/** The name of the parameter that stands for an output of a network or adapter. */
const parameterName = (owner: string, output: string) => `${owner}\n${output}`;
const LABELS = "labels";
/** The prefix of the inputs that are live settings. */
const LIVE = "live ";

function ownerOf({ op }: GraphNode): string | undefined {
  return op.kind === "parameter" ? op.name.slice(0, op.name.indexOf("\n")) : undefined;
}

/** Records the stage's loss with parameters in place of all outputs. */
function recordLoss(stage: Stage, classes: number): { readonly graph: Graph; readonly terms: readonly LossTerm[] } {
  const graph = openGraph();
  const { ops } = graph;
  const { batchSize } = stage.training;
  const forward = (network: string): NetworkOutput => {
    const spec = stage.networks.find(({ name }) => name === network);
    if (!spec) throw new RangeError(`there is no network "${network}" in the stage ${stage.name}`);
    const shaped = inferShapes(spec.architecture);
    const feature = (index: number): Tensor => {
      const layer = shaped[index];
      if (!layer) throw new RangeError(`${network} has no layer ${index}; its last is ${shaped.length - 1}`);
      return ops.parameter(parameterName(network, `${index}`), [batchSize, ...layer.outputShape]);
    };
    return { logits: feature(shaped.length - 1), feature: spec.averaged ? noLayers : feature };
  };
  const applyAdapter = (adapter: string, x: Tensor): Tensor => {
    const spec = stage.adapters?.find(({ name }) => name === adapter);
    if (!spec) throw new RangeError(`there is no adapter "${adapter}" in the stage ${stage.name}`);
    const to = inferShapesFrom(spec.inputShape, spec.layers).at(-1)?.outputShape ?? spec.inputShape;
    const output = ops.parameter(parameterName(adapter, `${x.id}`), [batchSize, ...to]);
    // The sum keeps the output dependent on x.
    return ops.add(output, ops.total(x));
  };
  const labels = ops.input(LABELS, [batchSize, classes]);
  const live = (param: string): Scalar => ops.input(`${LIVE}${param}`, []);
  const progress = ops.input("progress", []);
  return { graph, terms: stage.loss({ ops, batchSize, labels, progress, forward, applyAdapter, live }) };
}

/** The ids of some nodes and of all nodes that they were computed from. */
function ancestors({ nodes }: Graph, ids: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>(ids);
  for (let id = Math.max(...ids); id >= 0; id--)
    if (found.has(id)) for (const input of nodes[id]!.inputs) found.add(input);
  return found;
}

/** The live settings that are factors of a scalar: where one of them is 0, so is the scalar. */
function liveFactors(graph: Graph, id: number): readonly string[] {
  const { op, inputs } = graph.nodes[id]!;
  if (op.kind === "input") return op.name.startsWith(LIVE) ? [op.name.slice(LIVE.length)] : [];
  return op.kind === "multiply" ? inputs.flatMap((input) => liveFactors(graph, input)) : [];
}

/**
 * The flow of gradients in a stage's loss, term by term.
 * @param classes number of classes of the labels, where the networks have more logits than that
 * @throws RangeError where the loss uses a network, layer or adapter that the stage does not have
 */
export function gradientFlowOf(stage: Stage, classes = stage.networks[0]!.architecture.classes): readonly TermFlow[] {
  const { graph, terms } = recordLoss(stage, classes);
  const { ops, nodes } = graph;
  const frozen = new Set(stage.networks.flatMap(({ name, trains }) => (trains === "none" ? [name] : [])));
  return terms.map(({ name, weight, value, updates }) => {
    const loss = ops.multiply(weight, value);
    const used = ancestors(graph, [loss.id]);
    const outputs = nodes.filter((node) => used.has(node.id) && ownerOf(node) !== undefined);
    const outputGradients = gradients(graph, loss, outputs);
    const stopped = nodes.filter(({ id, op }) => used.has(id) && !passesGradient(op.kind));
    const target = ancestors(
      graph,
      stopped.flatMap(({ inputs }) => inputs),
    );
    const [from, to] = [new Set<string>(), new Set<string>()];
    for (const [i, node] of outputs.entries()) {
      const owner = ownerOf(node)!;
      const trained =
        outputGradients[i] !== undefined && !frozen.has(owner) && (updates === undefined || updates === owner);
      if (trained) to.add(owner);
      if (!trained || target.has(node.id)) from.add(owner);
    }
    const readsLabels = nodes.some(({ id, op }) => used.has(id) && op.kind === "input" && op.name === LABELS);
    return {
      ...{ name, from: [...from, ...(readsLabels ? [LABELS] : [])], to: [...to] },
      factors: liveFactors(graph, weight.id),
    };
  });
}

/**
 * The terms that train anything by a method's settings. One that reaches no network is only reported, and one of whose
 * factors is 0 teaches nothing.
 */
export function taughtTerms(
  terms: readonly TermFlow[],
  values: Readonly<Record<string, number | string>>,
): readonly TermFlow[] {
  return terms.filter(({ to, factors }) => to.length > 0 && factors.every((factor) => values[factor] !== 0));
}
