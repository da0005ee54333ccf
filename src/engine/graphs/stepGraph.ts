/** Records one training step of a stage: forward passes, loss, gradients and updates. */

import type { LossTerm, NetworkOutput, NetworkSpec, Stage } from "../../methods/core/method.ts";
import type { Program, Update } from "../../tensor/executor.ts";
import { gradients } from "../../tensor/gradient.ts";
import { type Graph, openGraph, type Tensor } from "../../tensor/graph.ts";
import { forward, forwardAdapter, type Pass } from "./networkGraph.ts";
import { adapterOf, imageValuesOf, networkOf, trainedParametersOf } from "./stageParts.ts";

/** One recorded update of a step: of all networks together or, where updates alternate, of one network. */
export interface UpdateProgram {
  readonly program: Program;
  /** names of its loss terms, in the order of the loss card */
  readonly terms: readonly string[];
}

/** A recorded step, with the names of its inputs. */
export interface StepGraph {
  /** run one after another within a step */
  readonly updates: readonly UpdateProgram[];
  /** columns of the losses: "total", then every update's terms */
  readonly columns: readonly string[];
  /** names of the key inputs, one per dropout layer */
  readonly keys: readonly string[];
  /** frozen networks whose logits are inputs, as "name/logits" */
  readonly frozenNetworks: readonly string[];
  /** names of the live settings that the loss reads, inputs as "live/name" */
  readonly live: readonly string[];
}

/**
 * Records one step of a stage.
 * @throws RangeError where two columns would have one name, or a stage with adapters updates its networks in turn
 */
export function recordStepGraph(stage: Stage, classes: number): StepGraph {
  if (stage.updates === "alternating" && stage.adapters?.length)
    throw new RangeError(
      `the stage "${stage.name}" has adapters, which alternating updates would leave untrained; use joint updates`,
    );
  const trained = stage.networks.flatMap(({ name, trains }) => (trains === "none" ? [] : [name]));
  const recorded = (stage.updates === "alternating" ? trained : [undefined]).map((onlyNetwork) =>
    recordUpdate(stage, classes, onlyNetwork),
  );
  const all = (namesOf: (update: RecordedUpdate) => Iterable<string>) => [
    ...new Set(recorded.flatMap((update) => [...namesOf(update)])),
  ];
  const columns = ["total", ...recorded.flatMap(({ terms }) => terms)];
  const repeated = columns.find((name, i) => columns.indexOf(name) < i);
  if (repeated !== undefined)
    throw new RangeError(
      `the stage "${stage.name}" has a second column "${repeated}" among its losses; name the loss term otherwise`,
    );
  return {
    updates: recorded.map(({ program, terms }) => ({ program, terms })),
    columns,
    keys: all(({ keys }) => keys),
    frozenNetworks: all(({ frozenNetworks }) => frozenNetworks),
    live: all(({ live }) => live),
  };
}

type RecordedUpdate = UpdateProgram & Pick<StepGraph, "keys" | "frozenNetworks" | "live">;

/**
 * Records the gradient of each loss term alone, with its weight, of a stage whose networks are updated together.
 * @returns by the name of the term a program whose outputs are the gradients of the weights by parameter
 */
export function recordTermGradients(stage: Stage, classes: number): ReadonlyMap<string, Program> {
  const graph = openGraph();
  const { terms } = recordLoss(graph, stage, classes, undefined);
  const weights = trainedParametersOf(stage).filter(({ kind }) => kind === "weights");
  const parameters = weights.map(({ name, shape }) => graph.ops.parameter(name, shape));
  const outputsOf = ({ weight, value }: LossTerm) => {
    const found = gradients(graph, graph.ops.multiply(weight, value), parameters);
    const outputs = weights.flatMap(({ name }, i) => (found[i] ? [[name, found[i].id] as const] : []));
    return Object.fromEntries(outputs);
  };
  const recorded = terms.map((term) => [term.name, outputsOf(term)] as const);
  return new Map(
    recorded.map(([name, outputs]) => [name, { nodes: graph.nodes, outputs, assignments: [], updates: [] }]),
  );
}

