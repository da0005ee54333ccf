/** The confusion matrix of the shown student, of its twin or of the teacher, and the images of one of its cells. */

import { type ReactNode, useState } from "react";
import { BASELINE, DISTILLED } from "../../../domain/experiment.ts";
import { count } from "../../../i18n/numberFormats.ts";
import { shownStudent } from "../../../session/run/runSelectors.ts";
import { SegmentedChoice } from "../../elements/formControls.tsx";
import { errorShare } from "../../elements/heatMapColour.ts";
import { useLaterWords } from "../../elements/laterWords.ts";
import { usePage } from "../../elements/pageChoices.ts";
import { usePlayground } from "../../elements/storeContexts.ts";
import { useNames } from "../../shown/networkNames.ts";
import { useShownExperiment } from "../../shown/shownExperiment.ts";
import { useShownRun } from "../../shown/shownRun.ts";
import { useClassNames } from "../../statements/classNames.ts";
import { networkOf, stepShownOf, useEvaluation, type Who } from "../../statements/shownEvaluations.ts";
import { Waiting } from "../../statements/waiting.ts";
import { CellImages } from "./CellImages.tsx";
import { ClassGrid } from "./ClassGrid.tsx";
import { type Cell, followedIn, mostWrongCell } from "./cellImages.ts";
import type { CellLook } from "./classGridProps.ts";

const TONES: Readonly<Record<Who, string>> = { student: "--student", without: "--baseline", teacher: "--teacher" };
const NONE: readonly number[] = [];

/** The tab "Confusion". */
export default function ConfusionMatrix(): ReactNode {
  const words = useLaterWords().inDetail;
  const [chosenWho, setWho] = useState<Who>("student");
  const [chosenCell, setCell] = useState<Cell | null>(null);
  const hasTwin = useShownRun((shown) => networkOf(shown, "without") !== undefined);
  const hasTeacher = useShownRun((shown) => networkOf(shown, "teacher") !== undefined);
  const who = (chosenWho === "without" && !hasTwin) || (chosenWho === "teacher" && !hasTeacher) ? "student" : chosenWho;
  const evaluation = useEvaluation(who);
  const network = useShownRun((one) => networkOf(one, who));
  const run = usePlayground((state) => state.run);
  const step = usePage((page) => stepShownOf(who, page.step));
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses) ?? NONE;
  const shownArm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const nameOf = useClassNames(experiment.data);
  const labels: Readonly<Record<Who, string>> = {
    student: shownArm === DISTILLED ? words.student : names.arm(shownArm),
    without: names.arm(BASELINE),
    teacher: words.teacher,
  };
  const shown = (["student", "without", "teacher"] as const).filter(
    (one) => one === "student" || (one === "without" ? hasTwin : hasTeacher),
  );
  const choice = (
    <SegmentedChoice
      label={words.matrixOf}
      value={who}
      options={shown.map((value) => ({ value, label: labels[value] }))}
      onChange={setWho}
    />
  );
  if (!evaluation || evaluation.confusion.length === 0)
    return (
      <div className="confusion">
        {choice}
        <p className="hint">{evaluation ? words.noMatrix : <Waiting />}</p>
      </div>
    );
  const { confusion, classTotals, classErrors } = evaluation;
  const classes = classTotals.length;
  const hasImages = (cell: Cell) =>
    network !== undefined &&
    (network.testLogits !== undefined || (run !== null && followedIn(run, network, classes, cell, step).length > 0));
  const cell = chosenCell ?? mostWrongCell(evaluation, dropped, hasImages);
  const lookOf = (row: number, column: number): CellLook => {
    const value = confusion[row * classes + column] ?? 0;
    const isRight = row === column;
    return {
      text: value === 0 ? "" : count(value),
      get label() {
        return words.cell(nameOf(row), nameOf(column), value);
      },
      tone: isRight ? "--baseline" : TONES[who],
      share: errorShare(value, classTotals[row]!, isRight),
    };
  };
  const wrongOf = (row: number) => {
    const [wrong, total] = [count(classErrors[row] ?? 0), count(classTotals[row] ?? 0)];
    return { text: wrong, label: words.wrongOf(wrong, total) };
  };
  return (
    <div className="confusion">
      <p className="hint axis">
        {words.axes(who === "teacher" || experiment.pairs === 1 ? labels[who] : words.ofFirstPair(labels[who]))}
      </p>
      <ClassGrid
        {...{ classes, lookOf }}
        label={words.matrixLabel(labels[who])}
        dropped={who === "teacher" ? NONE : dropped}
        chosen={cell}
        onChoose={setCell}
        margin={{ name: words.wrong, of: wrongOf }}
      />
      <div className="beside">
        {choice}
        <CellImages who={who} cell={cell} value={confusion[cell.trueClass * classes + cell.answer] ?? 0} />
      </div>
    </div>
  );
}
