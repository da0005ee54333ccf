/** Records the programs of a stage: one step of training under its loss, its judged answers, and its pictures. */

import type {
  AdapterSpec,
  EvaluatedOutput,
  ForwardScope,
  NetworkOutput,
  NetworkSpec,
  Picture,
  Stage,
} from "../../methods/core/method.ts";
import { outputOf } from "../../methods/parts/teacherStudent.ts";
import type { Program, Update } from "../../tensor/executor.ts";
import { gradients } from "../../tensor/gradient.ts";
import { type Graph, openGraph, type Tensor, volume } from "../../tensor/graph.ts";
import { adapterParameters, forward, forwardAdapter, layersOf, type ParameterCard, type Pass } from "./networkGraph.ts";

/** One update of a step: of all networks together, or of the one whose turn it is. */
export interface NetworkUpdate {
  readonly program: Program;
  /** names of its loss terms, in the order of the loss card */
  readonly terms: readonly string[];
}

/** A recorded step with what the host has to hand in. */
export interface StepGraph {
  /** run one after another within a step */
  readonly updates: readonly NetworkUpdate[];
  /** columns of the losses: "total", then every turn's terms */
  readonly columns: readonly string[];
  /** names of the key inputs, one per dropout layer */
  readonly keys: readonly string[];
  /** frozen networks whose logits are handed in, as "name/logits" */
  readonly frozenNetworks: readonly string[];
  /** names of the live settings that the loss reads, handed in as "live/name" */
  readonly live: readonly string[];
}

const IMAGE_SIZE = 28 * 28;

/** What a program is recorded from: networks, and the adapters between them. */
type Networks = Pick<Stage, "networks" | "adapters">;

/** The network of a stage by its name. @throws RangeError naming the stage's networks */
export function networkOf({ networks }: Networks, name: string): NetworkSpec {
  const found = networks.find((one) => one.name === name);
  if (found) return found;
  throw new RangeError(`there is no network "${name}" here; known are ${networks.map((one) => one.name).join(", ")}`);
}

function adapterOf({ adapters = [] }: Networks, name: string): AdapterSpec {
  const found = adapters.find((one) => one.name === name);
  if (found) return found;
  throw new RangeError(`there is no adapter "${name}" here; known are ${adapters.map((one) => one.name).join(", ")}`);
}

/** The stored tensors that a stage changes by gradients. @param turn only those of one network */
export function trainedParametersOf(stage: Networks, turn?: string): readonly ParameterCard[] {
  const ofNetworks = stage.networks.flatMap((spec) => {
    const { trains, name } = spec;
    if (trains === "none" || (turn !== undefined && name !== turn)) return [];
    const layers = layersOf(spec);
    return (trains === "all" ? layers : layers.slice(0, trains.upToLayer + 1)).flat();
  });
  const ofAdapters = turn === undefined ? (stage.adapters ?? []).flatMap(adapterParameters) : [];
  const unique = new Map([...ofNetworks, ...ofAdapters].map((card) => [card.name, card]));
  return [...unique.values()].filter((card) => card.kind !== "statistic");
}

/** All stored tensors of a stage that are not the pretrained teacher's. */
export function storedParametersOf(stage: Networks): readonly ParameterCard[] {
  const own = stage.networks.filter(({ startsFrom }) => startsFrom !== "pretrained");
  const cards = [...own.flatMap((spec) => layersOf(spec).flat()), ...(stage.adapters ?? []).flatMap(adapterParameters)];
  return [...new Map(cards.map((card) => [card.name, card])).values()];
}

/** Logits of a frozen network are handed in, cached or computed on the same view; only features need its own pass. */
function frozenOutput(logits: () => Tensor, pass: () => NetworkOutput): NetworkOutput {
  return {
    get logits() {
      return logits();
    },
    feature: (index) => pass().feature(index),
  };
}

