/** The column of the soft targets: the sentence, the two networks, their answers as bars, and what is set under them. */

import { memo, type ReactNode } from "react";
import { percent } from "../../i18n/numberFormats.ts";
import { answerSentence } from "../../i18n/softTargets/answerSentence.ts";
import { plainText } from "../../i18n/softTargets/pieces.ts";
import { entropy, klFromLogits } from "../../math/divergence.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";
import { WhatPasses } from "../networks/WhatPasses.tsx";
import { MethodSliders } from "../settings/MethodSliders.tsx";
import { useControlState } from "../shown/controlState.tsx";
import { useHasDropped } from "../shown/shownRun.ts";
import { AnswerBars } from "./AnswerBars.tsx";
import { AnswerSentence } from "./AnswerSentence.tsx";
import { Legend } from "./Legend.tsx";
import { type ShownAnswers, useShownAnswers } from "./shownAnswers.ts";
import { TemperatureControl } from "./TemperatureControl.tsx";

/** Entropy of the left answer, and the divergence of the right one from it. */
function Measures({ answers }: { readonly answers: ShownAnswers }): ReactNode {
  const words = useWords();
  const { tone, teacher, student, temperature, said } = answers;
  const isOfOthers = usePage((page) => page.scale === "others");
  // A card explains what it names, and names neither.
  const areNamed = usePage(({ mask }) => mask?.others !== "hidden");
  return (
    <p className="measures">
      {isOfOthers ? (
        <span>{words.othersNote(said.teacher ? percent(1 - Math.max(...Array.from(said.teacher))) : null)}</span>
      ) : null}
      {areNamed && said.teacher ? <span>{words.entropy(entropy(said.teacher).toFixed(2))}</span> : null}
      {areNamed && teacher && student ? (
        <span>
          {(tone === "teacher" ? words.kl : words.klAlone)(
            klFromLogits(teacher, student, temperature ?? 1).toPrecision(2),
          )}
        </span>
      ) : null}
    </p>
  );
}

const classBias = loadedCode(() => import("../statements/ClassBias.tsx"));

/** The bias beside an open detail, which has the room of the result, where it stands else. */
function BiasBesideDetail(): ReactNode {
  const isOpen = usePage(({ detail }) => detail !== null);
  return useHasDropped() && isOpen ? (
    <LoadedPart code={classBias} props={{ withErrors: true }} placeholder={<div className="bias-room" />} />
  ) : null;
}

/** They take no properties: moved bars do not draw them again. */
const Networks = memo(WhatPasses);
const Sliders = memo(MethodSliders);
const Temperature = memo(TemperatureControl);

/** Region "Soft targets": all is computed from logits of the run, so a moved slider shows its effect at once. */
export function SoftTargets(): ReactNode {
  const words = useWords();
  const answers = useShownAnswers();
  const { tone, teacher, student, temperature, label, dropped, nameOf, areTargets, said } = answers;
  const hasNetworks = useControlState("networks") !== "hidden";
  const hides = usePage((page) => page.hides);
  const hasSentence = usePage(({ mask }) => mask?.hidesSentence !== true);
  const shown = {
    ...said,
    ...(hides === "none" ? {} : { student: null, step: null }),
    ...(hides === "both" ? { teacher: null } : {}),
  };
  const hasAnswers = teacher !== null || student !== null;
  return (
    <section id="soft-targets" className="soft-targets" aria-label={words.softTargets}>
      {!hasSentence ? null : hides === "both" ? <p className="caption" /> : <AnswerSentence answers={shown} />}
      {hasNetworks ? <Networks /> : null}
      <div className="bar-heads" aria-hidden="true">
        <span className={tone}>{tone === "teacher" ? words.teacher : words.arms["plain-alone"]}</span>
        <span className="student">{tone === "teacher" ? words.student : words.arms.alone}</span>
      </div>
      {hasAnswers ? (
        <AnswerBars
          {...{ tone, teacher, student, dropped, nameOf, areTargets }}
          label={(hasSentence && plainText(answerSentence(shown, words.answers))) || words.softTargets}
          hides={hides}
          temperature={temperature ?? 1}
          trueClass={label}
        />
      ) : (
        <div className="bars-room" />
      )}
      <div className="under">
        <Temperature />
        <BiasBesideDetail />
        <div className="weights">
          <Sliders />
        </div>
      </div>
      <Legend answers={answers} />
      {hides !== "none" ? null : <Measures answers={answers} />}
    </section>
  );
}
