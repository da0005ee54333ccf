import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { presetById } from "../../methods/experiments/presets.ts";
import { type FidelityRow, FidelitySchema, judged, judgedClaims, settingsKey } from "./claimFindings.ts";
import { judgedPresetOf, judgedPresets, papersRows, presentRows } from "./jointFindings.ts";

const { experiment } = presetById("hinton");
const [claim] = judgedClaims("hinton");

function rowOf(seed: number, differences: readonly number[], changed: Partial<FidelityRow> = {}): FidelityRow {
  const found = { claim: claim!.text, unit: "errors" as const, ...judged(differences), differences: [...differences] };
  return {
    ...{ preset: "hinton", method: "hinton", dataset: "digits", seed, settings: settingsKey(experiment) },
    ...{ pairs: differences.length, backend: "wasm", date: `2026-11-${seed}`, seconds: 1, findings: [found] },
    ...changed,
  };
}

describe("the key of settings", () => {
  it("is the same for any seed, number of pairs, control arms and data set, and for a default that is written out", () => {
    const data = { ...experiment.data, dataset: "mnist" as const };
    const other = { ...experiment, seed: 1, pairs: 2, controls: ["label-smoothing"], data };
    expect(settingsKey(other)).toBe(settingsKey(experiment));
    const { mistake: _, ...params } = experiment.method.params;
    expect(settingsKey({ ...experiment, method: { id: "hinton", params } })).toBe(settingsKey(experiment));
  });

  it("is another one for each changed setting", () => {
    const { method, student, transferSet } = experiment;
    const changed = [
      { ...experiment, method: { ...method, params: { ...method.params, temperature: 8 } } },
      { ...experiment, student: { ...student, training: { ...student.training, steps: 401 } } },
      { ...experiment, transferSet: { ...transferSet, noisyLabels: 0.2 } },
      { ...experiment, evaluateEvery: 51 },
    ];
    expect(new Set([experiment, ...changed].map(settingsKey)).size).toBe(5);
  });

  it("tells all judged presets apart, so that a run belongs to one of them", () => {
    for (const { id } of judgedPresets) expect(judgedPresetOf(presetById(id).experiment)).toBe(id);
    expect(judgedPresetOf({ ...experiment, evaluateEvery: 51 })).toBeNull();
  });
});

describe("the papers' table as it is read", () => {
  it("has the interval over the pairs of both seeds: a textbook example", () => {
    // 1, 2, 3 and 4, 5, 6: mean 3.5, standard deviation sqrt(3.5), t(5) = 2.571
    const [row] = papersRows([rowOf(26, [4, 5, 6]), rowOf(25, [1, 2, 3])]);
    const half = 2.571 * Math.sqrt(3.5 / 6);
    expect(row).toMatchObject({ preset: "hinton", pairs: 6, seeds: [25, 26], date: "2026-11-26" });
    expect(row!.findings).toHaveLength(1);
    expect(row!.findings[0]).toMatchObject({ word: "reproduced", pairs: 6, seeds: [25, 26] });
    expect(row!.findings[0]!.mean).toBe(3.5);
    expect(row!.findings[0]!.high).toBeCloseTo(3.5 + half, 2);
  });

  it("has one seed's interval where the other has none or kept no differences", () => {
    const lone = rowOf(25, [1, 2, 3]);
    const { differences: _, ...bare } = rowOf(26, [-9, -8, -9]).findings[0]!;
    expect(papersRows([lone])[0]!.findings[0]).toMatchObject({ mean: 2, pairs: 3, seeds: [25] });
    expect(papersRows([lone, rowOf(26, [1, 2], { findings: [bare] })])[0]!.findings[0]).toMatchObject({ seeds: [25] });
  });

  it("leaves out rows of other settings and of presets that are not judged", () => {
    const others = [rowOf(25, [1, 2], { settings: "0" }), rowOf(25, [1, 2], { preset: "few-labels" })];
    expect(presentRows(others)).toEqual([]);
    expect(papersRows(others)).toEqual([]);
  });

  it("has a finding about every claim in each row that it reads, with the interval of its differences", () => {
    const path = join(import.meta.dirname, "../../../public/fidelity.json");
    const { rows } = v.parse(FidelitySchema, JSON.parse(readFileSync(path, "utf8")));
    const read = papersRows(rows);
    for (const { method, findings } of read)
      expect(findings.map(({ claim }) => claim)).toEqual(judgedClaims(method).map(({ text }) => text));
    for (const { findings, pairs } of rows)
      for (const { differences, word, mean, low, high } of findings)
        if (differences) {
          expect(differences).toHaveLength(pairs);
          expect(judged(differences)).toEqual({ word, mean, low, high });
        }
  });
});
