/** The bias of dropped classes as it is chosen by a rule, for a student whose answers to the test set are known. */

import type { Arm } from "../../domain/experiment.ts";
import { biasBestOnTest, biasByShare, biasThresholds } from "../../math/classBias.ts";
import { biasableClasses } from "../run/biasedRun.ts";
import type { NetworkRun, Run } from "../run/runFromEvents.ts";
import { studentsOfArm } from "../run/runSelectors.ts";

/** A bias by each rule. */
export interface BiasChoices {
  /** without labels: the share of the dropped classes among the answers is that among all classes */
  readonly share: number;
  /** with the fewest test errors */
  readonly best: number;
}

/** The choices; null where no class can have a bias, or the student's answers to the whole test set are not known. */
export function biasChoices(
  run: { readonly experiment: Run["experiment"]; readonly testLabels?: Run["testLabels"] | undefined },
  student: NetworkRun | undefined,
): BiasChoices | null {
  const [logits, labels] = [student?.testLogits, run.testLabels];
  const dropped = biasableClasses(run, student);
  const { classes } = run.experiment.student.architecture;
  if (!logits || !labels || dropped.length === 0 || logits.length !== labels.length * classes) return null;
  const thresholds = biasThresholds({ logits, labels, classes }, dropped);
  return { share: biasByShare(thresholds), best: biasBestOnTest(thresholds) };
}

/** The bias chosen without labels for the first student of an arm, to a tenth; null where it cannot be computed. */
export function biasWithoutLabels(run: Run, arm: Arm): number | null {
  const choices = biasChoices(run, studentsOfArm(run, arm)[0]);
  return choices && Math.round(10 * choices.share) / 10;
}
