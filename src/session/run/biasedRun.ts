/**
 * A run as it is with a bias on the dropped classes' logits of one arm's students: every number that is read off it
 * follows the bias. It can be computed only for networks whose logits on the whole test set are known.
 */

import type { Arm } from "../../domain/experiment.ts";
import { entropy } from "../../math/divergence.ts";
import { softmax } from "../../math/softmax.ts";
import type { Evaluation } from "../../protocol/events.ts";
import type { NetworkRun, Run } from "./runFromEvents.ts";

/** The bias that has been added to some networks of a run. */
export interface AppliedBias {
  readonly arm: Arm;
  readonly value: number;
  /** ids of the networks of the arm that have it; the others' test logits are not known */
  readonly networks: ReadonlySet<string>;
}

/** A run, or a run with a bias. */
export type ReadRun = Run & { readonly bias?: AppliedBias };

/** Classes that students never saw and that count in the evaluation of a network; only these can have a bias. */
export function biasableClasses(run: Pick<Run, "experiment">, network: NetworkRun | undefined): readonly number[] {
  const totals = network?.evaluations.at(-1)?.evaluation.classTotals ?? [];
  return run.experiment.transferSet.omitClasses.filter((c) => (totals[c] ?? 0) > 0);
}

/** Logits with a bias added to some classes: a new array, [count, classes]. */
export function biasedLogits(
  logits: Float32Array,
  classes: number,
  dropped: readonly number[],
  bias: number,
): Float32Array {
  const added = new Float32Array(classes);
  for (const c of dropped) added[c] = bias;
  return logits.map((value, i) => value + added[i % classes]!);
}

/**
 * The metrics of changed logits. Agreement is null, since the teacher's logits on the whole set may not be known.
 * @param before the evaluation of the unchanged logits: images of classes that do not count in it are left out
 */
export function evaluationOf(logits: Float32Array, labels: Uint8Array, before: Evaluation): Evaluation {
  const { length: classes } = before.classTotals;
  const confusion = new Array<number>(classes * classes).fill(0);
  const bins = Array.from({ length: BINS }, () => 0);
  let [entropies, crossEntropies] = [0, 0];
  for (const [i, label] of labels.entries()) {
    if (before.classTotals[label] === 0) continue;
    const row = logits.subarray(i * classes, (i + 1) * classes);
    let best = 0;
    for (let c = 1; c < classes; c++) if (row[c]! > row[best]!) best = c;
    confusion[label * classes + best]! += 1;
    const p = softmax(row);
    bins[Math.min(Math.floor(p[best]! * BINS), BINS - 1)]! += p[best]! - (best === label ? 1 : 0);
    entropies += entropy(p);
    crossEntropies -= Math.log(Math.max(p[label]!, 1e-300));
  }
  const classErrors = before.classTotals.map((total, c) => total - confusion[c * classes + c]!);
  const { total, classTotals } = before;
  return {
    ...{ total, classTotals, confusion, classErrors, agreement: null },
    errors: classErrors.reduce((a, b) => a + b, 0),
    calibrationError: bins.reduce((sum, bin) => sum + Math.abs(bin), 0) / total,
    entropy: entropies / total,
    crossEntropy: crossEntropies / total,
  };
}
const BINS = 15;

/** The network with the bias on its newest logits; null where its logits on the whole test set are not known. */
function biased(run: Run, network: NetworkRun, bias: number): NetworkRun | null {
  const { testLogits, evaluations, probeLogits } = network;
  const last = evaluations.at(-1);
  const dropped = biasableClasses(run, network);
  if (!testLogits || !last || !run.testLabels || dropped.length === 0) return null;
  const classes = last.evaluation.classTotals.length;
  if (testLogits.length !== run.testLabels.length * classes) return null;
  const changed = biasedLogits(testLogits, classes, dropped, bias);
  const evaluation = evaluationOf(changed, run.testLabels, last.evaluation);
  const probes = Object.entries(probeLogits).map(([kind, moments]) => {
    const newest = moments.at(-1);
    const moved = newest ? [{ ...newest, logits: biasedLogits(newest.logits, classes, dropped, bias) }] : [];
    return [kind, [...moments.slice(0, -1), ...moved]] as const;
  });
  return {
    ...network,
    testLogits: changed,
    evaluations: [...evaluations.slice(0, -1), { ...last, evaluation }],
    probeLogits: Object.fromEntries(probes),
  };
}

/** The newest results by network, so that a run that goes on does not compute those of finished networks again. */
const known = new WeakMap<NetworkRun, { readonly bias: number; readonly result: NetworkRun | null }>();

/**
 * The run with a bias on all students of an arm; the run itself where the bias is 0 or no class was dropped.
 * @param bias added to the logits of the dropped classes
 */
export function withBias(run: Run, arm: Arm, bias: number): ReadRun {
  if (bias === 0 || run.experiment.transferSet.omitClasses.length === 0) return run;
  const networks = new Set<string>();
  const moved = run.networks.map((network) => {
    if (network.card.arm !== arm) return network;
    const cached = known.get(network);
    const result = cached?.bias === bias ? cached.result : biased(run, network, bias);
    known.set(network, { bias, result });
    if (result) networks.add(network.card.id);
    return result ?? network;
  });
  return { ...run, networks: moved, bias: { arm, value: bias, networks } };
}
