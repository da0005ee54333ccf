import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { openStream, streamKey } from "../../../math/random.ts";
import { openFloat64 } from "../../../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../../../tensor/gradient.ts";
import { openGraph, type Tensor } from "../../../tensor/graph.ts";
import type { StepScope } from "../../core/method.ts";
import { paramValues } from "../../core/parameters.ts";
import { crossEntropy, divergence, soften } from "../../parts/losses.ts";
import { hinton, MISTAKES, type Mistake, softTerm } from "../hinton.ts";

const [ROWS, CLASSES] = [4, 10];

function logits(name: string, size: number): Float32Array {
  const stream = openStream(streamKey(3, name));
  const values = Float32Array.from({ length: ROWS * CLASSES }, () => size * stream.normal());
  // zero mean for each example, which the limit of section 2.1 requires
  for (let row = 0; row < ROWS; row++) {
    const part = values.subarray(row * CLASSES, (row + 1) * CLASSES);
    const centre = part.reduce((a, b) => a + b, 0) / CLASSES;
    for (let c = 0; c < CLASSES; c++) part[c]! -= centre;
  }
  return values;
}

/** Runs a scalar of student and teacher logits; gives its value and its gradient with respect to the student's. */
async function measure(
  build: (scope: Pick<StepScope, "ops"> & { z: Tensor; v: Tensor; labels: Tensor }) => Tensor,
  values: { z: Float32Array; v: Float32Array; labels?: Float32Array },
) {
  const graph = openGraph();
  const { ops } = graph;
  const z = ops.parameter("z", [ROWS, CLASSES]);
  const v = ops.parameter("v", [ROWS, CLASSES]);
  const labels = ops.input("labels", [ROWS, CLASSES]);
  const loss = build({ ops, z, v, labels });
  const [dz, dv] = gradients(graph, loss, [z, v]);
  const executor = openFloat64();
  executor.write("z", values.z, [ROWS, CLASSES]);
  executor.write("v", values.v, [ROWS, CLASSES]);
  const outputs = { loss: loss.id, ...(dz ? { dz: dz.id } : {}), ...(dv ? { dv: dv.id } : {}) };
  const found = await executor
    .compile({ nodes: graph.nodes, outputs, assignments: [], updates: [] })
    .run({ labels: values.labels ?? new Float32Array(ROWS * CLASSES) });
  return { loss: found.loss![0]!, dz: found.dz ?? new Float32Array(ROWS * CLASSES), dv: found.dv };
}

const [z, v] = [logits("z", 2.5), logits("v", 2.5)];
const labels = Float32Array.from({ length: ROWS * CLASSES }, (_, i) =>
  i % CLASSES === Math.floor(i / CLASSES) ? 1 : 0,
);
const norm = (x: Float32Array) => Math.hypot(...x);

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (norm(a) * norm(b));
}

/** The weighted soft term at T = 4, right or with a mistake. */
function softLoss(mistake: Mistake): Parameters<typeof measure>[0] {
  return ({ ops, ...x }) => {
    const output = (logitsOf: Tensor) => ({ logits: logitsOf, feature: () => logitsOf });
    const live = (name: string) => ops.constant(name === "temperature" ? 4 : 1);
    const term = softTerm({ ops, live }, output(x.v), output(x.z), mistake);
    return ops.multiply(term.weight, term.value);
  };
}

describe("the soft-target loss", () => {
  it("has a gradient that tends to (z - v) / (C T^2) as T grows (Hinton et al. 2015, eq. 4)", async () => {
    const limit = z.map((value, i) => value - v[i]!);
    let before = 0;
    for (const [temperature, lowest] of [
      [1, 0.5],
      [8, 0.97],
      [64, 0.9995],
    ] as const) {
      const { dz } = await measure(({ ops, ...x }) => divergence(ops, x.v, x.z, ops.constant(temperature)), { z, v });
      const similarity = cosine(dz, limit);
      expect(similarity).toBeGreaterThan(Math.max(before, lowest));
      before = similarity;
      if (temperature === 64) {
        const scale = norm(dz) / (norm(limit) / (ROWS * CLASSES * temperature ** 2));
        expect(scale).toBeCloseTo(1, 1);
      }
    }
  });

  it("has the same gradient as KL and as cross-entropy with the soft targets", async () => {
    for (const temperature of [1, 4, 20]) {
      const kl = await measure(({ ops, ...x }) => divergence(ops, x.v, x.z, ops.constant(temperature)), { z, v });
      const ce = await measure(
        ({ ops, ...x }) => {
          const t = ops.constant(temperature);
          return crossEntropy(ops, ops.stopGradient(soften(ops, x.v, t)), x.z, t);
        },
        { z, v },
      );
      for (const [i, value] of kl.dz.entries()) expect(ce.dz[i]!).toBeCloseTo(value, 6);
      expect(ce.loss).toBeGreaterThan(kl.loss);
    }
  });

  it("has a gradient of the same size at all high T, by its factor T^2", async () => {
    const sizes: number[] = [];
    for (const temperature of [10, 20, 40, 80]) {
      const { dz } = await measure(
        ({ ops, ...x }) => {
          const t = ops.constant(temperature);
          return ops.multiply(divergence(ops, x.v, x.z, t), ops.multiply(t, t));
        },
        { z, v },
      );
      sizes.push(norm(dz));
    }
    for (const size of sizes) expect(size / sizes[0]!).toBeCloseTo(1, 1);
  });

  it("is zero, with no gradient, when the student's logits are the teacher's", async () => {
    const { loss, dz } = await measure(({ ops, ...x }) => divergence(ops, x.v, x.z, ops.constant(4)), { z: v, v });
    expect(loss).toBe(0);
    expect(norm(dz)).toBeLessThan(1e-7);
  });

  it("has no gradient for the teacher, under any mistake", async () => {
    for (const mistake of MISTAKES) expect((await measure(softLoss(mistake), { z, v })).dv, mistake).toBeUndefined();
  });

  it("has another gradient under each mistake", async () => {
    // That of a teacher in training mode is in its logits.
    const inLoss = MISTAKES.filter((mistake) => mistake !== "teacher-in-training-mode");
    const all = await Promise.all(inLoss.map((mistake) => measure(softLoss(mistake), { z, v })));
    const [right, ...wrong] = all.map(({ dz }) => norm(dz));
    for (const size of wrong) expect(Math.abs(size - right!) / right!).toBeGreaterThan(0.01);
  });
});

