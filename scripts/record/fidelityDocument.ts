/** docs/fidelity.md: what of each paper reproduces, by data set and seed, beside the words of an earlier table. */

import * as v from "valibot";
import type { Method } from "../../src/methods/core/method.ts";
import { fidelityOf } from "../../src/methods/experiments/fidelityTexts.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { registry } from "../../src/methods/registry/methodRegistry.ts";
import {
  type FidelityRow,
  type Finding,
  JUDGED_DATASETS,
  type JudgedClaim,
  judgedClaims,
} from "../../src/session/comparisons/claimFindings.ts";
import { jointFinding, judgedPresets, presentRows } from "../../src/session/comparisons/jointFindings.ts";
import { fidelityNotes } from "./fidelityNotes.ts";

type Dataset = FidelityRow["dataset"];

const number = v.pipe(v.number(), v.finite());
/** The words of an earlier table, kept beside the document. */
export const EarlierTableSchema = v.strictObject({
  date: v.string(),
  seed: number,
  pairs: number,
  findings: v.array(
    v.strictObject({
      method: v.string(),
      dataset: v.picklist(JUDGED_DATASETS),
      claim: v.string(),
      word: v.picklist(["reproduced", "reversed", "inconclusive"]),
      ...{ mean: number, low: number, high: number, unit: v.picklist(["errors", "nats"]) },
    }),
  ),
});
export type EarlierTable = v.InferOutput<typeof EarlierTableSchema>;

/** What the document is made from. */
export interface FidelityTables {
  readonly version: string;
  readonly rows: readonly FidelityRow[];
  readonly earlier: EarlierTable;
  /** the seeds that every preset is to be judged by */
  readonly seeds: readonly number[];
}

const NOT_MEASURED = "not measured yet";

const figure = (value: number) => (Math.abs(value) >= 10 ? value.toFixed(0) : value.toFixed(2));

function cellOf(finding: Pick<Finding, "word" | "mean" | "low" | "high"> | null | undefined): string {
  if (!finding) return NOT_MEASURED;
  const { word, mean, low, high } = finding;
  return `**${word}** ${figure(mean)} [${figure(low)}, ${figure(high)}]`;
}

/** One row of a preset's table: a claim on a data set, by each seed, over the pairs of all, and in the earlier table. */
function lineOf({ rows, earlier, seeds }: FidelityTables, method: string, claim: JudgedClaim, dataset: Dataset) {
  const found = (seed: number) =>
    rows.find((row) => row.dataset === dataset && row.seed === seed)?.findings.find((one) => one.claim === claim.text);
  const joint = jointFinding(
    claim,
    rows.filter((row) => row.dataset === dataset),
  );
  const before = earlier.findings.find(
    (one) => one.method === method && one.dataset === dataset && one.claim === claim.text,
  );
  const together = joint && joint.seeds.length > 1 ? cellOf(joint) : joint ? "needs both seeds" : NOT_MEASURED;
  const cells = [
    `${claim.text}${claim.unit === "errors" ? "" : ` (${claim.unit})`}`,
    dataset,
    ...seeds.map((seed) => cellOf(found(seed))),
    together,
    before ? before.word : "–",
  ];
  return `| ${cells.join(" | ")} |`;
}

function tableOf(tables: FidelityTables, preset: string, method: string): string {
  const { seeds, earlier } = tables;
  const own = presentRows(tables.rows).filter((row) => row.preset === preset);
  const columns = ["claim", "data", ...seeds.map((seed) => `seed ${seed}`), "all pairs", earlier.date];
  const isOwn = preset === method;
  const compared = isOwn ? tables.earlier : { ...earlier, findings: [] };
  const lines = judgedClaims(method).flatMap((claim) =>
    JUDGED_DATASETS.map((dataset) => lineOf({ ...tables, rows: own, earlier: compared }, method, claim, dataset)),
  );
  return [`| ${columns.join(" | ")} |`, `|${" --- |".repeat(columns.length)}`, ...lines].join("\n");
}

