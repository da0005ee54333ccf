/** One slide: the sentence, the digit, dropped classes, the bars, the panel, the sliders and the last line. */

import { Fragment, type ReactNode, useEffect, useMemo, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { shuffleOtherClasses } from "../../engine/evaluation/frozenLogits.ts";
import { laterWords } from "../../i18n/laterWords.ts";
import { type Answers, answerSentence } from "../../i18n/softTargets/answerSentence.ts";
import { plainText } from "../../i18n/softTargets/pieces.ts";
import type { Hidden } from "../../places/controls.ts";
import { type MainResult, mainResult, type ShuffledResult, shuffledResult } from "../../session/run/lectureReadings.ts";
import { DigitImage } from "../elements/DigitImage.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { useProbe } from "../shown/chosenProbe.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useShownRun } from "../shown/shownRun.ts";
import { AnswerBars } from "../softTargets/AnswerBars.tsx";
import { type ShownAnswers, useShownAnswers } from "../softTargets/shownAnswers.ts";
import { CurvePanel, ShuffledPanel } from "./ChartPanels.tsx";
import { noRecordingOf, toggleClass } from "./commands.ts";
import { Foot } from "./Foot.tsx";
import { useLecture } from "./lectureState.ts";
import { NetworksPanel } from "./NetworksPanel.tsx";
import { LinkPanel } from "./QrCode.tsx";
import { DroppedPanel, NumbersPanel, SeenPanel, useDroppedResult, useSeen } from "./ResultPanels.tsx";
import { KeyList, SlideNotes, SlideTable } from "./SlideDialogs.tsx";
import { Sliders } from "./Sliders.tsx";
import { slideSentence } from "./slideSentence.ts";
import { useSlideSize } from "./slideSize.ts";

/** The main result; the same object as long as its numbers stay. */
function useMainResult(): MainResult | null {
  const numbers = useShownRun(
    useShallow(({ run }) => {
      const result = run && mainResult(run);
      if (!result) return null;
      const { saved, ...others } = result;
      return { ...others, ...saved };
    }),
  );
  return useMemo(() => {
    if (!numbers) return null;
    const { mean, low, high, ...others } = numbers;
    return { ...others, saved: { mean, low, high } };
  }, [numbers]);
}

function useShuffledResult(): ShuffledResult | null {
  const run = usePlayground((state) => state.run);
  return useMemo(() => (run ? shuffledResult(run) : null), [run]);
}

/** What is answered where two soft targets are shown and no student is. */
function ofTeacher({ said }: ShownAnswers): Answers {
  return said.tone === "teacher" ? { ...said, student: null, step: null } : said;
}

function Sentence({ answers }: { readonly answers: ShownAnswers }): ReactNode {
  const words = useWords();
  const { hides, says, showsTwin, panel } = useLecture();
  const [result, dropped, shuffled] = [useMainResult(), useDroppedResult(), useShuffledResult()];
  const seen = useSeen(says === "seen");
  const { nameOf } = answers;
  const droppedNames = answers.dropped.map(nameOf);
  const isEmpty = answers.teacher === null && answers.student === null;
  const said = panel === "shuffled" ? ofTeacher(answers) : answers.said;
  const facts = { answers: said, hides, result, dropped, droppedNames, showsTwin, shuffled, seen };
  const pieces = isEmpty && says !== "link" ? [] : slideSentence(says, { ...facts, areWords: nameOf.areWords }, words);
  return (
    <h1 className="slide-sentence" aria-live="polite">
      {pieces.map(({ text, role }, i) =>
        role ? (
          <b key={i} className={role}>
            {text}
          </b>
        ) : (
          <Fragment key={i}>{text}</Fragment>
        ),
      )}
    </h1>
  );
}

export function Digit({ name }: { readonly name: string }): ReactNode {
  const words = useWords();
  const probe = useProbe();
  const { data } = useShownExperiment();
  return (
    <div className="shown-image slide-digit">
      {probe?.image ? (
        <DigitImage image={probe.image} data={data} label={words.probeNumber(probe.index + 1, name)} />
      ) : null}
      {probe && !probe.image ? (
        <span className="digit tile" role="img" aria-label={words.probeNumber(probe.index + 1, name)}>
          {name}
        </span>
      ) : null}
    </div>
  );
}

