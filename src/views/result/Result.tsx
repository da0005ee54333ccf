/** The result over all pairs: the verdict, the errors of both students, those saved by each pair, and one sentence. */

import type { ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import { areDigits } from "../../domain/namedDatasets.ts";
import { differenceSentence } from "../../i18n/differenceSentence.ts";
import { count } from "../../i18n/numberFormats.ts";
import { lastEvaluation, teacherOf } from "../../session/run/runSelectors.ts";
import { addedCode, LoadedPart } from "../elements/LoadedPart.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useControlState } from "../shown/controlState.tsx";
import { seesTrainingImages, useShownExperiment } from "../shown/shownExperiment.ts";
import { useHasDropped } from "../shown/shownRun.ts";
import { type PartErrors, useDroppedNames, useErrorsByPart } from "../statements/errorsByPartWords.ts";
import { useStaleClass } from "../statements/staleness.tsx";
import { DifferenceOfPair } from "./DifferenceOfPair.tsx";
import { ErrorsSaved } from "./ErrorsSaved.tsx";
import { type ResultReading, type ResultWord, useResultReading } from "./resultReading.ts";

const claims = addedCode(() => import("./Claims.tsx"));
const tableFinding = addedCode(() => import("../statements/TableFinding.tsx"));
const errorsByPart = addedCode(() => import("../statements/ErrorsByPart.tsx"));
const classBias = addedCode(() => import("../statements/ClassBias.tsx"));

/** Whether a word is that of a verdict, which with a dropped class is about all classes together. */
const isVerdict = (word: ResultWord) => word === "helps" || word === "hurts" || word === "cannot-tell";

/** What the difference is on the dropped classes and on the others; the empty string where it is of other seeds. */
function usePartsSentence({ verdict, section }: ResultReading): string {
  const { resultColumn: words, punctuation } = useWords();
  const { names, areDigits } = useDroppedNames();
  const { dropped, others } = useErrorsByPart();
  const difference = ({ distilled = 0, baseline = 0 }: PartErrors) =>
    (distilled > baseline ? words.more : words.fewer)(count(Math.abs(baseline - distilled)));
  if (!verdict || section || dropped.distilled === undefined) return "";
  const parts = [
    words.parts.on(names, difference(dropped)),
    words.parts.on(words.parts.others(areDigits), difference(others)),
  ];
  return words.sentence(parts.join(punctuation.semicolon));
}

/** What is said while no pair can be compared; the empty string at an earlier step, where there is no verdict. */
function useWaitingSentence({ step, isFetched, of }: ResultReading): string {
  const { resultColumn: words, going } = useWords();
  return usePlayground(({ phase, run }) => {
    if (step !== null) return "";
    if (!isFetched) return words.otherSeeds;
    if (phase === "loading") return going.preparing;
    if (!run) return words.empty;
    return phase === "idle" ? words.noneFinished : words.compared(0, of);
  });
}

/** What the teacher misreads, and what it had learnt from; nothing without a finished teacher. */
function useTeacherSentence({ section }: ResultReading): string {
  const { resultColumn: words, punctuation } = useWords();
  const experiment = useShownExperiment();
  const { data, teacher, student } = experiment;
  const known = usePlayground(
    useShallow(({ run }) => {
      const network = run ? teacherOf(run) : undefined;
      const errors = network?.finished ? lastEvaluation(network)?.errors : undefined;
      return { errors, train: run?.data?.trainCount, transfer: run?.data?.transferCount };
    }),
  );
  const errors = section?.teacher ?? known.errors;
  if (errors === undefined) return "";
  const misreads = (section ? words.teachers : words.teacher)(count(errors));
  if (known.train === undefined || known.transfer === undefined) return misreads;
  if (teacher.given) return `${misreads}${punctuation.space}${words.givenTeacher(count(known.transfer))}`;
  const ofDigits = areDigits(data);
  const isShifted = teacher.training.jitter > 0 && student.training.jitter === 0;
  const learnt =
    known.train === known.transfer && !isShifted
      ? words.learntSame(count(known.train), ofDigits, section === null)
      : seesTrainingImages(experiment)
        ? words.learntOfAll(count(known.train), count(known.transfer), isShifted, ofDigits)
        : words.learnt(count(known.train), count(known.transfer), isShifted, ofDigits, section === null);
  return `${misreads}${punctuation.space}${learnt}`;
}

/** What the two numbers are of. */
function useSubject({ errors, pairs, of, step, section }: ResultReading): string {
  const { resultColumn: words, punctuation } = useWords();
  const { data } = useShownExperiment();
  const total = usePlayground(({ run }) => run?.networks[0]?.evaluations[0]?.evaluation.total);
  const all = errors?.total ?? total;
  const parts = [
    all === undefined ? "" : words.images(count(all), areDigits(data)),
    section ? words.ofSeeds(punctuation.list(section.seeds.map(String))) : words.ofPairs(pairs === 0 ? of : pairs, of),
    step === null ? "" : words.atStep(count(step)),
  ];
  return parts.filter((part) => part !== "").join(punctuation.comma);
}

/** Region "Result". */
export function Result(): ReactNode {
  const words = useWords();
  const { resultColumn } = words;
  const reading = useResultReading();
  const { errors, verdict, saved, word } = reading;
  const subject = useSubject(reading);
  const waiting = useWaitingSentence(reading);
  const teacher = useTeacherSentence(reading);
  const hasTeacher = usePlayground(({ run }) => !run || teacherOf(run) !== undefined);
  const hasDropped = useHasDropped();
  const hasBias = useControlState("bias") !== "hidden" && hasDropped;
  const byPart = usePartsSentence(reading);
  const difference = verdict ? differenceSentence(verdict, words) : waiting;
  const finding = [difference, byPart, teacher].filter((part) => part !== "").join(words.punctuation.space);
  const format = (value: number | undefined) => (value === undefined ? "–" : count(value));
  const isLong = errors !== null && format(Math.max(errors.distilled, errors.baseline)).length > 5;
  return (
    <section className={`result${useStaleClass()}`} aria-label={words.result}>
      <div className="result-head">
        <h2>{words.result}</h2>
        <p className={`verdict ${word}`} role="status">
          {hasDropped && isVerdict(word)
            ? resultColumn.overall(resultColumn.verdict[word])
            : resultColumn.verdict[word]}
        </p>
      </div>
      <p className="hint subject">{subject}</p>
      <div className={`numbers${hasDropped ? " over-parts" : ""}${isLong ? " long" : ""}`}>
        {hasDropped ? <p className="hint">{resultColumn.parts.sum}</p> : null}
        <p className="big student">
          {format(errors?.distilled)}
          <small>
            {hasDropped
              ? resultColumn.chart.lines[hasTeacher ? "taught" : "alone"]
              : resultColumn[hasTeacher ? "withTeacher" : "withMethod"]}
          </small>
        </p>
        <p className="big baseline">
          {format(errors?.baseline)}
          <small>{resultColumn.without}</small>
        </p>
      </div>
      {hasDropped ? (
        <LoadedPart
          code={errorsByPart}
          props={{ isUnderFigures: true }}
          placeholder={<div className="class-parts under-figures" />}
        />
      ) : null}
      <ErrorsSaved {...{ saved, verdict, finding: difference }} />
      <p className="finding">{finding}</p>
      {hasBias ? <LoadedPart code={classBias} props={{}} placeholder={<div className="bias-room" />} /> : null}
      <LoadedPart code={tableFinding} props={{ verdict }} isAddition />
      <div className="disclosures">
        <DifferenceOfPair section={reading.section} />
        <LoadedPart code={claims} props={{}} />
      </div>
    </section>
  );
}
