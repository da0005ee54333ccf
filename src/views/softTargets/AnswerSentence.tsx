/** The sentence on what teacher and student answer, with the classes that they name in their colours. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Answers, answerSentence } from "../../i18n/softTargets/answerSentence.ts";
import { plainText } from "../../i18n/softTargets/pieces.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { Waiting } from "../statements/waiting.ts";

/** Milliseconds of rest after which a changed sentence is spoken. */
const REST = 500;

/** A text that is spoken once it has rested; neither the first one nor what changes while a run goes on. */
function Spoken({ text }: { readonly text: string }): ReactNode {
  const isIdle = usePlayground(({ phase }) => phase === "idle");
  const [spoken, setSpoken] = useState("");
  const first = useRef(text);
  useEffect(() => {
    if (text === first.current || !isIdle) return;
    const timer = setTimeout(() => {
      first.current = "";
      setSpoken(text);
    }, REST);
    return () => clearTimeout(timer);
  }, [text, isIdle]);
  return (
    <span className="spoken" aria-live="polite">
      {spoken}
    </span>
  );
}

/** The sentence; while there are no answers, what goes on instead. */
export function AnswerSentence({ answers }: { readonly answers: Answers }): ReactNode {
  const words = useWords();
  const isEmpty = answers.teacher === null && answers.student === null;
  const pieces = isEmpty ? [] : answerSentence(answers, words.answers);
  return (
    <>
      <p className="caption">
        {isEmpty ? <Waiting /> : null}
        {pieces.map(({ text, role }, i) => (
          <span key={i} className={role}>
            {text}
          </span>
        ))}
      </p>
      <Spoken text={plainText(pieces)} />
    </>
  );
}
