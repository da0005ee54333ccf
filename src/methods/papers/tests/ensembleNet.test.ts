import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Architecture, countParameters } from "../../../domain/architecture.ts";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { dense, students } from "../../../domain/namedArchitectures.ts";
import { logSoftmax } from "../../../math/softmax.ts";
import { evaluateLoss } from "../../../testing/evaluateLoss.ts";
import { stagesOf } from "../../registry/arms.ts";
import { ensembleNet, parametersWithHeads, widestHead } from "../ensembleNet.ts";

const preset = ensembleNet.preset(defaultExperiment);
const [BATCH, CLASSES] = [3, 10];

const stageOf = (heads: number) =>
  stagesOf("taught", { ...preset, method: { id: "ensemble-net", params: { heads } } })[0]!;

/** Cross-entropy with the labels that the loss is run with: class `row` in row `row`. */
function crossEntropies(logits: Float32Array): number {
  const rows = Array.from({ length: BATCH }, (_, row) => {
    return -logSoftmax(logits.subarray(row * CLASSES, (row + 1) * CLASSES))[row]!;
  });
  return rows.reduce((a, b) => a + b, 0) / BATCH;
}

const logits = fc
  .array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: BATCH * CLASSES, maxLength: BATCH * CLASSES })
  .map((values) => Float32Array.from(values));

describe("EnsembleNet's loss", () => {
  it("is at lambda 1 the mean of the heads' own cross-entropies, to 1e-5", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 5 }).chain((heads) => fc.array(logits, { minLength: heads, maxLength: heads })),
        async (all) => {
          const stage = stageOf(all.length);
          const outputs = Object.fromEntries(stage.networks.map(({ name }, i) => [`${name}/logits`, all[i]!]));
          const terms = await evaluateLoss(stage, { batch: BATCH, outputs, live: { lambda: 1 } });
          const separate = all.map(crossEntropies).reduce((a, b) => a + b, 0) / all.length;
          const together = terms.labels!.value + terms["ensemble to heads"]!.value;
          expect(Math.abs(together - separate) / Math.max(1, separate)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("has lambda as the weight of the heads' divergence, which is positive and 0 where all heads are equal", async () => {
    const same = Float32Array.from({ length: BATCH * CLASSES }, (_, i) => Math.cos(i));
    const stage = stageOf(3);
    const outputs = Object.fromEntries(stage.networks.map(({ name }) => [`${name}/logits`, same]));
    const equal = await evaluateLoss(stage, { batch: BATCH, outputs, live: { lambda: 2.5 } });
    expect(equal["ensemble to heads"]).toMatchObject({ weight: 2.5 });
    expect(equal["ensemble to heads"]!.value).toBeCloseTo(0, 6);
    const different = await evaluateLoss(stage, { batch: BATCH, live: { lambda: 0 } });
    expect(different["ensemble to heads"]!.weight).toBe(0);
    expect(different["ensemble to heads"]!.value).toBeGreaterThan(0);
  });

  it("has a gradient for every head in both of its terms", async () => {
    const stage = stageOf(4);
    const terms = await evaluateLoss(stage, { batch: BATCH, live: { lambda: 1 } });
    for (const { gradients } of Object.values(terms)) expect(Object.keys(gradients).length).toBe(4);
  });
});

describe("the heads", () => {
  const architectures: readonly Architecture[] = [
    ...students.map(({ architecture }) => architecture),
    dense(64, 48, 32),
  ];

  it("are as wide as the single network's parameters allow: the next wider heads have more", () => {
    for (const single of architectures.filter(({ layers }) => layers.length > 1))
      for (const heads of [2, 3, 5]) {
        const trunk = Math.floor(single.layers.length / 2);
        const head = widestHead(single, heads, trunk);
        expect(head.layers.slice(0, trunk)).toEqual(single.layers.slice(0, trunk));
        expect(parametersWithHeads(head, heads, trunk)).toBeLessThanOrEqual(countParameters(single));
      }
    expect(widestHead(dense(300, 300), 3, 1)).toEqual(dense(300, 99));
    expect(parametersWithHeads(dense(300, 100), 3, 1)).toBeGreaterThan(countParameters(dense(300, 300)));
  });

  it('share the trunk of "student", whose first weights are the baseline\'s', () => {
    const [first, ...others] = stageOf(3).networks;
    expect(first!.name).toBe("student");
    for (const { sharesTrunk } of others) expect(sharesTrunk).toEqual({ network: "student", layers: 1 });
  });

  it("are refused where even one unit in each layer is too wide, with what to choose", () => {
    expect(() => widestHead(dense(), 2, 0)).toThrow(/2 heads on 0 layers need more than the student's 7850 parameters/);
  });
});
