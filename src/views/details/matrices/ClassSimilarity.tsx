/** How similar classes are to teacher and student: their mean answers to each true class, side by side. */

import { type ReactNode, useCallback, useMemo, useState } from "react";
import { BASELINE, DISTILLED } from "../../../domain/experiment.ts";
import { count, percent } from "../../../i18n/numberFormats.ts";
import { shownStudent } from "../../../session/run/runSelectors.ts";
import { probabilityShare } from "../../elements/heatMapColour.ts";
import { useLaterWords } from "../../elements/laterWords.ts";
import { usePage } from "../../elements/pageChoices.ts";
import { usePlayground } from "../../elements/storeContexts.ts";
import { useWords } from "../../elements/translation.ts";
import { useNames } from "../../shown/networkNames.ts";
import { useShownExperiment, useTemperature } from "../../shown/shownExperiment.ts";
import { useEarlierStep, useShownRun } from "../../shown/shownRun.ts";
import { type ClassNames, useClassNames } from "../../statements/classNames.ts";
import { networkOf, type Who } from "../../statements/shownEvaluations.ts";
import { TableTwin } from "../../statements/TableTwin.tsx";
import { Waiting } from "../../statements/waiting.ts";
import { ClassGrid } from "./ClassGrid.tsx";
import type { Cell } from "./cellImages.ts";
import type { CellLook } from "./classGridProps.ts";
import { imagesOf, meanAnswers, mostAlike } from "./meanAnswers.ts";

const NONE: readonly number[] = [];

type Shares = readonly (readonly number[])[];

/** Mean answers of a network at the temperature that is set; null where its answers to the test set are not known. */
function useMeanAnswers(who: Who, temperature: number): { readonly cells: Shares; readonly images: number } | null {
  const logits = useShownRun((shown) => networkOf(shown, who)?.testLogits);
  const labels = usePlayground((state) => state.run?.testLabels);
  const classes = usePlayground((state) => state.run?.experiment.teacher.architecture.classes) ?? 10;
  return useMemo(
    () =>
      logits && labels
        ? { cells: meanAnswers(logits, labels, classes, temperature), images: imagesOf(logits, classes) }
        : null,
    [logits, labels, classes, temperature],
  );
}

/** With more classes only the pairs of a share that shows are rows of the table. */
const MOST_PAIRS_LISTED = 12;

/** A cell's share as a whole percentage; nothing under half a percent. */
const numberOf = (share: number) => (share < 0.005 ? "" : `${Math.round(100 * share)}`);

function ShareMap(props: {
  readonly who: Who;
  readonly title: string;
  readonly answers: ReturnType<typeof useMeanAnswers>;
  /** the largest share of a wrong class in both maps */
  readonly largest: number;
  readonly dropped: readonly number[];
  readonly nameOf: ClassNames;
  readonly chosen: Cell;
  readonly onChoose: (cell: Cell) => void;
}): ReactNode {
  const { who, title, answers, largest, dropped, nameOf, chosen, onChoose } = props;
  const { inDetail: words } = useLaterWords();
  const tone = { teacher: "--teacher", student: "--student", without: "--baseline" }[who];
  const cells = answers?.cells;
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the words
  const lookOf = useCallback(
    (row: number, column: number): CellLook => {
      const share = cells?.[row]?.[column] ?? 0;
      return {
        text: numberOf(share),
        get label() {
          return words.shareOf(nameOf(row), nameOf(column), percent(share));
        },
        tone: row === column ? "--baseline" : tone,
        share: probabilityShare(share, largest, row === column),
      };
    },
    [cells, words, tone, largest],
  );
  if (!cells)
    return (
      <figure>
        <figcaption className={who}>{title}</figcaption>
        <AnswersNotKept text={words.answersNotKept} />
      </figure>
    );
  const most = mostAlike(cells);
  return (
    <figure>
      <figcaption className={who}>
        {title}
        {dropped.length > 0 ? <small> {words.neverSaw(dropped.map(nameOf))}</small> : null}
      </figcaption>
      <ClassGrid
        classes={cells.length}
        lookOf={lookOf}
        label={`${title}: ${words.mostAlike(nameOf(most.trueClass), nameOf(most.answer), percent(most.share))}`}
        {...{ dropped, chosen, onChoose }}
        byPointer
      />
    </figure>
  );
}

