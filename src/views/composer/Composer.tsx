/** Composes a lesson link: the list of what the lesson is made of, and the page as students will see it. */

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { sameJson } from "../../domain/sameJson.ts";
import { type ComposedLesson, LONGEST } from "../../lessons/composed/composedLesson.ts";
import { lessonOf } from "../../lessons/composed/lessonOf.ts";
import { Select } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlaygroundStore } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { LessonPlayer } from "../player/LessonPlayer.tsx";
import { DRAFT, useLessons } from "../player/lessonProgress.ts";
import { OpenLessonFile } from "../player/OpenLessonFile.tsx";
import { type NamedControl, useControlNames } from "../shown/controlNames.ts";
import { Cards } from "./Cards.tsx";
import { Controls } from "./Controls.tsx";
import { newDraft, shownStart } from "./draft.ts";
import { HandOut } from "./HandOut.tsx";
import { keepDraft, useKeptDraft } from "./keptDraft.ts";
import { useLessonAddress } from "./lessonAddress.ts";
import { Output } from "./Output.tsx";
import { Questions } from "./Questions.tsx";
import { WordsFields, WRITTEN, type Written, WrittenIn } from "./WordsFields.tsx";
import "../../styles/lessons/composer.css";

/** The controls of the lesson's experiment with their names on the page, those of single classes apart, and its sliders. */
function useControls({ experiment }: ComposedLesson) {
  const words = useWords();
  const { composer } = useLaterWords().lessons;
  const classes = Array.from(
    { length: experiment.teacher.architecture.classes },
    (_, c): NamedControl => [`class.${c}`, composer.oneClass(words.dropClasses, c)],
  );
  return { ...useControlNames(experiment), classes };
}

/** What the lesson starts from, and what else it can start from. */
function Start(props: {
  readonly canTakeLab: boolean;
  readonly takeLab: () => void;
  readonly takePreview: () => void;
}): ReactNode {
  const { canTakeLab, takeLab, takePreview } = props;
  const { composer: words } = useLaterWords().lessons;
  return (
    <fieldset className="composed-part">
      <legend>{words.startTitle}</legend>
      <p className="hint">{words.start}</p>
      <p className="composed-buttons">
        {canTakeLab ? (
          <button type="button" onClick={takeLab}>
            {words.takeLab}
          </button>
        ) : null}
        <button type="button" onClick={takePreview}>
          {words.takeStart}
        </button>
      </p>
    </fieldset>
  );
}

export default function Composer(): ReactNode {
  const { composer: words } = useLaterWords().lessons;
  const tag = usePage((page) => page.words.tag);
  const store = usePlaygroundStore();
  const forgetDraft = useLessons((all) => all.forgetDraft);
  /** what the lab has shown, before the preview shows the lesson's start */
  const [lab] = useState(() => shownStart(usePage.getState(), store.getState()));
  const [first] = useState(() => newDraft(lab));
  const draft = useKeptDraft((kept) => kept.draft) ?? first;
  const setDraft = keepDraft;
  const [written, setWritten] = useState<Written>(tag);
  const [n, setN] = useState(1);
  /** how often the preview has begun anew: with a lesson that was opened, or with another start */
  const [begun, setBegun] = useState(0);
  const { controls, classes, sliders } = useControls(draft);
  useEffect(() => forgetDraft, [forgetDraft]);
  const lesson = useMemo(() => lessonOf(draft, DRAFT), [draft]);
  const address = useLessonAddress(draft);
  const begin = (changed: ComposedLesson | null) => {
    forgetDraft();
    setDraft(changed);
    setN(1);
    setBegun((times) => times + 1);
  };
  const { experiment, view } = draft;
  return (
    <div className="composer">
      <form className="composed-list" aria-label={words.title} onSubmit={(event) => event.preventDefault()}>
        <h2>{words.title}</h2>
        <p className="hint">{words.lead}</p>
        {draft === first ? null : (
          <p className="composed-buttons">
            <button type="button" onClick={() => begin(null)}>
              {words.beginAnew}
            </button>
          </p>
        )}
        <WrittenIn value={written}>
          <Select
            label={words.written}
            value={written}
            options={WRITTEN.map((value) => ({ value, label: words.languages[value] }))}
            onChange={setWritten}
          />
          <WordsFields
            label={words.lessonTitle}
            value={draft.title}
            max={LONGEST.title}
            onChange={(title) => setDraft({ ...draft, title })}
          />
          <Start
            canTakeLab={!sameJson(lab, { experiment, view })}
            takeLab={() => begin({ ...draft, ...lab })}
            takePreview={() => setDraft({ ...draft, ...shownStart(usePage.getState(), store.getState()) })}
          />
          <Controls {...{ draft, controls, classes }} onChange={setDraft} />
          <Cards {...{ draft, sliders }} onChange={setDraft} />
          <Questions draft={draft} onChange={setDraft} />
        </WrittenIn>
        <Output {...{ draft, address }} title={lesson.texts[tag].title} />
        <OpenLessonFile onLesson={begin} />
      </form>
      <LessonPlayer key={begun} {...{ lesson, n }} figures={null} go={setN} place={words.preview} onward={null} />
      <HandOut {...{ draft, address }} />
    </div>
  );
}
