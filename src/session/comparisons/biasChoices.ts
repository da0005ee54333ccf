/** The bias of dropped classes as it is chosen by a rule, for students whose answers to the test set are known. */

import type { Arm } from "../../domain/experiment.ts";
import {
  type BiasThresholds,
  biasBestOnTest,
  biasByShare,
  biasThresholds,
  errorsWithBias,
} from "../../math/classBias.ts";
import { biasableClasses } from "../run/biasedRun.ts";
import type { SplitErrors } from "../run/lectureReadings.ts";
import type { NetworkRun, Run } from "../run/runFromEvents.ts";
import { studentsOfArm } from "../run/runSelectors.ts";

/** A bias by each rule. */
export interface BiasChoices {
  /** without labels: the share of the dropped classes among the answers is that among all classes */
  readonly share: number;
  /** with the fewest test errors */
  readonly best: number;
}

type Answers = { readonly experiment: Run["experiment"]; readonly testLabels?: Run["testLabels"] | undefined };

/** What a bias changes; null where no class can have one, or the student's answers to the whole test set are not known. */
function thresholdsOf(run: Answers, student: NetworkRun | undefined): BiasThresholds | null {
  const [logits, labels] = [student?.testLogits, run.testLabels];
  const dropped = biasableClasses(run, student);
  const { classes } = run.experiment.student.architecture;
  if (!logits || !labels || dropped.length === 0 || logits.length !== labels.length * classes) return null;
  return biasThresholds({ logits, labels, classes }, dropped);
}

const choicesOf = (thresholds: BiasThresholds): BiasChoices => ({
  share: biasByShare(thresholds),
  best: biasBestOnTest(thresholds),
});

/** The choices; null where no class can have a bias, or the student's answers to the whole test set are not known. */
export function biasChoices(run: Answers, student: NetworkRun | undefined): BiasChoices | null {
  const thresholds = thresholdsOf(run, student);
  return thresholds && choicesOf(thresholds);
}

/**
 * One bias for all students of an arm, whose mean errors a result shows; null where none of them can have a bias. Students
 * whose answers to the whole test set are not known have no part in it.
 */
export function biasChoicesOfArm(run: Answers & Pick<Run, "networks">, arm: Arm): BiasChoices | null {
  const all = studentsOfArm(run, arm).flatMap((student) => thresholdsOf(run, student) ?? []);
  const [first] = all;
  if (!first) return null;
  return choicesOf({
    flipBias: Float64Array.from(all.flatMap(({ flipBias }) => [...flipBias])),
    logOdds: Float64Array.from(all.flatMap(({ logOdds }) => [...logOdds])),
    correctness: Uint8Array.from(all.flatMap(({ correctness }) => [...correctness])),
    onDropped: Uint8Array.from(all.flatMap(({ onDropped }) => [...onDropped])),
    share: first.share,
  });
}

/** The bias chosen without labels for the first student of an arm, to a tenth; null where it cannot be computed. */
export function biasWithoutLabels(run: Run, arm: Arm): number | null {
  const choices = biasChoices(run, studentsOfArm(run, arm)[0]);
  return choices && Math.round(10 * choices.share) / 10;
}

/** One pair's student of an arm, as a bias on the dropped classes changes it. */
export interface BiasOfPair {
  readonly pair: number;
  /** test images of the dropped classes, of the others, and of all */
  readonly of: SplitErrors;
  readonly choices: BiasChoices;
  /** its errors on the dropped classes, on the others, and in all with a bias */
  errorsAt(bias: number): SplitErrors;
}

/** Of each pair the student of an arm with a bias; those whose answers to the whole test set are not known are left out. */
export function biasOfPairs(run: Run, arm: Arm): readonly BiasOfPair[] {
  return studentsOfArm(run, arm).flatMap((student): readonly BiasOfPair[] => {
    const thresholds = thresholdsOf(run, student);
    if (!thresholds || student.card.pair === undefined) return [];
    const split = (dropped: number, all: number): SplitErrors => ({ dropped, others: all - dropped, all });
    return [
      {
        pair: student.card.pair,
        of: split(sum(thresholds.onDropped), thresholds.onDropped.length),
        choices: choicesOf(thresholds),
        errorsAt(bias) {
          const { errors, errorsOnDropped } = errorsWithBias(thresholds, bias);
          return split(errorsOnDropped, errors);
        },
      },
    ];
  });
}

const sum = (values: Uint8Array) => values.reduce((a, b) => a + b, 0);
