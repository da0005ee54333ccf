import { describe, expect, it } from "vitest";
import { openStream, streamKey } from "../../../math/random.ts";
import { evaluateOps } from "../../../testing/evaluateOps.ts";
import { divergence } from "../../parts/losses.ts";
import { decoupledTerms } from "../decoupled.ts";

const [ROWS, CLASSES] = [4, 6];
const drawn = (name: string, size: number) => {
  const stream = openStream(streamKey(4, name));
  return {
    shape: [ROWS, CLASSES],
    values: Float32Array.from({ length: ROWS * CLASSES }, () => size * stream.normal()),
  };
};
const labelled = (row: number) => row < 3;
const labels = {
  shape: [ROWS, CLASSES],
  values: Float32Array.from({ length: ROWS * CLASSES }, (_, i) => {
    const row = Math.floor(i / CLASSES);
    return labelled(row) && i % CLASSES === row + 1 ? 1 : 0;
  }),
};

describe("decoupled terms", () => {
  it("add up to the whole divergence when NCKD is damped by 1 - p_t (Zhao et al. 2022, eq. 5)", async () => {
    for (const [size, temperature] of [
      [2, 1],
      [3, 4],
      [30, 0.5],
    ] as const) {
      const given = { v: drawn("teacher", size), z: drawn("student", size), labels };
      const found = await evaluateOps(given, (ops, x) => {
        const t = ops.constant(temperature);
        const { target, nonTarget, damping } = decoupledTerms(ops, x.v!, x.z!, x.labels!, t);
        const sum = ops.add(target, ops.multiply(damping, nonTarget));
        return { whole: divergence(ops, x.v!, x.z!, t), parts: ops.multiply(ops.total(sum), ops.constant(1 / ROWS)) };
      });
      expect(found.parts![0]! / found.whole![0]!).toBeCloseTo(1, 4);
    }
  });

  it("have together the gradient of the whole divergence, and none for the teacher", async () => {
    const given = { v: drawn("teacher", 2), z: drawn("student", 2), labels };
    const of = (parts: boolean) =>
      evaluateOps(
        given,
        (ops, x) => {
          const t = ops.constant(2);
          const { target, nonTarget, damping } = decoupledTerms(ops, x.v!, x.z!, x.labels!, t);
          const sum = ops.total(ops.add(target, ops.multiply(damping, nonTarget)));
          return { loss: parts ? ops.multiply(sum, ops.constant(1 / ROWS)) : divergence(ops, x.v!, x.z!, t) };
        },
        "loss",
      );
    const [parts, whole] = [await of(true), await of(false)];
    for (const [i, gradient] of whole["d z"]!.entries()) expect(parts["d z"]![i]).toBeCloseTo(gradient, 5);
    expect(parts["d v"]).toBeUndefined();
  });

  it("do not change in NCKD with the logit of the label, but in TCKD", async () => {
    const base = { v: drawn("teacher", 2), z: drawn("student", 2), labels };
    const terms = (given: typeof base) =>
      evaluateOps(given, (ops, x) => {
        const { target, nonTarget } = decoupledTerms(ops, x.v!, x.z!, x.labels!, ops.constant(1));
        return { target, nonTarget };
      });
    const raised = base.z.values.map((value, i) => value + 2 * labels.values[i]!);
    const [before, after] = [await terms(base), await terms({ ...base, z: { ...base.z, values: raised } })];
    for (let row = 0; row < 3; row++) {
      expect(after.nonTarget![row]).toBeCloseTo(before.nonTarget![row]!, 5);
      expect(Math.abs(after.target![row]! - before.target![row]!)).toBeGreaterThan(1e-3);
    }
  });

  it("are undamped and without TCKD for an example without a label", async () => {
    const { target, damping } = await evaluateOps(
      { v: drawn("teacher", 2), z: drawn("student", 2), labels },
      (ops, x) => decoupledTerms(ops, x.v!, x.z!, x.labels!, ops.constant(1)),
    );
    expect(target![3]).toBeCloseTo(0, 6);
    expect(damping![3]).toBeCloseTo(1, 6);
  });
});
