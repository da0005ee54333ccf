/** Every evaluation of a run as a table: a row a step, a column a network. */

import type { EvaluatedNetwork } from "../../session/comparisons/evaluationCurves.ts";

/** A step, and the errors of each network at it; null where it was not evaluated then. */
export interface EvaluationRow {
  readonly step: number;
  readonly errors: readonly (number | null)[];
}

/** All steps at which any network was evaluated. */
export function evaluationRows(networks: readonly EvaluatedNetwork[]): readonly EvaluationRow[] {
  const byStep = networks.map(
    ({ evaluations }) => new Map(evaluations.map(({ step, evaluation }) => [step, evaluation.errors])),
  );
  const steps = [...new Set(byStep.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  return steps.map((step) => ({ step, errors: byStep.map((one) => one.get(step) ?? null) }));
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The table as comma-separated values. @param head names of its columns, the step's first */
export function asCsv(head: readonly string[], rows: readonly EvaluationRow[]): string {
  const lines = rows.map(({ step, errors }) => [step, ...errors.map((value) => value ?? "")].join(","));
  return `${[head.map(quoted).join(","), ...lines].join("\n")}\n`;
}
