/** The table of the papers' claims as it lies beside the page, fetched once, and what it finds about a shown run's claims. */

import { useEffect, useState } from "react";
import * as v from "valibot";
import { FidelitySchema, findingWords } from "../../session/comparisons/claimFindings.ts";
import { type JointFinding, type PapersRow, papersRows } from "../../session/comparisons/jointFindings.ts";
import type { Verdict } from "../../session/run/runSelectors.ts";

let fetched: Promise<readonly PapersRow[]> | null = null;

async function fetchRows(): Promise<readonly PapersRow[]> {
  const response = await fetch(new URL("fidelity.json", document.baseURI));
  return papersRows(v.parse(FidelitySchema, await response.json()).rows);
}

/** Fetches the table once; a failed attempt is made again by the next call. */
export function papersTable(): Promise<readonly PapersRow[]> {
  fetched ??= fetchRows().catch((error: unknown) => {
    fetched = null;
    throw error;
  });
  return fetched;
}

/** The rows of the table; empty until they have come, and where they are not wanted or missing. */
export function usePapersTable(wanted: boolean): readonly PapersRow[] {
  const [rows, setRows] = useState<readonly PapersRow[]>(NONE);
  useEffect(() => {
    if (!wanted) return;
    papersTable().then(setRows, () => {});
  }, [wanted]);
  return wanted ? rows : NONE;
}
const NONE: readonly PapersRow[] = [];

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
