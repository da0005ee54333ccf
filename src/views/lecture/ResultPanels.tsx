/** Numbers of the shown run at the right of a slide: with and without the teacher, and those of the dropped classes. */

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { BASELINE } from "../../domain/experiment.ts";
import { percent } from "../../i18n/numberFormats.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { biasWithoutLabels } from "../../session/comparisons/biasChoices.ts";
import {
  type DroppedResult,
  droppedResult,
  imagesOf,
  type MainResult,
  mainResult,
  type SeenResults,
  type SplitErrors,
  seenResults,
  signalOf,
} from "../../session/run/lectureReadings.ts";
import { lastEvaluation, shownStudent, studentsOfArm } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { untranslated } from "../elements/translation.ts";
import { useShownExperiment, useTemperature } from "../shown/shownExperiment.ts";
import { useBias, useShownRun } from "../shown/shownRun.ts";
import { useTrainedTemperature } from "../shown/trainedTemperature.ts";
import { useClassNames } from "../statements/classNames.ts";
import { TALK_PRESETS } from "./beats.ts";
import { useLecture } from "./lectureState.ts";
import { figure } from "./slideSentence.ts";

/** One large number. */
function Big(props: { readonly value: number | null; readonly of: string; readonly children?: ReactNode }): ReactNode {
  const hides = useLecture((state) => state.hides);
  const { lecture } = useLaterWords();
  const { value, of, children } = props;
  const text = value === null ? "–" : figure(value);
  return (
    <div>
      <b className={text.length > 4 ? `${of} long` : of} {...untranslated}>
        {hides ? lecture.hidden : text}
      </b>
      {children ? <span>{children}</span> : null}
    </div>
  );
}

/** Errors saved around zero: a ring for each pair, the interval as a bar, its mean as a tick. */
function SavedLine({ result, saved }: { readonly result: MainResult; readonly saved: readonly number[] }): ReactNode {
  const { lecture } = useLaterWords();
  const { low, high, mean } = result.saved;
  const [from, to] = [Math.min(0, low, ...saved), Math.max(0, high, ...saved)];
  const [left, width] = [14, 316 - 28];
  const x = (value: number) => left + (width * (value - from)) / Math.max(1, to - from);
  return (
    <svg className="slide-saved" viewBox="0 0 316 56" role="img" aria-label={lecture.savedOne}>
      <line className="axis" x1={left} x2={left + width} y1={22} y2={22} />
      <line className="zero" x1={x(0)} x2={x(0)} y1={6} y2={38} />
      <line className="interval" x1={x(low)} x2={x(high)} y1={22} y2={22} />
      <line className="tick" x1={x(mean)} x2={x(mean)} y1={10} y2={34} />
      {saved.map((value, i) => (
        <circle key={i} className="pair" cx={x(value)} cy={22} r={6.5} />
      ))}
      <text x={x(0)} y={55} textAnchor="middle">
        0
      </text>
      <text x={x(mean)} y={55} textAnchor={x(mean) > 240 ? "end" : "middle"}>
        {lecture.saved(figure(mean))}
      </text>
    </svg>
  );
}

function useSaved(): readonly number[] {
  return useShownRun(
    useShallow(({ run, shownArm }) => {
      if (!run) return [];
      const others = studentsOfArm(run, BASELINE);
      return studentsOfArm(run, shownArm).flatMap((one) => {
        const other = others.find(({ card }) => card.pair === one.card.pair);
        const [a, b] = [lastEvaluation(one), lastEvaluation(other)];
        return a && b ? [b.errors - a.errors] : [];
      });
    }),
  );
}

