/** The confusion matrix of the shown student, of its twin or of the teacher, and the images of one of its cells. */

import { type ReactNode, useState } from "react";
import { BASELINE, DISTILLED } from "../../../domain/experiment.ts";
import type { Evaluation } from "../../../protocol/events.ts";
import { shownStudent } from "../../../session/run/runSelectors.ts";
import { SegmentedChoice } from "../../elements/formControls.tsx";
import { errorShare } from "../../elements/heatMapColour.ts";
import { useLaterWords } from "../../elements/laterWords.ts";
import { count } from "../../elements/numberFormats.ts";
import { usePlayground } from "../../elements/storeContexts.ts";
import { useNames } from "../../shown/networkNames.ts";
import { useShownExperiment } from "../../shown/shownExperiment.ts";
import { useShownRun } from "../../shown/shownRun.ts";
import { useClassNames } from "../../statements/classNames.ts";
import { networkOf, useEvaluation, type Who } from "../../statements/shownEvaluations.ts";
import { Waiting } from "../../statements/waiting.ts";
import { CellImages } from "./CellImages.tsx";
import { type CellLook, ClassGrid } from "./ClassGrid.tsx";
import type { Cell } from "./cellImages.ts";

const TONES: Readonly<Record<Who, string>> = { student: "--student", without: "--baseline", teacher: "--teacher" };
const NONE: readonly number[] = [];

/** The cell with the most errors, of a dropped class where there is one. */
export function mostWrongCell({ confusion, classTotals }: Evaluation, dropped: readonly number[]): Cell {
  const classes = classTotals.length;
  let most: Cell & { value: number } = { trueClass: 0, answer: 0, value: 0 };
  for (let i = 0; i < confusion.length; i++) {
    const [trueClass, answer] = [Math.floor(i / classes), i % classes];
    const counts = dropped.length === 0 || dropped.includes(trueClass);
    if (counts && trueClass !== answer && confusion[i]! > most.value)
      most = { trueClass, answer, value: confusion[i]! };
  }
  return { trueClass: most.trueClass, answer: most.answer };
}

/** The tab "Confusion". */
export default function ConfusionMatrix(): ReactNode {
  const words = useLaterWords().inDetail;
  const [chosenWho, setWho] = useState<Who>("student");
  const [chosenCell, setCell] = useState<Cell | null>(null);
  const hasTwin = useShownRun((shown) => networkOf(shown, "without") !== undefined);
  const hasTeacher = useShownRun((shown) => networkOf(shown, "teacher") !== undefined);
  const who = (chosenWho === "without" && !hasTwin) || (chosenWho === "teacher" && !hasTeacher) ? "student" : chosenWho;
  const evaluation = useEvaluation(who);
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses) ?? NONE;
  const shownArm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const nameOf = useClassNames(experiment.data.dataset);
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
  const cell = chosenCell ?? mostWrongCell(evaluation, dropped);
  const lookOf = (row: number, column: number): CellLook => {
    const value = confusion[row * classes + column] ?? 0;
    const isRight = row === column;
    return {
      text: value === 0 ? "" : count(value),
      label: words.cell(nameOf(row), nameOf(column), value),
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
      <p className="hint axis">{words.axes(labels[who])}</p>
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
