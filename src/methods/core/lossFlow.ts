/**
 * Who teaches whom: each loss term is recorded with stand-ins for what networks and adapters answer, and reverse mode
 * says which of them it moves. The diagram is read off the loss itself, so that it cannot tell another story.
 */

import { placeFrom, placeLayers } from "../../domain/architecture.ts";
import { gradients, passesGradient } from "../../tensor/gradient.ts";
import { type Graph, type GraphNode, openGraph, type Scalar, type Tensor } from "../../tensor/graph.ts";
import type { LossTerm, NetworkOutput, Stage } from "./method.ts";

/** One loss term: who speaks in it without being moved ("labels" among them), and who learns from it. */
export interface TermFlow {
  readonly name: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** A stand-in is a parameter of this name: its network or adapter, and which of its answers. */
const standIn = (owner: string, part: string) => `${owner}\n${part}`;
const LABELS = "labels";

function ownerOf({ op }: GraphNode): string | undefined {
  return op.kind === "parameter" ? op.name.slice(0, op.name.indexOf("\n")) : undefined;
}

/** The stage's loss, with stand-ins for all that is passed. */
function recordLoss(stage: Stage, classes: number): { readonly graph: Graph; readonly terms: readonly LossTerm[] } {
  const graph = openGraph();
  const { ops } = graph;
  const { batchSize } = stage.training;
  const forward = (network: string): NetworkOutput => {
    const spec = stage.networks.find(({ name }) => name === network);
    if (!spec) throw new RangeError(`there is no network "${network}" in the stage ${stage.name}`);
    const placed = placeLayers(spec.architecture);
    const feature = (index: number): Tensor => {
      const layer = placed[index];
      if (!layer) throw new RangeError(`${network} has no layer ${index}; its last is ${placed.length - 1}`);
      return ops.parameter(standIn(network, `${index}`), [batchSize, ...layer.to]);
    };
    return { logits: feature(placed.length - 1), feature };
  };
  const pass = (adapter: string, x: Tensor): Tensor => {
    const spec = stage.adapters?.find(({ name }) => name === adapter);
    if (!spec) throw new RangeError(`there is no adapter "${adapter}" in the stage ${stage.name}`);
    const to = placeFrom(spec.from, spec.layers).at(-1)?.to ?? spec.from;
    const own = ops.parameter(standIn(adapter, `${x.id}`), [batchSize, ...to]);
    return ops.add(own, ops.total(x));
  };
  const labels = ops.input(LABELS, [batchSize, classes]);
  const live = (param: string): Scalar => ops.input(`live ${param}`, []);
  const progress = ops.input("progress", []);
  return { graph, terms: stage.loss({ ops, batchSize, labels, progress, forward, pass, live }) };
}

/** Everything that a value was computed from. */
function ancestors({ nodes }: Graph, ids: readonly number[]): ReadonlySet<number> {
  const seen = new Set<number>(ids);
  for (let id = Math.max(...ids); id >= 0; id--)
    if (seen.has(id)) for (const input of nodes[id]!.inputs) seen.add(input);
  return seen;
}

/**
 * Reads the flow of knowledge off a stage's loss, term by term.
 * @param classes of the labels, where the networks have more logits than those
 * @throws RangeError where the loss asks for a network, layer or adapter that the stage has not
 */
export function lossFlowOf(stage: Stage, classes = stage.networks[0]!.architecture.classes): readonly TermFlow[] {
  const { graph, terms } = recordLoss(stage, classes);
  const { ops, nodes } = graph;
  const frozen = new Set(stage.networks.flatMap(({ name, trains }) => (trains === "none" ? [name] : [])));
  return terms.map(({ name, weight, value, trains }) => {
    const loss = ops.multiply(weight, value);
    const used = ancestors(graph, [loss.id]);
    const answers = nodes.filter((node) => used.has(node.id) && ownerOf(node) !== undefined);
    const moved = gradients(graph, loss, answers);
    const stopped = nodes.filter(({ id, op }) => used.has(id) && !passesGradient(op.kind));
    const quoted = ancestors(
      graph,
      stopped.flatMap(({ inputs }) => inputs),
    );
    const [from, to] = [new Set<string>(), new Set<string>()];
    for (const [i, node] of answers.entries()) {
      const owner = ownerOf(node)!;
      const learns = moved[i] !== undefined && !frozen.has(owner) && (trains === undefined || trains === owner);
      if (learns) to.add(owner);
      if (!learns || quoted.has(node.id)) from.add(owner);
    }
    const readsLabels = nodes.some(({ id, op }) => used.has(id) && op.kind === "input" && op.name === LABELS);
    return { name, from: [...from, ...(readsLabels ? [LABELS] : [])], to: [...to] };
  });
}
