import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { presetById } from "../../methods/experiments/presets.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { decodeLog } from "../../protocol/eventLog.ts";
import { findingWords } from "../../session/comparisons/findingWords.ts";
import { judgedPresetOf, readPapersRows } from "../../session/comparisons/jointFindings.ts";
import { foldRun } from "../../session/run/runFromEvents.ts";
import { claimVerdicts, verdictOf } from "../../session/run/runSelectors.ts";
import { recordedLog } from "../../testing/recordings/recordedLog.ts";
import { otherFindings } from "./papersTable.ts";

const files = join(import.meta.dirname, "../../../public");
const rows = readPapersRows(JSON.parse(readFileSync(join(files, "fidelity.json"), "utf8")));

describe("a recorded run beside the papers' table", () => {
  it("points to the table wherever that has another word for one of its claims, and nowhere else", () => {
    const pointed = registry.flatMap(({ id, claim: general, claims = [] }) => {
      const run = foldRun(decodeLog(recordedLog(id)), "recorded")!;
      expect(judgedPresetOf(run.experiment), id).toBe(id);
      const judged = claims.length > 0 ? claimVerdicts(run) : [{ claim: { text: general }, verdict: verdictOf(run) }];
      return judged.flatMap(({ claim: { text }, verdict }) => {
        if (!verdict) return [];
        const others = otherFindings(rows, id, text, verdict);
        const own = rows.filter(({ preset }) => preset === id).flatMap(({ findings }) => findings);
        const opposite = own.filter(({ claim, word }) => claim === text && word !== findingWords[verdict.word]);
        expect(others.map(({ finding }) => finding.word)).toEqual(opposite.map(({ word }) => word));
        return others.map(
          ({ finding, row }) => `${id}, ${row.dataset}: ${findingWords[verdict.word]} and ${finding.word}: ${text}`,
        );
      });
    });
    console.log(pointed.join("\n"));
  });

  it("points to a row with another word, of the run's preset alone", () => {
    const [row] = rows.filter(({ preset, dataset }) => preset === "hinton" && dataset === "digits");
    const { claim } = row!.findings[0]!;
    expect(otherFindings(rows, "hinton", claim, { word: "hurts" })).toContainEqual({ finding: row!.findings[0], row });
    expect(otherFindings([row!], "hinton", claim, { word: "helps" })).toEqual([]);
    expect(otherFindings([row!], "fsp", claim, { word: "hurts" })).toEqual([]);
    expect(otherFindings([row!], "hinton", claim, { word: "one-pair" })).toEqual([]);
  });

  it("is no run of a changed experiment", () => {
    const { experiment } = presetById("fsp");
    expect(judgedPresetOf({ ...experiment, seed: 1, pairs: 2 })).toBe("fsp");
    expect(judgedPresetOf({ ...experiment, evaluateEvery: 7 })).toBeNull();
  });
});