/** Records one update. @param onlyNetwork the network that is updated; undefined for all together */
function recordUpdate(stage: Stage, classes: number, onlyNetwork: string | undefined): RecordedUpdate {
  const graph = openGraph();
  const loss = recordLoss(graph, stage, classes, onlyNetwork);
  const { ops } = graph;
  const weighted = loss.terms.map((term) => ops.multiply(term.weight, term.value));
  const total = weighted.reduce((sum, term) => ops.add(sum, term), ops.constant(0));
  const outputs = Object.fromEntries([
    ["total", total.id],
    ...loss.terms.map((term) => [term.name, term.value.id] as const),
  ]);
  const updates = recordGradients(graph, stage, total, onlyNetwork);
  return {
    program: { nodes: graph.nodes, outputs, assignments: loss.assignments, updates },
    terms: loss.terms.map((term) => term.name),
    keys: graph.nodes.flatMap(({ op }) => (op.kind === "input" && op.holds === "key" ? [op.name] : [])),
    frozenNetworks: loss.frozenNetworks,
    live: loss.live,
  };
}

interface RecordedLoss extends Pick<StepGraph, "frozenNetworks" | "live"> {
  readonly terms: readonly LossTerm[];
  readonly assignments: Program["assignments"];
}

/** Calls the stage's loss once, with a scope that records each network at its first use. */
function recordLoss(graph: Graph, stage: Stage, classes: number, onlyNetwork: string | undefined): RecordedLoss {
  const { ops } = graph;
  const { batchSize } = stage.training;
  const images = ops.input("images", [batchSize, imageValuesOf(stage)]);
  const statistics = new Map<string, number>();
  const outputs = new Map<string, NetworkOutput>();
  const frozenNetworks = new Set<string>();
  const live = new Set<string>();
  const trainingPass = (assignsStatistics: boolean): Pass => ({
    ops,
    trains: true,
    assign: (parameter, node) => {
      if (assignsStatistics) statistics.set(parameter, node.id);
    },
  });
  const record = (spec: NetworkSpec): NetworkOutput => {
    const forwardWith = (pass: Pass) => forward(spec.name, spec.architecture, images, pass, spec);
    if (spec.trains !== "none")
      return forwardWith(trainingPass(onlyNetwork === undefined || onlyNetwork === spec.name));
    if (spec.inTrainingMode) return forwardWith(trainingPass(false));
    const logits = () => {
      frozenNetworks.add(spec.name);
      return ops.input(`${spec.name}/logits`, [batchSize, spec.architecture.classes]);
    };
    return frozenOutput(logits, () => forwardWith({ ops, trains: false, assign: () => {} }));
  };
  const terms = stage.loss({
    ops,
    batchSize,
    labels: ops.input("labels", [batchSize, classes]),
    progress: ops.input("progress", []),
    forward(network) {
      const output = outputs.get(network) ?? record(networkOf(stage, network));
      outputs.set(network, output);
      return output;
    },
    applyAdapter: (name, x) => forwardAdapter(adapterOf(stage, name), x, trainingPass(true)),
    live(param) {
      live.add(param);
      return ops.input(`live/${param}`, []);
    },
  });
  return {
    terms: terms.filter((term) => onlyNetwork === undefined || term.updates === onlyNetwork),
    assignments: [...statistics].map(([parameter, node]) => ({ parameter, node })),
    frozenNetworks: [...frozenNetworks],
    live: [...live],
  };
}

/**
 * The output of a frozen network. Its logits are an input: cached by image, or computed anew where images are shifted
 * (evaluation/frozenLogits.ts). Its features are recorded here, with their own pass. `logits` is a getter because an
 * input exists only if it is read.
 */
function frozenOutput(logits: () => Tensor, pass: () => NetworkOutput): NetworkOutput {
  return {
    get logits() {
      return logits();
    },
    feature: (index) => pass().feature(index),
  };
}

/** Records the gradients of a loss and of the weight decay, and the updates that they make. */
function recordGradients(
  graph: Graph,
  stage: Stage,
  total: Tensor,
  onlyNetwork: string | undefined,
): readonly Update[] {
  const { ops } = graph;
  const { optimizer, maxNorm, weightDecay = 0 } = stage.training;
  const trained = trainedParametersOf(stage, onlyNetwork);
  const found = gradients(
    graph,
    total,
    trained.map(({ name, shape }) => ops.parameter(name, shape)),
  );
  return trained.flatMap(({ name, shape, kind }, i): readonly Update[] => {
    const ofLoss = found[i];
    if (!ofLoss) return [];
    // The gradient of weightDecay / 2 times the squared norm. Without a decay nothing is added to the program.
    const penalty = () => ops.multiply(ops.parameter(name, shape), ops.constant(weightDecay));
    const gradient = weightDecay > 0 ? ops.add(ofLoss, penalty()) : ofLoss;
    return [{ parameter: name, gradient: gradient.id, optimizer, maxNorm: kind === "weights" ? maxNorm : 0 }];
  });
}
