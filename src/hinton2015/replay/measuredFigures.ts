/** The section's figures as measured on runs. */

import {
  type BiasThresholds,
  biasBestOnTest,
  biasByShare,
  biasThresholds,
  errorsWithBias,
} from "../../math/classBias.ts";
import type { NetworkRun, Run } from "../../session/run/runFromEvents.ts";
import { lastEvaluation, studentsOfArm, teacherOf } from "../../session/run/runSelectors.ts";
import { type BiasChoice, type SectionFigure, sectionFigures } from "../paperResults.ts";
import type { FigureReading, SectionSummary } from "./sectionSummary.ts";

/** The bias of dropped classes by each choice. */
export const biasChoosers: Readonly<Record<BiasChoice, (thresholds: BiasThresholds) => number>> = {
  none: () => 0,
  "mean-share": biasByShare,
  "best-on-test": biasBestOnTest,
};

function networkOf(run: Run, of: SectionFigure["of"]): NetworkRun | undefined {
  return of === "teacher" ? teacherOf(run) : studentsOfArm(run, of)[0];
}

/** Measures a figure on a finished run; null where it lacks the network, or the logits that a bias needs. */
export function readFigure(run: Run, { of, bias }: Pick<SectionFigure, "of" | "bias">): FigureReading | null {
  const { seed } = run.experiment;
  const network = networkOf(run, of);
  if (!network?.finished) return null;
  if (!bias) {
    const evaluation = lastEvaluation(network);
    return evaluation ? { seed, errors: evaluation.errors } : null;
  }
  const { testLogits: logits } = network;
  const labels = run.testLabels;
  if (!logits || !labels) return null;
  const { classes } = run.experiment.student.architecture;
  const study = biasThresholds({ logits, labels, classes }, run.experiment.transferSet.omitClasses);
  const value = biasChoosers[bias](study);
  const { errors, errorsOnDropped } = errorsWithBias(study, value);
  return { seed, errors, onDropped: errorsOnDropped, bias: value };
}

/** All figures that runs of the section's experiments give: the readings of each, in the order of the runs. */
export function readFigures(runs: readonly { readonly id: string; readonly run: Run }[]): SectionSummary["figures"] {
  const measured = sectionFigures.map((figure) => {
    const own = runs.filter(({ id }) => id === figure.experiment);
    return [figure.id, own.flatMap(({ run }) => readFigure(run, figure) ?? [])] as const;
  });
  return Object.fromEntries(measured.filter(([, readings]) => readings.length > 0));
}
