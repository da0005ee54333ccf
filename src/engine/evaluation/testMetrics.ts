/** A network's logits on a whole set, and the metrics computed from them. Dropout is always off here. */

import { batchOf } from "../../data/batches.ts";
import type { Dataset } from "../../domain/dataset.ts";
import { entropy } from "../../math/divergence.ts";
import { softmax } from "../../math/softmax.ts";
import { EVALUATION_BATCH } from "../../methods/registry/stageCost.ts";
import type { Evaluation } from "../../protocol/events.ts";
import type { CompiledProgram, Executor, Outputs, Program } from "../../tensor/executor.ts";

const CALIBRATION_BINS = 15;

/** Computes the logits of a set's images, [count, classes], in the order of the set. */
export type Predictor = (set: Dataset) => Promise<Float32Array>;

/** Opens the prediction of an output for whole sets. @param record records the output for a batch of some size */
export function openPredictor(executor: Executor, record: (batchSize: number) => Program, classes: number): Predictor {
  const bySize = new Map<number, CompiledProgram>();
  const noJitter = { jitter: 0, key: 0 };
  return async (set) => {
    const batch = Math.min(EVALUATION_BATCH, set.count);
    const compiled = bySize.get(batch) ?? executor.compile(record(batch));
    bySize.set(batch, compiled);
    const all = new Float32Array(set.count * classes);
    const pending: { readonly from: number; readonly outputs: () => Promise<Outputs> }[] = [];
    const takeDownTo = async (left: number) => {
      while (pending.length > left) {
        const { from, outputs } = pending.shift()!;
        const { logits } = await outputs();
        all.set(logits!.subarray(0, Math.min(batch, set.count - from) * classes), from * classes);
      }
    };
    for (let from = 0; from < set.count; from += batch) {
      // The last batch is filled up with its last image: a program's shapes are fixed.
      const indices = Int32Array.from({ length: batch }, (_, i) => Math.min(from + i, set.count - 1));
      pending.push({ from, outputs: compiled.begin({ images: batchOf(set, indices, noJitter) }) });
      await takeDownTo(executor.stepsAhead() - 1);
    }
    await takeDownTo(0);
    return all;
  };
}

/** Index of the largest of a row's values, the first of equals. */
export function argMax(row: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < row.length; k++) if (row[k]! > row[best]!) best = k;
  return best;
}

/** What the metrics are computed with besides logits and labels. */
export interface MetricOptions {
  /** the teacher's logits on the same images, for agreement and the gradient of soft targets */
  readonly teacherLogits: Float32Array | null;
  /** of the soft targets */
  readonly temperature?: number;
  /** images of other classes do not count; absent: all do */
  readonly counted?: ReadonlySet<number>;
}

/** The variance of vectors that are taken one after another: the mean squared distance from their mean. */
function openVectorVariance(size: number) {
  const sum = new Float64Array(size);
  let [squares, count] = [0, 0];
  return {
    take(at: (k: number) => number) {
      count++;
      for (let k = 0; k < size; k++) {
        const value = at(k);
        sum[k]! += value;
        squares += value * value;
      }
    },
    variance: () => (count === 0 ? 0 : squares / count - sum.reduce((all, s) => all + (s / count) ** 2, 0)),
  };
}

/**
 * Computes the metrics of logits and labels.
 * @param logits [count, classes]
 */
export function evaluateLogits(
  logits: Float32Array,
  labels: Uint8Array,
  classes: number,
  { teacherLogits, temperature = 1, counted }: MetricOptions,
): Evaluation {
  const [hard, soft] = [openVectorVariance(classes), openVectorVariance(classes)];
  const confusion = new Array<number>(classes * classes).fill(0);
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ confidence: 0, correct: 0 }));
  let [agreed, entropies, crossEntropies] = [0, 0, 0];
  for (const [i, label] of labels.entries()) {
    if (counted && !counted.has(label)) continue;
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const predicted = argMax(row);
    confusion[label * classes + predicted]! += 1;
    const p = softmax(row);
    const bin = bins[Math.min(Math.floor(p[predicted]! * CALIBRATION_BINS), CALIBRATION_BINS - 1)]!;
    bin.confidence += p[predicted]!;
    bin.correct += predicted === label ? 1 : 0;
    entropies += entropy(p);
    crossEntropies -= Math.log(Math.max(p[label]!, 1e-300));
    if (!teacherLogits) continue;
    const teacherRow = teacherLogits.subarray(i * classes, (i + 1) * classes);
    if (argMax(teacherRow) === predicted) agreed++;
    const [q, target] = [softmax(row, temperature), softmax(teacherRow, temperature)];
    hard.take((k) => p[k]! - (k === label ? 1 : 0));
    // T^2 KL has the gradient T (q - p) at the logits. Hinton, Vinyals and Dean 2015, eq. 2.
    soft.take((k) => temperature * (q[k]! - target[k]!));
  }
  const rows = Array.from({ length: classes }, (_, c) => confusion.slice(c * classes, (c + 1) * classes));
  const classTotals = rows.map((row) => row.reduce((a, b) => a + b, 0));
  const total = classTotals.reduce((a, b) => a + b, 0);
  const classErrors = rows.map((row, c) => classTotals[c]! - row[c]!);
  return {
    errors: classErrors.reduce((a, b) => a + b, 0),
    total,
    classErrors,
    classTotals,
    confusion,
    agreement: teacherLogits ? agreed / total : null,
    calibrationError: bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.correct), 0) / total,
    entropy: entropies / total,
    crossEntropy: crossEntropies / total,
    ...(teacherLogits ? { gradientVariance: { hard: hard.variance(), soft: soft.variance() } } : {}),
  };
}
