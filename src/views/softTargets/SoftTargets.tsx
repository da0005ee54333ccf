/** The column of the soft targets: the sentence, the two networks, their answers as bars, and what is set under them. */

import type { ReactNode } from "react";
import { answerSentence } from "../../i18n/softTargets/answerSentence.ts";
import { plainText } from "../../i18n/softTargets/pieces.ts";
import { entropy, klFromLogits } from "../../math/divergence.ts";
import { useWords } from "../elements/translation.ts";
import { MethodSliders } from "../settings/MethodSettings.tsx";
import { NetworkPicker } from "../settings/NetworkPicker.tsx";
import { AnswerBars } from "./AnswerBars.tsx";
import { AnswerSentence } from "./AnswerSentence.tsx";
import { Legend } from "./Legend.tsx";
import { type ShownAnswers, useShownAnswers } from "./shownAnswers.ts";

/** Entropy of the left answer, and the divergence of the right one from it. */
function Measures({ answers }: { readonly answers: ShownAnswers }): ReactNode {
  const words = useWords();
  const { tone, teacher, student, temperature, said } = answers;
  return (
    <p className="measures">
      {said.teacher ? <span>{words.entropy(entropy(said.teacher).toFixed(2))}</span> : null}
      {teacher && student ? (
        <span>
          {(tone === "teacher" ? words.kl : words.klAlone)(
            klFromLogits(teacher, student, temperature ?? 1).toPrecision(2),
          )}
        </span>
      ) : null}
    </p>
  );
}

/** Region "Soft targets": all is computed from logits of the run, so a moved slider shows its effect at once. */
export function SoftTargets(): ReactNode {
  const words = useWords();
  const answers = useShownAnswers();
  const { tone, teacher, student, temperature, label, dropped, nameOf, said } = answers;
  const hasAnswers = teacher !== null || student !== null;
  return (
    <section id="soft-targets" className="soft-targets" aria-label={words.softTargets}>
      <AnswerSentence answers={said} />
      <div className="heads">
        <NetworkPicker network="teacher" />
        <NetworkPicker network="student" />
      </div>
      {hasAnswers ? (
        <AnswerBars
          {...{ tone, teacher, student, dropped, nameOf }}
          label={plainText(answerSentence(said, words.answers))}
          temperature={temperature ?? 1}
          trueClass={label}
        />
      ) : (
        <div className="bars-room" />
      )}
      <div className="under">
        <MethodSliders />
      </div>
      <Legend answers={answers} />
      <Measures answers={answers} />
    </section>
  );
}