/** The claims of the earlier table that the method does not make any more, with their words. */
function droppedClaims(method: string, { findings }: EarlierTable): string {
  const present = judgedClaims(method).map(({ text }) => text);
  const gone = findings.filter((one) => one.method === method && !present.includes(one.claim));
  return gone.map(({ claim, dataset, word }) => `*${claim}* ${dataset}: ${word}.`).join(" ");
}

/** The share of wrong labels of a preset, in words. */
function noiseOf(preset: string): string {
  const share = presetById(preset).experiment.transferSet.noisyLabels ?? 0;
  return share > 0 ? `${Math.round(100 * share)} % of the students' labels are wrong` : "no label is wrong";
}

function sectionOf(method: Method, tables: FidelityTables): string {
  const { id, name, paper } = method;
  const fidelity = fidelityOf(id);
  const { changed, chosen, tried } = fidelityNotes[id] ?? {};
  const presets = judgedPresets.filter((one) => one.method === id);
  const gone = droppedClaims(id, tables.earlier);
  const measured = presets.flatMap(({ id: preset }) => [
    `Preset \`${preset}\`: ${noiseOf(preset)}.`,
    tableOf(tables, preset, id),
    `Again: \`npm run fidelity -- --only ${preset} --seeds ${tables.seeds.join(",")}\`.`,
  ]);
  return [
    `## ${name}`,
    `${paper.authors}: [${paper.title}](${paper.url}), ${paper.year}.`,
    `*Exact:* ${fidelity.exact}\n*Scaled:* ${fidelity.scaled}`,
    ...measured,
    ...(changed ? [`*Why the words changed:* ${changed}`] : []),
    ...(gone ? [`*In the table of ${tables.earlier.date} and no longer claimed:* ${gone}`] : []),
    ...(chosen ? [`*How the settings were chosen:* ${chosen}`] : []),
    ...(tried ? [`*What was tried:* ${tried}`] : []),
  ].join("\n\n");
}

/** The document. */
export function fidelityDocument(tables: FidelityTables): string {
  const { version, earlier, seeds } = tables;
  const rows = presentRows(tables.rows);
  const wanted = judgedPresets.length * JUDGED_DATASETS.length * seeds.length;
  const counted = rows.filter(({ seed }) => seeds.includes(seed)).length;
  const dates = [...new Set(rows.map(({ date }) => date))].sort();
  const head = `# What of the papers reproduces here

Every method's own experiment (its preset), and variants of it such as one without wrong labels, over five pairs of each of
two seeds, on the built-in digits, on MNIST and on Fashion-MNIST (10,000 training images each), evaluated on the whole test
set (2,000 images of the digits, 10,000 of the others). Each cell has the paired difference in test errors with its 95 %
t-interval; a positive one speaks for the claim. A claim is *reproduced* where the whole interval lies on its side, *reversed*
where it lies on the other, and else *inconclusive*. "All pairs" is the interval over the pairs of both seeds, ten in number.
The pairs of a seed have one teacher and one set of images in common, so that an interval within a seed says nothing of
other teachers; where the seeds disagree, neither word should be relied on. The last column has the words of the table of
${earlier.date} (seed ${earlier.seed}, ${earlier.pairs} pairs) on the same claim, with the settings of that day. A row that was measured with
other settings than its preset has now is not shown: the cell then says "${NOT_MEASURED}".

Settings were chosen by the seeds 7 and 11 on the built-in digits, on held-out training images or, before 26 November
2026, on their test images; neither the seeds of this table nor MNIST or Fashion-MNIST had a part in choosing them. ${counted} of
${wanted} rows are measured. Version ${version}, WASM, ${dates.join(", ")}; made by \`npm run fidelity\`, which takes up again where it was
stopped and needs MNIST_DIR and FASHION_DIR for the files of the two data sets.`;
  return `${[head, ...registry.map((method) => sectionOf(method, tables))].join("\n\n")}\n`;
}
