/** The table of the papers' claims as it lies beside the page, fetched once, and what it finds about a shown run's claims. */

import { useEffect, useState } from "react";
import * as v from "valibot";
import { type Experiment, sameExperiment } from "../../domain/experiment.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { type FidelityRow, FidelitySchema, findingWords } from "../../session/comparisons/claimFindings.ts";
import type { Verdict } from "../../session/run/runSelectors.ts";

let fetched: Promise<readonly FidelityRow[]> | null = null;

async function fetchRows(): Promise<readonly FidelityRow[]> {
  const response = await fetch(new URL("fidelity.json", document.baseURI));
  return v.parse(FidelitySchema, await response.json()).rows;
}

/** Fetches the table once; a failed attempt is made again by the next call. */
export function papersTable(): Promise<readonly FidelityRow[]> {
  fetched ??= fetchRows().catch((error: unknown) => {
    fetched = null;
    throw error;
  });
  return fetched;
}

/** The rows of the table; empty until they have come, and where they are not wanted or missing. */
export function usePapersTable(wanted: boolean): readonly FidelityRow[] {
  const [rows, setRows] = useState<readonly FidelityRow[]>(NONE);
  useEffect(() => {
    if (!wanted) return;
    papersTable().then(setRows, () => {});
  }, [wanted]);
  return wanted ? rows : NONE;
}
const NONE: readonly FidelityRow[] = [];

/** Whether the table has measured this experiment: its method's own, with other pairs, seed, data or control arms. */
export function isInPapersTable(experiment: Experiment): boolean {
  const { experiment: own } = presetById(experiment.method.id);
  const { seed, pairs, controls } = experiment;
  const data = { ...own.data, dataset: experiment.data.dataset };
  return sameExperiment({ ...own, seed, pairs, controls, data }, experiment);
}

/** A finding of the table whose word is not that of a run. */
export interface OtherFinding {
  readonly word: FidelityRow["findings"][number]["word"];
  readonly row: FidelityRow;
}

/** The findings about a claim of a method whose words are not that of a verdict. */
export function otherFindings(
  rows: readonly FidelityRow[],
  method: string,
  claim: string,
  verdict: Pick<Verdict, "word">,
): readonly OtherFinding[] {
  if (verdict.word === "one-pair" || verdict.word === "unfinished") return [];
  return rows.flatMap((row) => {
    const finding = row.method === method ? row.findings.find((one) => one.claim === claim) : undefined;
    return finding && finding.word !== findingWords[verdict.word] ? [{ word: finding.word, row }] : [];
  });
}