/** That answers to the test set are not kept, and the way to them. */
function AnswersNotKept({ text }: { readonly text: string }): ReactNode {
  const { inDetail: words } = useLaterWords();
  const isIdle = usePlayground(({ phase }) => phase === "idle");
  const train = usePlayground((state) => state.train);
  return (
    <div className="answers-not-kept">
      <p className="hint">{text}</p>
      <button type="button" disabled={!isIdle} onClick={() => train()}>
        {words.trainHere}
      </button>
    </div>
  );
}

/** What stands in place of both maps: what goes on, or what is missing. */
function WithoutAnswers(): ReactNode {
  const { inDetail: words } = useLaterWords();
  const isEarlier = useEarlierStep() !== null;
  const isOver = usePlayground(({ run, phase }) => run !== null && phase === "idle" && run.status !== "training");
  const choose = usePage((page) => page.choose);
  if (isEarlier)
    return (
      <div className="answers-not-kept">
        <p className="hint">{words.answersAtLastStep}</p>
        <button type="button" onClick={() => choose({ step: null })}>
          {words.lastStep}
        </button>
      </div>
    );
  if (isOver) return <AnswersNotKept text={words.noAnswersKept} />;
  return (
    <p className="hint">
      <Waiting />
    </p>
  );
}

/** The tab "Similarity": where there is no teacher, the student beside its twin. */
export default function ClassSimilarity(): ReactNode {
  const { inDetail: words } = useLaterWords();
  const general = useWords();
  const temperature = useTemperature() ?? 1;
  const left: Who = useShownRun((shown) => networkOf(shown, "teacher") !== undefined) ? "teacher" : "without";
  const [leftAnswers, rightAnswers] = [useMeanAnswers(left, temperature), useMeanAnswers("student", temperature)];
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const nameOf = useClassNames(experiment.data);
  const shownArm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses) ?? NONE;
  const [chosenCell, setCell] = useState<Cell | null>(null);
  const known = leftAnswers ?? rightAnswers;
  if (!known) return <WithoutAnswers />;
  const largest = Math.max(...[leftAnswers, rightAnswers].map((one) => (one ? mostAlike(one.cells).share : 0)));
  const chosen = chosenCell ?? mostAlike(known.cells);
  const leftTitle = left === "teacher" ? general.teacher : names.arm(BASELINE);
  const rightTitle = left === "teacher" && shownArm === DISTILLED ? general.student : names.arm(shownArm);
  const read = (cells: Shares | undefined) => {
    const share = cells?.[chosen.trueClass]?.[chosen.answer];
    return share === undefined ? "–" : percent(share);
  };
  const [trueName, answerName] = [nameOf(chosen.trueClass), nameOf(chosen.answer)];
  const rowsOf = () =>
    known.cells.flatMap((row, r) =>
      row.flatMap((_, c) => {
        const shares = [leftAnswers, rightAnswers].map((one) => one?.cells[r]?.[c]);
        // Of many classes most pairs have nothing in common.
        if (row.length > MOST_PAIRS_LISTED && shares.every((share) => numberOf(share ?? 0) === "")) return [];
        const name = words.trueAndAnswer(nameOf(r), nameOf(c));
        return [{ name, cells: shares.map((share) => (share === undefined ? "–" : percent(share))) }];
      }),
    );
  return (
    <div className="similarity">
      <div>
        <h3>{words.alikeTitle}</h3>
        <p className="hint">{words.alikeHint(`${temperature}`, count(known.images))}</p>
      </div>
      <div className="share-maps">
        <ShareMap
          who={left}
          title={leftTitle}
          answers={leftAnswers}
          dropped={left === "teacher" ? NONE : dropped}
          {...{ largest, nameOf, chosen }}
          onChoose={setCell}
        />
        <ShareMap
          who="student"
          title={rightTitle}
          answers={rightAnswers}
          {...{ largest, dropped, nameOf, chosen }}
          onChoose={setCell}
        />
      </div>
      <p className="read-out">
        {words.sharesAt(
          trueName,
          answerName,
          leftTitle,
          read(leftAnswers?.cells),
          rightTitle,
          read(rightAnswers?.cells),
        )}
      </p>
      <TableTwin label={words.alikeTitle} columns={[words.trueByAnswer, leftTitle, rightTitle]} rowsOf={rowsOf} />
    </div>
  );
}
