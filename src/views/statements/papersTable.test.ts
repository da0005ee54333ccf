import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { presetById } from "../../methods/experiments/presets.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { decodeLog } from "../../protocol/eventLog.ts";
import { FidelitySchema, findingWords } from "../../session/comparisons/claimFindings.ts";
import { foldRun } from "../../session/run/runFromEvents.ts";
import { claimVerdicts, verdictOf } from "../../session/run/runSelectors.ts";
import { recordedLog } from "../../testing/recordings/recordedLog.ts";
import { isInPapersTable, otherFindings } from "./papersTable.ts";

const files = join(import.meta.dirname, "../../../public");
const { rows } = v.parse(FidelitySchema, JSON.parse(readFileSync(join(files, "fidelity.json"), "utf8")));

describe("a recorded run beside the papers' table", () => {
  it("points to the table wherever that has another word for one of its claims, and nowhere else", () => {
    const pointed = registry.flatMap(({ id, claim: general, claims = [] }) => {
      const run = foldRun(decodeLog(recordedLog(id)), "recorded")!;
      expect(isInPapersTable(run.experiment), id).toBe(true);
      const judged = claims.length > 0 ? claimVerdicts(run) : [{ claim: { text: general }, verdict: verdictOf(run) }];
      return judged.flatMap(({ claim: { text }, verdict }) => {
        if (!verdict) return [];
        const others = otherFindings(rows, id, text, verdict);
        const own = rows.filter(({ method }) => method === id).flatMap(({ findings }) => findings);
        const opposite = own.filter(({ claim, word }) => claim === text && word !== findingWords[verdict.word]);
        expect(others.map(({ word }) => word)).toEqual(opposite.map(({ word }) => word));
        return others.map(
          ({ word, row }) => `${id}, ${row.dataset}: ${findingWords[verdict.word]} and ${word}: ${text}`,
        );
      });
    });
    console.log(pointed.join("\n"));
    expect(new Set(pointed.map((line) => line.split(",")[0]))).toContain("fsp");
  });

  it("is no run of a changed experiment", () => {
    const { experiment } = presetById("fsp");
    expect(isInPapersTable({ ...experiment, seed: 1, pairs: 2 })).toBe(true);
    expect(isInPapersTable({ ...experiment, evaluateEvery: 7 })).toBe(false);
  });
});
