/** Two recorded runs side by side: the errors of both, those that each pair saves, and the difference in words. */

import type { ReactNode } from "react";
import { differenceSentence } from "../../i18n/differenceSentence.ts";
import { count } from "../../i18n/numberFormats.ts";
import type { NamesOfRuns } from "../../lessons/lesson.ts";
import type { RunsCompared } from "../../lessons/runFigures.ts";
import { useWords } from "../elements/translation.ts";
import { ErrorsSaved } from "../result/ErrorsSaved.tsx";

export interface RunsBesideProps {
  readonly runs: RunsCompared;
  readonly texts: NamesOfRuns;
}

export function RunsBeside({ runs, texts }: RunsBesideProps): ReactNode {
  const words = useWords();
  const { resultColumn, punctuation } = words;
  const { errors, saved, total, mean, low, high, word } = runs;
  const pairs = { pairs: saved.length, of: saved.length };
  const difference = differenceSentence({ mean, low, high, ...pairs }, words);
  const subject = [resultColumn.images(count(total), true), resultColumn.ofPairs(saved.length, saved.length)];
  return (
    <section className="result two-runs" aria-label={words.result}>
      <div className="result-head">
        <h2>{words.result}</h2>
      </div>
      <p className="hint subject">{subject.join(punctuation.comma)}</p>
      <div className="numbers">
        <p className="big student">
          {count(errors[0])}
          <small>{texts.names[0]}</small>
        </p>
        <p className="big baseline">
          {count(errors[1])}
          <small>{texts.names[1]}</small>
        </p>
      </div>
      <ErrorsSaved saved={saved} verdict={{ mean, low, high, word, ...pairs }} finding={difference} />
      <p className="finding">{[difference, texts.note].join(punctuation.space)}</p>
    </section>
  );
}
