/** What a report will have in it, and the button that saves it. */

import { type ReactNode, useId, useState } from "react";
import packageFile from "../../../package.json" with { type: "json" };
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { errorText } from "../../domain/errorText.ts";
import { MAX_NAME, REPORT_FORMAT, type ReportRun } from "../../report/reportData.ts";
import { reportDocument } from "../../report/reportDocument.ts";
import { canBeHandedIn, reportRun } from "../../report/reportOfRuns.ts";
import type { KeptRun } from "../../session/comparisons/keptRuns.ts";
import { hashOf } from "../../session/experimentLink.ts";
import { lastSettingsOf } from "../../session/run/liveSettings.ts";
import { type AnsweredQuestion, answeredQuestions, forgetAnswers } from "../../session/storage/answeredQuestions.ts";
import { Checkbox } from "../elements/formControls.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { saveFile } from "../elements/saveFile.ts";
import { useRunList } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { runInWords, verdictKey } from "../statements/runWords.ts";
import { useReportTexts } from "./reportTexts.ts";

/** The name of a report's file: letters and digits of the visitor's name, and the day. */
function fileNameOf(name: string, date: string): string {
  const letters = name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return ["report", letters, date]
    .filter((part) => part !== "")
    .join("-")
    .concat(".html");
}

/** The kept runs that a report can hold, the oldest first, with what they are called in the list of runs. */
function useNamedRuns(): readonly { readonly kept: KeptRun; readonly text: string }[] {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const runs = useRunList((list) => list.runs);
  return runs
    .map((kept, i) => ({ kept, text: runInWords(kept, runs[i - 1], { words, dictionary }) }))
    .filter(({ kept }) => canBeHandedIn(kept.run));
}

async function runOf({ run }: KeptRun, text: string): Promise<ReportRun> {
  const page = location.href.replace(/#.*$/, "");
  return reportRun(run, text, `${page}${await hashOf(lastSettingsOf(run), defaultExperiment)}`);
}

function Guesses({ onForget }: { readonly onForget: () => void }): ReactNode {
  const { handIn, opened } = useReportTexts().report;
  const questions = answeredQuestions();
  if (questions.length === 0) return <p className="hint">{handIn.noGuesses}</p>;
  const answersOf = ({ options, guess, last }: AnsweredQuestion): readonly string[] => {
    if (guess === null) return [opened.skipped];
    if (last === undefined || last === guess) return [options[guess]!];
    return [handIn.first(options[guess]!), handIn.inTheEnd(options[last]!)];
  };
  return (
    <>
      <ul className="guesses">
        {questions.map((answered) => (
          <li key={`${answered.lesson} ${answered.id}`}>
            <span>{answered.question}</span>
            {answersOf(answered).map((answer) => (
              <strong key={answer}>{answer}</strong>
            ))}
          </li>
        ))}
      </ul>
      <p className="row">
        <button type="button" onClick={onForget}>
          {handIn.forget}
        </button>
      </p>
    </>
  );
}

/** The form. Every run is ticked at first. */
export function HandIn(): ReactNode {
  const id = useId();
  const texts = useReportTexts();
  const { handIn } = texts.report;
  const language = usePage((page) => page.words.tag);
  const runs = useNamedRuns();
  const [name, setName] = useState("");
  const [unticked, setUnticked] = useState<readonly number[]>([]);
  const [questions, setQuestions] = useState(answeredQuestions);
  const [told, setTold] = useState<{ readonly text: string; readonly detail?: string } | null>(null);
  const ticked = runs.filter(({ kept }) => !unticked.includes(kept.number));
  const isEmpty = ticked.length === 0 && questions.length === 0;
  const tick = (number: number, isTicked: boolean) =>
    setUnticked(isTicked ? unticked.filter((one) => one !== number) : [...unticked, number]);
  const forget = () => {
    forgetAnswers();
    setQuestions([]);
  };
  const save = async () => {
    const date = new Date().toISOString().slice(0, 10);
    const written = name.trim();
    const file = fileNameOf(written, date);
    try {
      const document = reportDocument(
        {
          ...{ format: REPORT_FORMAT, version: packageFile.version, language, date },
          name: written === "" ? null : written,
          questions: [...questions],
          runs: await Promise.all(ticked.map(({ kept, text }) => runOf(kept, text))),
        },
        texts,
      );
      saveFile(file, "text/html", document);
      setTold({ text: handIn.saved(file) });
    } catch (error) {
      setTold({ text: handIn.failed, detail: errorText(error) });
    }
  };
  return (
    <div className="hand-in">
      <p>{handIn.what}</p>
      <p className="name-of-report">
        <label htmlFor={id}>{handIn.name}</label>
        <input
          id={id}
          type="text"
          autoComplete="name"
          maxLength={MAX_NAME}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </p>
      <h3>{handIn.guesses}</h3>
      <Guesses onForget={forget} />
      <h3>{handIn.runs}</h3>
      {runs.length === 0 ? <p className="hint">{handIn.noRuns}</p> : null}
      <ul className="ticked-runs">
        {runs.map(({ kept, text }) => (
          <li key={kept.number}>
            <Checkbox
              label={`${kept.number} ${text}`}
              checked={!unticked.includes(kept.number)}
              onChange={(isTicked) => tick(kept.number, isTicked)}
            />
            <span className="hint">{texts.words.resultColumn.runs.word[verdictKey(kept.run)]}</span>
          </li>
        ))}
      </ul>
      <p className="row">
        <button type="button" className="primary" disabled={isEmpty} onClick={save}>
          {handIn.save}
        </button>
      </p>
      <p className="told" role="status">
        {isEmpty ? handIn.empty : told?.text} {told?.detail ? <span lang="en">{told.detail}</span> : null}
      </p>
    </div>
  );
}