/** A scope in which every network answers as in use. */
function openForwardScope(graph: Graph, stage: Networks, batchSize: number): ForwardScope {
  const { ops } = graph;
  const images = ops.input("images", [batchSize, IMAGE_SIZE]);
  const pass: Pass = { ops, trains: false, assign: () => {} };
  return {
    ops,
    batchSize,
    forward(name) {
      const spec = networkOf(stage, name);
      return forward(spec.name, spec.architecture, images, pass, spec);
    },
    pass: (name, x) => forwardAdapter(adapterOf(stage, name), x, pass),
  };
}

/** Records one update: passes, loss, gradients. @param turn the network that takes its turn; none for all together */
function recordUpdate(stage: Stage, classes: number, turn: string | undefined) {
  const graph = openGraph();
  const { ops } = graph;
  const { batchSize, optimizer, maxNorm } = stage.training;
  const images = ops.input("images", [batchSize, IMAGE_SIZE]);
  const trained = trainedParametersOf(stage, turn);
  const statistics = new Map<string, number>();
  const answers = new Map<string, NetworkOutput>();
  const handedIn = new Set<string>();
  const live = new Set<string>();
  const pass = (moves: boolean): Pass => ({
    ops,
    trains: true,
    assign: (parameter, node) => {
      if (moves) statistics.set(parameter, node.id);
    },
  });

  const record = (spec: NetworkSpec): NetworkOutput => {
    const through = (how: Pass) => forward(spec.name, spec.architecture, images, how, spec);
    if (spec.trains !== "none") return through(pass(turn === undefined || turn === spec.name));
    const logits = () => {
      handedIn.add(spec.name);
      return ops.input(`${spec.name}/logits`, [batchSize, spec.architecture.classes]);
    };
    return frozenOutput(logits, () => through({ ops, trains: false, assign: () => {} }));
  };
  const terms = stage
    .loss({
      ops,
      batchSize,
      labels: ops.input("labels", [batchSize, classes]),
      progress: ops.input("progress", []),
      forward(network) {
        const known = answers.get(network) ?? record(networkOf(stage, network));
        answers.set(network, known);
        return known;
      },
      pass: (name, x) => forwardAdapter(adapterOf(stage, name), x, pass(true)),
      live(param) {
        live.add(param);
        return ops.input(`live/${param}`, []);
      },
    })
    .filter((term) => turn === undefined || term.trains === turn);
  const weighted = terms.map((term) => ops.multiply(term.weight, term.value));
  const total = weighted.reduce((sum, term) => ops.add(sum, term), ops.constant(0));
  const found = gradients(
    graph,
    total,
    trained.map((card) => ops.parameter(card.name, card.shape)),
  );
  const updates = trained.flatMap((card, i): readonly Update[] => {
    const gradient = found[i];
    if (!gradient) return [];
    const limit = card.kind === "weights" ? maxNorm : 0;
    return [{ parameter: card.name, gradient: gradient.id, optimizer, maxNorm: limit }];
  });
  const assignments = [...statistics].map(([parameter, node]) => ({ parameter, node }));
  const outputs = Object.fromEntries([
    ["total", total.id],
    ...terms.map((term) => [term.name, term.value.id] as const),
  ]);
  const program: Program = { nodes: graph.nodes, outputs, assignments, updates };
  const keys = graph.nodes.flatMap(({ op }) => (op.kind === "input" && op.holds === "key" ? [op.name] : []));
  return { turn: { program, terms: terms.map((term) => term.name) }, keys, handedIn, live };
}

/** Records one step of a stage. */
export function recordStepGraph(stage: Stage, classes: number): StepGraph {
  const takers = stage.networks.flatMap(({ name, trains }) => (trains === "none" ? [] : [name]));
  const turns = stage.updates === "alternating" ? takers : [undefined];
  const recorded = turns.map((turn) => recordUpdate(stage, classes, turn));
  const all = (of: (one: (typeof recorded)[number]) => Iterable<string>) => [
    ...new Set(recorded.flatMap((one) => [...of(one)])),
  ];
  return {
    updates: recorded.map(({ turn }) => turn),
    columns: ["total", ...recorded.flatMap(({ turn }) => turn.terms)],
    keys: all(({ keys }) => keys),
    frozenNetworks: all(({ handedIn }) => handedIn),
    live: all(({ live }) => live),
  };
}