/** Errors with and without the teacher, their difference over pairs, and what each network had learnt from. */
export function NumbersPanel(): ReactNode {
  const { lecture } = useLaterWords();
  const { showsTwin, hides } = useLecture();
  const step = usePage((page) => page.step);
  const result = useShownRun(useShallow(({ run }) => run && flat(mainResult(run))));
  const now = useShownRun(
    useShallow((shown) => {
      const student = lastEvaluation(shownStudent(shown));
      const twin = shown.run ? lastEvaluation(studentsOfArm(shown.run, BASELINE)[0]) : undefined;
      return { student: student?.errors ?? null, twin: twin?.errors ?? null, total: student?.total ?? 0 };
    }),
  );
  const saved = useSaved();
  const [trained, temperature] = [useTrainedTemperature(), useTemperature()];
  const images = usePlayground(useShallow(({ run }) => run && imagesOf(run)));
  const isAtStep = step !== null || !result;
  const [own, twin] = isAtStep ? [now.student, step === null ? null : now.twin] : [result.taught, result.plain];
  const hasLine = result && !isAtStep && showsTwin && !hides && result.pairs > 1;
  return (
    <>
      <h2>{lecture.misread(figure(now.total))}</h2>
      <div className="slide-numbers">
        <Big value={step === null && !result ? null : own} of="student">
          {lecture.withTeacher}
        </Big>
        {showsTwin ? (
          <Big value={twin} of="baseline">
            {lecture.without}
          </Big>
        ) : null}
      </div>
      {hasLine ? (
        <SavedLine
          result={{ ...result, saved: { mean: result.mean, low: result.low, high: result.high } }}
          saved={saved}
        />
      ) : null}
      <p className="small">
        {isAtStep ? (step === null ? "" : lecture.atStep(figure(step))) : lecture.pair(result.pairs)}
        {trained === null || trained === temperature ? null : ` ${lecture.trainedThere(trained)}`}
      </p>
      {hasLine ? <p className="small">{lecture.interval}</p> : null}
      {images && images.teacher !== images.student ? (
        <p className="small">{lecture.learntFrom(figure(images.teacher), images.shifted, figure(images.student))}</p>
      ) : null}
    </>
  );
}

/** The main result with its numbers side by side, so that two of them can be compared. */
function flat(result: MainResult | null) {
  if (!result) return null;
  const { saved, ...others } = result;
  return { ...others, ...saved };
}

function sameSplit(a: SplitErrors | null, b: SplitErrors | null): boolean {
  return a?.dropped === b?.dropped && a?.all === b?.all;
}

/** The newest result, kept while its numbers stay. */
let kept: DroppedResult | null = null;

/** Errors of the first pair on dropped classes; the same object as long as they stay. */
export function useDroppedResult(): DroppedResult | null {
  return useShownRun(({ run, shownArm }) => {
    const found = run && droppedResult(run, shownArm);
    const isSame =
      found !== null &&
      kept !== null &&
      sameSplit(found.of, kept.of) &&
      sameSplit(found.student, kept.student) &&
      sameSplit(found.twin, kept.twin);
    if (!isSame) kept = found;
    return kept;
  });
}

/** Whether the students have the bias that is chosen without labels. */
function useChosenWithoutLabels(): boolean {
  const [bias] = useBias();
  const run = usePlayground((state) => state.run);
  const arm = usePlayground((state) => state.shownArm);
  const isLast = usePage((page) => page.step) === null;
  const chosen = useMemo(() => run && biasWithoutLabels(run, arm), [run, arm]);
  return isLast && bias !== 0 && bias === chosen;
}

/** How the students have learnt, which may differ from the run before. */
function Learnt({ names }: { readonly names: string }): ReactNode {
  const { lecture } = useLaterWords();
  const signal = usePlayground(useShallow(({ run }) => run && signalOf(run)));
  const images = usePlayground(({ run }) => run && imagesOf(run)?.student);
  const { areWords } = useClassNames(useShownExperiment().data);
  if (!signal || !images) return null;
  return <p className="note">{lecture.learnt(signal.labels, signal.temperature, figure(images), names, areWords)}</p>;
}