/** @param props.isFree whether a class can be dropped or restored, where a recorded run has these classes; all can by default */
export function DropChips(props: { readonly answers: ShownAnswers; isFree?(c: number): boolean }): ReactNode {
  const { answers, isFree = () => true } = props;
  const words = useWords();
  const store = usePlaygroundStore();
  const { dropped, nameOf } = answers;
  const classes = usePlayground((state) => state.run?.experiment.student.architecture.classes) ?? 10;
  const experiment = usePlayground((state) => state.run?.experiment ?? state.experiment);
  const missing = useMemo(
    () => Array.from({ length: classes }, (_, c) => noRecordingOf(experiment, words, c)),
    [experiment, words, classes],
  );
  return (
    <div className="slide-chips" role="group" aria-label={words.dropClasses}>
      <p>{laterWords[words.tag].lecture[dropped.length > 0 ? "neverSees" : "leaveOut"]}</p>
      <div className={nameOf.areWords ? "chips words" : "chips"}>
        {missing.map((reason, c) => (
          <button
            key={c}
            type="button"
            aria-pressed={dropped.includes(c)}
            disabled={reason !== null || !isFree(c)}
            title={reason ?? undefined}
            onClick={() => toggleClass(store, c)}
          >
            {nameOf(c)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Logits of a soft target whose wrong classes are exchanged, as they are in the run for a training image. */
function shuffled(logits: Float32Array | null, seed: number, image: number): Float32Array | null {
  if (!logits) return null;
  const row = logits.slice();
  shuffleOtherClasses(row, seed, image);
  return row;
}

/** @param props.hidden whose answers are hidden @param props.saysTemperature no slider says it */
export function SlideBars(props: {
  readonly answers: ShownAnswers;
  readonly unit: number;
  readonly hidden: Hidden;
  readonly saysTemperature?: boolean;
}): ReactNode {
  const { answers, unit, hidden, saysTemperature = false } = props;
  const words = useWords();
  const { lecture } = laterWords[words.tag];
  const panel = useLecture((state) => state.panel);
  const scale = usePage((page) => page.scale);
  const probe = useProbe();
  const seed = usePlayground((state) => state.run?.experiment.seed) ?? 0;
  const pairs = usePlayground((state) => state.run?.experiment.pairs) ?? 1;
  const { tone, teacher, student, temperature, label, dropped, nameOf, said } = answers;
  const areTargets = panel === "shuffled" && tone === "teacher";
  const right = useMemo(
    () => (areTargets ? shuffled(teacher, seed, probe?.index ?? 0) : student),
    [areTargets, teacher, student, seed, probe?.index],
  );
  const left = tone === "teacher" ? lecture.teacher : words.arms["plain-alone"];
  const ofAnswers = plainText(
    answerSentence(hidden !== "none" || areTargets ? { ...said, student: null, step: null } : said, words.answers),
  );
  const finding = hidden === "both" ? "" : ofAnswers;
  return (
    <div className={areTargets ? "slide-bars shuffled" : "slide-bars"}>
      <div className="slide-heads">
        <span className={tone}>
          {areTargets ? lecture.softTarget : left}
          {saysTemperature && temperature !== null ? <small {...untranslated}>T = {temperature}</small> : null}
        </span>
        {scale === "linear" ? null : (
          <span className="slide-scale">{scale === "logarithmic" ? words.logarithmic : words.others}</span>
        )}
        <span className={areTargets ? "baseline" : "student"}>
          {areTargets ? lecture.shuffledTarget : lecture.student}
          {pairs > 1 && !areTargets && hidden === "none" ? <small>{lecture.firstPair}</small> : null}
        </span>
      </div>
      {teacher || student ? (
        <AnswerBars
          label={finding === "" ? words.softTargets : finding}
          {...{ tone, teacher, dropped, nameOf }}
          student={right}
          temperature={temperature ?? 1}
          trueClass={label}
          areTargets={tone === "teacher" && temperature !== null}
          hides={areTargets ? "none" : hidden}
          type={{ name: (nameOf.areWords ? 18 : 27) * unit, number: 20 * unit }}
        />
      ) : null}
    </div>
  );
}

function SlidePanel(props: { readonly images: string; readonly names: string; readonly width: number }): ReactNode {
  const { images, names, width } = props;
  const panel = useLecture((state) => state.panel);
  const hasShuffled = useShuffledResult() !== null;
  const seen = useSeen(panel === "seen");
  switch (panel) {
    case "networks":
      return <NetworksPanel />;
    case "numbers":
      return <NumbersPanel />;
    case "curve":
      return <CurvePanel width={width} />;
    case "dropped":
      return <DroppedPanel images={images} names={names} />;
    case "shuffled":
      return hasShuffled ? <ShuffledPanel width={width} /> : <NumbersPanel />;
    case "seen":
      return seen ? <SeenPanel seen={seen} /> : null;
    case "link":
      return <LinkPanel />;
  }
}

/** The slide. */
export function Slide(): ReactNode {
  const words = useWords();
  const { lecture } = laterWords[words.tag];
  const { isFrozen, open, hides } = useLecture();
  const { unit, isWide, panel } = useSlideSize();
  const answers = useShownAnswers();
  const probe = useProbe();
  const region = useRef<HTMLElement>(null);
  useEffect(() => region.current?.focus(), []);
  const { nameOf, dropped, label } = answers;
  const droppedNames = dropped.map(nameOf);
  return (
    <main ref={region} className={isWide ? "slide wide" : "slide"} tabIndex={-1} aria-label={lecture.region}>
      <Sentence answers={answers} />
      <Digit name={label === undefined ? "" : nameOf(label)} />
      <DropChips answers={answers} />
      <SlideBars answers={answers} unit={unit} hidden={hides ? "student" : "none"} />
      <div className="slide-panel">
        <SlidePanel
          images={lecture.images(droppedNames, nameOf.areWords)}
          names={words.answers.list(droppedNames)}
          width={panel}
        />
      </div>
      <Sliders names={words.answers.list(droppedNames)} />
      <Foot />
      {isFrozen ? (
        <p className="slide-frozen" role="status" {...untranslated}>
          {lecture.frozen}
        </p>
      ) : null}
      {open === "keys" ? <KeyList image={probe?.index ?? 0} /> : null}
      {open === "notes" ? <SlideNotes /> : null}
      {open === "table" ? <SlideTable answers={answers} /> : null}
    </main>
  );
}
