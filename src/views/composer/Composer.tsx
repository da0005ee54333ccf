/** Composes a lesson link: at the left the page as students will see it, at the right what it is made of. */

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { paramLabel } from "../../i18n/methodText.ts";
import { type ComposedLesson, FIXED, LONGEST } from "../../lessons/composed/composedLesson.ts";
import { lessonOf } from "../../lessons/composed/lessonOf.ts";
import { TEMPERATURE } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlaygroundStore } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { LessonPlayer } from "../player/LessonPlayer.tsx";
import { DRAFT, useLessons } from "../player/lessonProgress.ts";
import { OpenLessonFile } from "../player/OpenLessonFile.tsx";
import { Cards } from "./Cards.tsx";
import { Controls, type NamedControl } from "./Controls.tsx";
import { blockedCards, newDraft, shownStart } from "./draft.ts";
import { HandOut } from "./HandOut.tsx";
import { Output } from "./Output.tsx";
import { Questions } from "./Questions.tsx";
import { WordsFields } from "./WordsFields.tsx";
import "../../styles/lessons/composer.css";

/** Live settings of the method with their names on the page, but for its temperature. */
function useSettings(method: string): readonly (readonly [`param.${string}`, string])[] {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  return Object.entries(methodById(method).params).flatMap(([name, param]) =>
    param.kind === "number" && param.live && name !== TEMPERATURE
      ? [[`param.${name}`, paramLabel(name, words, dictionary)] as const]
      : [],
  );
}

/** The controls with their names on the page. */
function useControls({ experiment }: ComposedLesson): readonly NamedControl[] {
  const words = useWords();
  const { composer } = useLaterWords().lessons;
  const dictionary = usePage((page) => page.dictionary);
  const settings = useSettings(experiment.method.id);
  const names: Readonly<Record<(typeof FIXED)[number], string>> = {
    digit: words.digit,
    dropClasses: words.dropClasses,
    networks: composer.networks,
    temperature: paramLabel(TEMPERATURE, words, dictionary),
    scale: words.scale,
    bias: words.classBias,
    arm: words.shownArm,
    step: words.lab.stepSlider,
  };
  const classes = Array.from({ length: experiment.teacher.architecture.classes }, (_, c) => c);
  return [
    ...FIXED.map((control) => [control, names[control]] as const),
    ...settings,
    ...classes.map((c) => [`class.${c}`, composer.oneClass(words.dropClasses, c)] as const),
  ];
}

export default function Composer(): ReactNode {
  const { composer: words } = useLaterWords().lessons;
  const tag = usePage((page) => page.words.tag);
  const store = usePlaygroundStore();
  const forgetDraft = useLessons((all) => all.forgetDraft);
  const [draft, setDraft] = useState(() => newDraft(usePage.getState(), store.getState()));
  const [n, setN] = useState(1);
  /** how often a lesson has been opened: the preview begins anew with each */
  const [opened, setOpened] = useState(0);
  const controls = useControls(draft);
  const settings = useSettings(draft.experiment.method.id);
  const dictionary = usePage((page) => page.dictionary);
  const pageWords = useWords();
  const sliders = [
    ["temperature", paramLabel(TEMPERATURE, pageWords, dictionary)] as const,
    ["bias", pageWords.classBias] as const,
    ...settings,
  ];
  useEffect(() => forgetDraft, [forgetDraft]);
  const lesson = useMemo(() => lessonOf(draft, DRAFT), [draft]);
  const begin = (changed: ComposedLesson) => {
    forgetDraft();
    setDraft(changed);
    setN(1);
    setOpened((times) => times + 1);
  };
  const blocked = blockedCards(draft);
  return (
    <div className="composer">
      <LessonPlayer key={opened} {...{ lesson, n }} figures={null} go={setN} place={words.preview} onward={null} />
      <form className="composed-list" aria-label={words.title} onSubmit={(event) => event.preventDefault()}>
        <h2>{words.title}</h2>
        <OpenLessonFile onLesson={begin} />
        <WordsFields
          label={words.lessonTitle}
          value={draft.title}
          max={LONGEST.title}
          onChange={(title) => setDraft({ ...draft, title })}
        />
        <p>
          {words.start}{" "}
          <button
            type="button"
            onClick={() => setDraft({ ...draft, ...shownStart(usePage.getState(), store.getState()) })}
          >
            {words.takeStart}
          </button>
        </p>
        <Controls {...{ draft, controls }} onChange={setDraft} />
        <Cards {...{ draft, sliders }} onChange={setDraft} />
        <Questions draft={draft} onChange={setDraft} />
        {blocked.length > 0 ? <p role="status">{words.blocked(blocked)}</p> : null}
        <fieldset className="composed-part">
          <legend>{words.output}</legend>
          <Output draft={draft} title={lesson.texts[tag].title} />
        </fieldset>
      </form>
      <HandOut draft={draft} />
    </div>
  );
}