/** The row of the dropped class, that of the others, and their sum. @param images what the dropped ones are called @param names of the dropped classes */
export function DroppedPanel({ images, names }: { readonly images: string; readonly names: string }): ReactNode {
  const { lecture } = useLaterWords();
  const { showsTwin, hides } = useLecture();
  const result = useDroppedResult();
  const pairs = usePlayground(({ run }) => run?.experiment.pairs ?? 1);
  const isChosen = useChosenWithoutLabels();
  const { transferSet, student } = useShownExperiment();
  const { classes } = student.architecture;
  if (!result) return <NumbersPanel />;
  if (hides)
    return (
      <>
        <h2>{lecture.questionOf(figure(result.of.dropped), images)}</h2>
        {lecture.options.map((option) => (
          <p key={option} className="option">
            {option}
          </p>
        ))}
        <Learnt names={names} />
      </>
    );
  const rows = [
    { name: lecture.droppedRow(images, figure(result.of.dropped)), of: "dropped" },
    { name: lecture.droppedRow(lecture.otherImages, figure(result.of.others)), of: "others" },
    { name: lecture.droppedRow(lecture.allImages, figure(result.of.all)), of: "all" },
  ] as const;
  return (
    <>
      <h2>{lecture.misreadBy(pairs > 1)}</h2>
      <div className="slide-columns">
        <span className="student">{lecture.withTeacher}</span>
        {showsTwin ? <span className="baseline">{lecture.without}</span> : null}
      </div>
      {rows.map(({ name, of }) => (
        <div key={of} className={`slide-row ${of}`}>
          <h2>{name}</h2>
          <div className="slide-numbers">
            <Big value={result.student[of]} of="student" />
            {showsTwin ? <Big value={result.twin ? result.twin[of] : null} of="baseline" /> : null}
          </div>
        </div>
      ))}
      {isChosen ? (
        <p className="note">{lecture.chosenWithoutLabels(percent(transferSet.omitClasses.length / classes))}</p>
      ) : null}
    </>
  );
}

/** What the recorded runs of the talk have shown; null until they have been fetched. @param isWanted else they are not */
export function useSeen(isWanted: boolean): SeenResults | null {
  const store = usePlaygroundStore();
  const [seen, setSeen] = useState<SeenResults | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    const { keepRecording } = store.getState();
    const runs = [TALK_PRESETS.main, TALK_PRESETS.dropped, TALK_PRESETS.shuffled].map((id) =>
      keepRecording(presetById(id).experiment),
    );
    let isCurrent = true;
    Promise.all(runs).then(([main, dropped, shuffled]) => {
      if (isCurrent && main && dropped && shuffled) setSeen(seenResults(main, dropped, shuffled));
    });
    return () => {
      isCurrent = false;
    };
  }, [isWanted, store]);
  return seen;
}

/** The figures of the talk side by side: with the teacher and without, on the digit that was dropped, and shuffled. */
export function SeenPanel({ seen }: { readonly seen: SeenResults }): ReactNode {
  const { lecture } = useLaterWords();
  const { main, dropped, droppedClass, shuffled } = seen;
  const { all, never, misread, soft, shuffled: mixed } = lecture.seen;
  const images = lecture.images([`${droppedClass}`], false);
  const arms = [lecture.withTeacher, lecture.without] as const;
  const { student, twin, of } = dropped;
  const rows = [
    { name: all(figure(main.total), main.pairs), of: arms, errors: [main.taught, main.plain] },
    { name: never(figure(of.dropped), images), of: arms, errors: [student.dropped, twin?.dropped ?? null] },
    {
      name: all(figure(shuffled.total), shuffled.pairs),
      of: [soft, mixed],
      errors: [shuffled.soft, shuffled.shuffled],
    },
  ] as const;
  return (
    <>
      <h2>{misread}</h2>
      {rows.map(({ name, of: [own, other], errors }, i) => (
        <div key={i} className="slide-row">
          <p className="small">{name}</p>
          <div className="slide-numbers">
            <Big value={errors[0]} of="student">
              {own}
            </Big>
            <Big value={errors[1]} of="baseline">
              {other}
            </Big>
          </div>
        </div>
      ))}
    </>
  );
}