describe("a mistake in the soft-target loss", () => {
  /** softmax(x / 4) of a row, in float64. */
  const soft = (x: Float32Array, row: number) => {
    const powers = Array.from(x.subarray(row * CLASSES, (row + 1) * CLASSES), (value) => Math.exp(value / 4));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  };
  /** 16 times the mean over rows of sum p (log p - f(q)). */
  const expected = (logQ: (q: readonly number[]) => readonly number[]) => {
    let sum = 0;
    for (let row = 0; row < ROWS; row++) {
      const given = logQ(soft(z, row));
      for (const [c, p] of soft(v, row).entries()) sum += p * (Math.log(p) - given[c]!);
    }
    return (16 * sum) / ROWS;
  };

  it("takes the student's probabilities for their logarithms where the log is forgotten", async () => {
    expect((await measure(softLoss("none"), { z, v })).loss).toBeCloseTo(
      expected((q) => q.map(Math.log)),
      5,
    );
    expect((await measure(softLoss("log-forgotten"), { z, v })).loss).toBeCloseTo(
      expected((q) => q),
      5,
    );
  });

  it("takes the student's probabilities for logits where the softmax is taken twice", async () => {
    const again = (q: readonly number[]) => {
      const sum = q.reduce((all, one) => all + Math.exp(one), 0);
      return q.map((one) => one - Math.log(sum));
    };
    expect((await measure(softLoss("softmax-twice"), { z, v })).loss).toBeCloseTo(expected(again), 5);
  });

  it("moves nothing where the networks are swapped", async () => {
    const { dz, loss } = await measure(softLoss("networks-swapped"), { z, v });
    expect(loss).toBeGreaterThan(0);
    expect(norm(dz)).toBe(0);
  });
});

describe("soft targets", () => {
  it("sum to 1 for T from 0.05 to 100 and logits up to 80 either way", async () => {
    const extreme = Float32Array.from({ length: ROWS * CLASSES }, (_, i) => (i % 3 === 0 ? 80 : i % 3 === 1 ? -80 : 0));
    for (const temperature of [0.05, 0.5, 1, 20, 100]) {
      const { loss } = await measure(({ ops, ...x }) => ops.total(soften(ops, x.z, ops.constant(temperature))), {
        z: extreme,
        v,
      });
      expect(loss / ROWS).toBeCloseTo(1, 6);
    }
  });
});

describe("Hinton's method", () => {
  it("with soft weight 0 and hard weight 1 has the gradient of training on labels", async () => {
    const labelled = await measure(({ ops, ...x }) => crossEntropy(ops, x.labels, x.z, ops.constant(1)), {
      z,
      v,
      labels,
    });
    const [stage] = hinton.plan(defaultExperiment, paramValues(hinton.params, {}) as never);
    const method = await measure(
      ({ ops, ...x }) => {
        const outputs: Record<string, Tensor> = { teacher: x.v, student: x.z };
        const live: Record<string, number> = { temperature: 4, softWeight: 0, hardWeight: 1 };
        const terms = stage!.loss({
          ops,
          labels: x.labels,
          batchSize: ROWS,
          progress: ops.constant(0),
          applyAdapter: (_, x) => x,
          forward: (name) => ({ logits: outputs[name]!, feature: () => outputs[name]! }),
          live: (name) => ops.constant(live[name]!),
        });
        return terms.reduce((sum, term) => ops.add(sum, ops.multiply(term.weight, term.value)), ops.constant(0));
      },
      { z, v, labels },
    );
    expect(method.loss).toBeCloseTo(labelled.loss, 6);
    for (const [i, value] of labelled.dz.entries()) expect(method.dz[i]!).toBeCloseTo(value, 7);
  });

  it("names a setting that is out of range, and what it may be", () => {
    expect(() => paramValues(hinton.params, { temperature: 0 })).toThrow(
      /temperature is 0, but must lie between 0.05 and 100/,
    );
    expect(() => paramValues(hinton.params, { heat: 3 })).toThrow(/there is no setting "heat"/);
  });
});
