/** Records the two programs of a network: one step of training under a stage's loss, and its answers as in use. */

import type { Architecture } from "../domain/architecture.ts";
import type { Answer, NetworkSpec, Stage, StepScope } from "../methods/method.ts";
import type { Program, Update } from "../tensor/executor.ts";
import { gradients } from "../tensor/gradient.ts";
import { recordGraph, type Tensor } from "../tensor/graph.ts";
import { forward, type ParameterCard, parametersOf } from "./networks.ts";

/** A recorded step with what the host has to hand in. */
export interface StepProgram {
  readonly program: Program;
  /** names of the loss terms, in the order of the loss card; "total" comes first */
  readonly columns: readonly string[];
  /** names of the key inputs, one per dropout layer */
  readonly keys: readonly string[];
  /** frozen networks whose logits are handed in, as "name/logits" */
  readonly handedIn: readonly string[];
  /** names of the live settings that the loss reads, handed in as "live/name" */
  readonly live: readonly string[];
  readonly trained: readonly ParameterCard[];
}

const IMAGE_SIZE = 28 * 28;

/** Logits of a frozen network are handed in, cached or computed on the same view; only features need its own pass. */
function frozenAnswer(logits: () => Tensor, pass: () => Answer): Answer {
  return {
    get logits() {
      return logits();
    },
    feature: (index) => pass().feature(index),
  };
}

/** Records one step of a stage: passes, loss, gradients, updates. */
export function recordStep(stage: Stage, classes: number): StepProgram {
  const graph = recordGraph();
  const { ops } = graph;
  const { batchSize, optimizer, maxNorm } = stage.training;
  const images = ops.input("images", [batchSize, IMAGE_SIZE]);
  const assignments: { parameter: string; node: number }[] = [];
  const answers = new Map<string, Answer>();
  const handedIn = new Set<string>();
  const live = new Set<string>();

  const record = (spec: NetworkSpec): Answer => {
    const assign = (parameter: string, node: Tensor) => assignments.push({ parameter, node: node.id });
    const pass = () => forward(spec.name, spec.architecture, images, { ops, trains: spec.trains, assign });
    if (spec.trains) return pass();
    const logits = () => {
      handedIn.add(spec.name);
      return ops.input(`${spec.name}/logits`, [batchSize, classes]);
    };
    return frozenAnswer(logits, pass);
  };
  const scope: StepScope = {
    ops,
    batchSize,
    labels: ops.input("labels", [batchSize, classes]),
    forward(network) {
      const spec = stage.networks.find((one) => one.name === network);
      if (!spec) throw new RangeError(`stage "${stage.name}" has no network "${network}"`);
      const known = answers.get(network) ?? record(spec);
      answers.set(network, known);
      return known;
    },
    live(param) {
      live.add(param);
      return ops.input(`live/${param}`, []);
    },
  };

  const terms = stage.loss(scope);
  const weighted = terms.map((term) => ops.multiply(term.weight, term.value));
  const total = weighted.reduce((sum, term) => ops.add(sum, term), ops.constant(0));
  const trained = stage.networks
    .filter((spec) => spec.trains)
    .flatMap((spec) => parametersOf(spec.name, spec.architecture))
    .filter((card) => card.kind !== "statistic");
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
  const outputs = Object.fromEntries([
    ["total", total.id],
    ...terms.map((term) => [term.name, term.value.id] as const),
  ]);
  const keys = graph.nodes.flatMap(({ op }) => (op.kind === "input" && op.holds === "key" ? [op.name] : []));
  return {
    program: { nodes: graph.nodes, outputs, assignments, updates },
    columns: ["total", ...terms.map((term) => term.name)],
    keys,
    handedIn: [...handedIn],
    live: [...live],
    trained,
  };
}

/** Records a network's answers as in use: dropout off, batch norm by its running statistics; output "logits". */
export function recordAnswers(network: string, architecture: Architecture, batch: number): Program {
  const { ops, nodes } = recordGraph();
  const images = ops.input("images", [batch, IMAGE_SIZE]);
  const { logits } = forward(network, architecture, images, { ops, trains: false, assign: () => {} });
  return { nodes, outputs: { logits: logits.id }, assignments: [], updates: [] };
}