/** The answers of a stage that are judged: those it names, or each of its networks that trains. */
export function evaluatedOutputsOf(stage: Stage): readonly EvaluatedOutput[] {
  if (stage.evaluated) return stage.evaluated;
  return stage.networks.flatMap(({ name, trains }) => (trains === "none" ? [] : [outputOf(name)]));
}

/** Records a judged answer as in use: dropout off, batch norm by its running statistics; output "logits". */
export function recordLogits(stage: Networks, judged: EvaluatedOutput, batch: number): Program {
  const graph = openGraph();
  const { id } = judged.logits(openForwardScope(graph, stage, batch));
  return { nodes: graph.nodes, outputs: { logits: id }, assignments: [], updates: [] };
}

/** Records mean and variance of what leaves each layer of a network in use, outputs "layer/mean", "layer/variance". */
export function recordMoments(spec: NetworkSpec, batch: number): Program {
  const graph = openGraph();
  const { ops } = graph;
  const images = ops.input("images", [batch, IMAGE_SIZE]);
  const { feature } = forward(spec.name, spec.architecture, images, { ops, trains: false, assign: () => {} }, spec);
  const outputs: Record<string, number> = {};
  for (const index of layersOf(spec).keys()) {
    const x = feature(index);
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const share = ops.constant(x.shape.at(-1)! / volume(x.shape));
    const mean = ops.multiply(ops.sum(x, axes), share);
    const centred = ops.subtract(x, mean);
    outputs[`${index}/mean`] = mean.id;
    outputs[`${index}/variance`] = ops.multiply(ops.sum(ops.multiply(centred, centred), axes), share).id;
  }
  return { nodes: graph.nodes, outputs, assignments: [], updates: [] };
}

/** Trained numbers that an answer is computed from: of all its networks and adapters, without running statistics. */
export function countParameters(stage: Networks, judged: EvaluatedOutput): number {
  const { nodes, outputs } = recordLogits(stage, judged, 1);
  const asked = new Set(Object.values(outputs));
  let count = 0;
  for (const { id, op, inputs, shape } of nodes.toReversed()) {
    if (!asked.has(id)) continue;
    for (const input of inputs) asked.add(input);
    if (op.kind === "parameter" && !/\/(mean|variance)$/.test(op.name)) count += volume(shape);
  }
  return count;
}

/** Pictures recorded as one program: outputs "picture/panel" by their places, and what the panels are. */
export interface PictureProgram {
  readonly program: Program;
  readonly pictures: readonly {
    readonly picture: Picture;
    readonly panels: readonly { readonly label: string; readonly output: string; readonly shape: readonly number[] }[];
  }[];
}

/** Records a stage's pictures for some images; null where it has none. */
export function recordPictures(stage: Stage, batch: number): PictureProgram | null {
  if (!stage.pictures?.length) return null;
  const graph = openGraph();
  const scope = openForwardScope(graph, stage, batch);
  const weights = (name: string, layer: number): Tensor => {
    const spec = networkOf(stage, name);
    const card = layersOf(spec)[layer]?.[0];
    if (!card) throw new RangeError(`layer ${layer} of ${name} has no weights`);
    const stored = graph.ops.parameter(card.name, card.shape);
    return spec.parametrisation?.weights ? spec.parametrisation.weights(graph.ops, stored, layer) : stored;
  };
  const outputs: Record<string, number> = {};
  const labels = graph.ops.input("labels", [batch, stage.networks[0]!.architecture.classes]);
  const pictures = stage.pictures.map((picture, i) => {
    const panels = picture.panels({ ...scope, weights, labels }).map(({ label, value }, k) => {
      // An output of its own, also where a panel shows what is stored as it is.
      outputs[`${i}/${k}`] = graph.ops.multiply(value, graph.ops.constant(1)).id;
      return { label, output: `${i}/${k}`, shape: value.shape };
    });
    return { picture, panels };
  });
  return { program: { nodes: graph.nodes, outputs, assignments: [], updates: [] }, pictures };
}
