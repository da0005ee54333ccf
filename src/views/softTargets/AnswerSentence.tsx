/** The sentence on what teacher and student answer, with the classes that they name in their colours. */

import type { ReactNode } from "react";
import { type Answers, answerSentence } from "../../i18n/softTargets/answerSentence.ts";
import { useWords } from "../elements/translation.ts";
import { Waiting } from "../statements/waiting.ts";

/** The sentence; while there are no answers, what goes on instead. */
export function AnswerSentence({ answers }: { readonly answers: Answers }): ReactNode {
  const words = useWords();
  const isEmpty = answers.teacher === null && answers.student === null;
  const pieces = isEmpty ? [] : answerSentence(answers, words.answers);
  return (
    <p className="caption" aria-live="polite">
      {isEmpty ? <Waiting /> : null}
      {pieces.map(({ text, role }, i) => (
        <span key={i} className={role}>
          {text}
        </span>
      ))}
    </p>
  );
}
