/** The table of the papers' claims as it lies beside the page, fetched once, and what it finds about a shown run's claims. */

import { useEffect, useState } from "react";
import type { Experiment } from "../../domain/experiment.ts";
import { findingWords } from "../../session/comparisons/findingWords.ts";
import type { JointFinding, PapersRow } from "../../session/comparisons/jointFindings.ts";
import type { Verdict } from "../../session/run/runSelectors.ts";

/** The table, and which of its presets an experiment is a run of. */
export interface PapersTable {
  readonly rows: readonly PapersRow[];
  presetOf(experiment: Experiment): string | null;
}

let fetched: Promise<PapersTable> | null = null;

async function fetchTable(): Promise<PapersTable> {
  const [response, { judgedPresetOf, readPapersRows }] = await Promise.all([
    fetch(new URL("fidelity.json", document.baseURI)),
    import("../../session/comparisons/jointFindings.ts"),
  ]);
  return { rows: readPapersRows(await response.json()), presetOf: judgedPresetOf };
}

/** Fetches the table once; a failed attempt is made again by the next call. */
export function papersTable(): Promise<PapersTable> {
  fetched ??= fetchTable().catch((error: unknown) => {
    fetched = null;
    throw error;
  });
  return fetched;
}

/** The table; without rows until it has come, and where it is not wanted or missing. */
export function usePapersTable(wanted: boolean): PapersTable {
  const [table, setTable] = useState(NONE);
  useEffect(() => {
    if (!wanted) return;
    papersTable().then(setTable, () => {});
  }, [wanted]);
  return wanted ? table : NONE;
}
const NONE: PapersTable = { rows: [], presetOf: () => null };

/** A finding of the table whose word is not that of a run. */
export interface OtherFinding {
  readonly finding: JointFinding;
  readonly row: PapersRow;
}

/** The findings about a claim in a preset whose words are not that of a verdict. */
export function otherFindings(
  rows: readonly PapersRow[],
  preset: string,
  claim: string,
  verdict: Pick<Verdict, "word">,
): readonly OtherFinding[] {
  if (verdict.word === "one-pair" || verdict.word === "unfinished") return [];
  return rows.flatMap((row) => {
    const finding = row.preset === preset ? row.findings.find((one) => one.claim === claim) : undefined;
    return finding && finding.word !== findingWords[verdict.word] ? [{ finding, row }] : [];
  });
}
