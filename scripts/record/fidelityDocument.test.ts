import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { registry } from "../../src/methods/registry/methodRegistry.ts";
import {
  type FidelityRow,
  FidelitySchema,
  judged,
  judgedClaims,
  settingsKey,
} from "../../src/session/comparisons/claimFindings.ts";
import { papersRows } from "../../src/session/comparisons/jointFindings.ts";
import { EarlierTableSchema, fidelityDocument } from "./fidelityDocument.ts";
import { fidelityNotes } from "./fidelityNotes.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const earlier = v.parse(EarlierTableSchema, JSON.parse(read("docs/fidelity-2026-11-25.json")));
const table = v.parse(FidelitySchema, JSON.parse(read("public/fidelity.json")));
const seeds = [2026, 2027];

function rowOf(seed: number, differences: readonly number[]): FidelityRow {
  const claim = judgedClaims("hinton")[0]!.text;
  return {
    ...{ preset: "hinton", method: "hinton", dataset: "mnist", seed, backend: "wasm", date: "2026-11-27" },
    ...{ settings: settingsKey(presetById("hinton").experiment), pairs: differences.length, seconds: 1 },
    findings: [{ claim, unit: "errors", ...judged(differences), differences: [...differences] }],
  };
}

describe("the document of the papers' table", () => {
  it("is what docs/fidelity.md is", () => {
    expect(fidelityDocument({ ...table, earlier, seeds })).toBe(read("docs/fidelity.md"));
  });

  it("has each seed's word and interval, the joint one, and the earlier word; what is missing is said to be", () => {
    const rows = [rowOf(2026, [10, 20, 30]), rowOf(2027, [-30, -20, -10])];
    const lines = fidelityDocument({ version: "1", rows, earlier, seeds }).split("\n");
    const line = lines.find((one) => one.startsWith("| A small network learns more") && one.includes("| mnist |"));
    expect(line).toContain("| **reproduced** 20 [-4.84, 45] |".replace("reproduced", "inconclusive"));
    expect(line).toContain("| **inconclusive** -20 [-45, 4.84] | **inconclusive** 0.00 [");
    expect(line).toMatch(/\| reproduced \|$/);
    const digits = lines.find((one) => one.startsWith("| A small network learns more") && one.includes("| digits |"));
    expect(digits).toContain("| not measured yet | not measured yet | not measured yet | reproduced |");
  });

  it("has a section for each method, and the command of each table", () => {
    const text = fidelityDocument({ ...table, earlier, seeds });
    for (const { id, name } of registry) {
      expect(text).toContain(`## ${name}\n`);
      expect(text).toContain(`npm run fidelity -- --only ${id} --seeds 2026,2027`);
    }
  });

  it("says why an earlier claim is gone or has another word, and what was tried where one is not reproduced", () => {
    for (const id of Object.keys(fidelityNotes)) expect(registry.map((method) => method.id)).toContain(id);
    const present = registry.flatMap(({ id }) => judgedClaims(id).map(({ text }) => `${id}: ${text}`));
    const gone = earlier.findings.filter(({ method, claim }) => !present.includes(`${method}: ${claim}`));
    for (const { method } of gone) expect(fidelityNotes[method]?.changed, method).toBeTruthy();
    for (const { method, findings } of papersRows(table.rows)) {
      const isOpen = findings.some(({ word }) => word !== "reproduced");
      if (isOpen) expect(fidelityNotes[method]?.tried, method).toBeTruthy();
    }
  });
});
