import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { dense, students } from "../../../domain/namedArchitectures.ts";
import { logSoftmax, softmax } from "../../../math/softmax.ts";
import { evaluateLoss } from "../../../testing/evaluateLoss.ts";
import { stagesOf } from "../../registry/arms.ts";
import { one } from "../one.ts";

const preset = one.preset(defaultExperiment);
const live = { temperature: 3, softWeight: 1 };
const [BATCH, CLASSES] = [3, 10];

function planned(arm: string, params: Readonly<Record<string, number>> = {}) {
  const [stage] = stagesOf(arm, { ...preset, method: { id: "one", params } });
  return stage!;
}

/** Scores as the gate's ReLU leaves them: none below 0. */
const scoresOf = (branches: number) =>
  fc.array(fc.float({ min: 0, max: 6, noNaN: true }), { minLength: BATCH * branches, maxLength: BATCH * branches });

const logits = (name: string) =>
  Float32Array.from({ length: BATCH * CLASSES }, (_, i) => 3 * Math.sin(i * 7 + name.length * 5));

describe("ONE's ensemble", () => {
  it("weights the branches' logits by the softmax of the gate's scores, image by image", async () => {
    await fc.assert(
      fc.asyncProperty(scoresOf(3), async (scores) => {
        const stage = planned("taught");
        const names = stage.networks.map(({ name }) => name);
        const given = names.map(logits);
        const outputs = {
          gate: Float32Array.from(scores),
          ...Object.fromEntries(names.map((name, k) => [`${name}/logits`, given[k]!])),
        };
        const terms = await evaluateLoss(stage, { batch: BATCH, live, outputs });
        let expected = 0;
        for (let row = 0; row < BATCH; row++) {
          const gate = softmax(scores.slice(row * 3, row * 3 + 3));
          const mixed = Array.from({ length: CLASSES }, (_, c) =>
            given.reduce((sum, z, k) => sum + gate[k]! * z[row * CLASSES + c]!, 0),
          );
          expected -= logSoftmax(mixed)[row]! / BATCH;
        }
        expect(terms["labels: ensemble"]!.value).toBeCloseTo(expected, 4);
      }),
      { numRuns: 15 },
    );
  });

  it("is the mean of the branches where the gate's scores are equal", async () => {
    const given = Object.fromEntries(
      ["student", "branch 2", "branch 3"].map((name) => [`${name}/logits`, logits(name)]),
    );
    const outputs = { ...given, gate: new Float32Array(BATCH * 3) };
    const gated = await evaluateLoss(planned("taught"), { batch: BATCH, live, outputs });
    const mean = await evaluateLoss(planned("mean-instead-of-gate"), { batch: BATCH, live, outputs });
    for (const [name, { value }] of Object.entries(gated)) expect(mean[name]!.value).toBeCloseTo(value, 5);
  });
});

describe("ONE's loss", () => {
  it("trains gate and branches by the ensemble's labels, and one branch alone by each divergence", async () => {
    const terms = await evaluateLoss(planned("taught"), { batch: BATCH, live });
    const all = ["student/logits", "branch 2/logits", "branch 3/logits", "gate"];
    expect(new Set(Object.keys(terms["labels: ensemble"]!.gradients))).toEqual(new Set(all));
    for (const name of ["student", "branch 2", "branch 3"]) {
      expect(Object.keys(terms[`ensemble to ${name}`]!.gradients)).toEqual([`${name}/logits`]);
      expect(Object.keys(terms[`labels: ${name}`]!.gradients)).toEqual([`${name}/logits`]);
    }
  });

  it("has divergences with T^2, whose gradients keep their size as T grows", async () => {
    const sizes: number[] = [];
    for (const temperature of [20, 40, 80]) {
      const terms = await evaluateLoss(planned("taught"), { batch: BATCH, live: { ...live, temperature } });
      sizes.push(Math.hypot(...terms["ensemble to student"]!.gradients["student/logits"]!));
    }
    for (const size of sizes) expect(size / sizes[0]!).toBeCloseTo(1, 1);
  });

  it("without teaching has the labels' terms alone", async () => {
    const [all, alone] = [
      await evaluateLoss(planned("taught"), { batch: BATCH, live }),
      await evaluateLoss(planned("branches-without-teaching"), { batch: BATCH, live }),
    ];
    expect(Object.keys(alone)).toEqual(Object.keys(all).filter((name) => name.startsWith("labels")));
    for (const [name, term] of Object.entries(alone)) expect(term).toEqual(all[name]);
  });
});

describe("ONE's networks", () => {
  it("share the trunk, and the gate's inputs are its units, or its channels pooled", () => {
    const { networks, adapters } = planned("taught", { branches: 4 });
    expect(networks.map(({ name }) => name)).toEqual(["student", "branch 2", "branch 3", "branch 4"]);
    expect(adapters![0]!.layers).toMatchObject([{ kind: "dense", units: 4, activation: "relu", batchNorm: true }]);
    const { architecture } = students.find(({ id }) => id === "convolutional")!;
    const student = { ...preset.student, architecture };
    const [stage] = one.plan(
      { ...preset, student },
      { branches: 3, temperature: 3, softWeight: 1, rampUp: 0, trunk: 0.5 },
    );
    expect(stage!.adapters![0]!.inputShape).toEqual([8]);
    for (const { sharesTrunk } of stage!.networks.slice(1))
      expect(sharesTrunk).toEqual({ network: "student", layers: 2 });
  });

  it("need a layer to share", () => {
    const student = { ...preset.student, architecture: dense() };
    expect(() => stagesOf("taught", { ...preset, student })).toThrow(/no hidden layer/);
  });
});
