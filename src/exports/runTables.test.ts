import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeLog } from "../protocol/eventLog.ts";
import { foldRun } from "../session/run/runFromEvents.ts";
import { runJson } from "./runJson.ts";
import { evaluationsCsv, lossesCsv } from "./runTables.ts";

const log = readFileSync(join(import.meta.dirname, "../../public/runs/hinton.jsonl"), "utf8");
const run = foldRun(decodeLog(log), "recorded")!;

/** Rows of a file whose cells have no line breaks and no quotes within. */
const rowsOf = (csv: string) =>
  csv
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.slice(1, -1).split('","'));

describe("a run as tables", () => {
  it("has a row for each evaluation, whose errors by class add up", () => {
    const [head, ...rows] = rowsOf(evaluationsCsv(run));
    const evaluations = run.networks.flatMap((network) => network.evaluations);
    expect(rows.length).toBe(evaluations.length);
    const at = (name: string) => head!.indexOf(name);
    for (const row of rows) {
      expect(row.length).toBe(head!.length);
      const byClass = head!.flatMap((name, i) => (name.startsWith("errors on ") ? [Number(row[i])] : []));
      expect(byClass.length).toBe(10);
      expect(byClass.reduce((a, b) => a + b)).toBe(Number(row[at("errors")]));
    }
    const last = rows.findLast((row) => row[0] === "taught/0")!;
    const network = run.networks.find(({ card }) => card.id === "taught/0")!;
    expect(Number(last[at("errors")])).toBe(network.evaluations.at(-1)!.evaluation.errors);
  });

  it("has every loss that the run keeps", () => {
    const [, ...rows] = rowsOf(lossesCsv(run));
    expect(rows.length).toBe(
      run.networks.reduce((sum, { losses }) => sum + losses.reduce((all, block) => all + block.rows.length, 0), 0),
    );
    expect(rows.length).toBeGreaterThan(50);
  });
});

describe("a run as JSON", () => {
  it("has its experiment and the numbers of its networks", () => {
    const read = JSON.parse(runJson(run, "https://example.org/#x"));
    expect(read.experiment).toEqual(run.experiment);
    expect(read.networks.map(({ id }: { id: string }) => id)).toEqual(run.networks.map(({ card }) => card.id));
    for (const [i, network] of run.networks.entries()) {
      expect(read.networks[i].evaluations.length).toBe(network.evaluations.length);
      const { columns, rows } = read.networks[i].losses;
      for (const row of rows) expect(row.length).toBe(columns.length);
    }
  });
});
