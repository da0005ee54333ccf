/** One card of a lesson as a slide: its title and text in large type, the digit, the bars, one region, and its question. */

import figuresOfLessons from "virtual:lesson-figures";
import { type ReactNode, useEffect, useRef } from "react";
import type { Lesson } from "../../lessons/lesson.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { CurvePanel } from "../lecture/ChartPanels.tsx";
import { leaveLecture } from "../lecture/commands.ts";
import { useLecture } from "../lecture/lectureState.ts";
import { LinkPanel } from "../lecture/QrCode.tsx";
import { NumbersPanel } from "../lecture/ResultPanels.tsx";
import { Digit, DropChips, SlideBars } from "../lecture/Slide.tsx";
import { SlideTable } from "../lecture/SlideDialogs.tsx";
import { Sliders } from "../lecture/Sliders.tsx";
import { useSlideSize } from "../lecture/slideSize.ts";
import { DroppedRow } from "../lessons/DroppedRow.tsx";
import { MarkedText } from "../lessons/MarkedText.tsx";
import { useLessonState } from "../lessons/shownState.ts";
import { type ShownAnswers, useShownAnswers } from "../softTargets/shownAnswers.ts";
import { ClassAnswers } from "./ClassAnswers.tsx";
import { askedOn, rightOf, type SlideRegion } from "./cardOnSlide.ts";
import { LessonKeyList } from "./LessonKeyList.tsx";

function RegionOnSlide(props: {
  readonly region: SlideRegion;
  readonly answers: ShownAnswers;
  readonly width: number;
}): ReactNode {
  switch (props.region) {
    case "drop":
      return <DropChips answers={props.answers} />;
    case "droppedRow":
      return <DroppedRow />;
    case "result":
      return <NumbersPanel />;
    case "chart":
      return <CurvePanel width={props.width} />;
  }
}

/** The last line: which card of which lesson this is, what a key could not do, and the ways to the keys and out. */
function LessonFoot({ lesson, n }: { readonly lesson: Lesson; readonly n: number }): ReactNode {
  const { lecture, lessons } = useLaterWords();
  const tag = usePage((page) => page.words.tag);
  const { told, change } = useLecture();
  const { cards } = lesson;
  return (
    <footer className="slide-foot">
      <div className="slide-beats" aria-hidden="true">
        {cards.map(({ id }, i) => (
          <i key={id} className={i + 1 === n ? "on" : ""} />
        ))}
      </div>
      <span>{lessons.player.card(n, cards.length)}</span>
      <span className="grow" />
      <span className="slide-told" role="status">
        {told}
      </span>
      {told === "" ? <span className="slide-source">{lesson.texts[tag].title}</span> : null}
      <button type="button" onClick={() => change({ open: "keys" })}>
        {lecture.keys}
      </button>
      <button type="button" className="slide-leave" aria-label={lecture.leave} onClick={leaveLecture}>
        {lecture.leave} <span aria-hidden="true">✕</span>
      </button>
    </footer>
  );
}

/** @param props.region beside the bars; null where the card has none that a slide can show @param props.isHidden what the card hides is still hidden */
export function LessonSlide(props: {
  readonly lesson: Lesson;
  readonly n: number;
  readonly region: SlideRegion | null;
  readonly isHidden: boolean;
  readonly isBlocked: boolean;
}): ReactNode {
  const { lesson, n, region, isHidden, isBlocked } = props;
  const words = useWords();
  const { lecture, lessons } = useLaterWords();
  const { panel, isFrozen, open } = useLecture();
  const stop = usePlayground((state) => state.stop);
  const { unit, isWide, panel: width } = useSlideSize();
  const answers = useShownAnswers();
  const main = useRef<HTMLElement>(null);
  useEffect(() => main.current?.focus(), []);
  const card = lesson.cards[n - 1]!;
  const state = useLessonState(card);
  const figures = figuresOfLessons[lesson.id];
  const { cards: texts } = lesson.texts[words.tag];
  const text = texts[card.id]!;
  const body = text.body?.(figures) ?? "";
  const action = text.action?.(figures, state) ?? "";
  const asked = askedOn(lesson, n);
  const { nameOf, dropped, label } = answers;
  const hasPanel = panel === "link" || region !== null;
  const hasBars = card.answers !== false;
  const hidden = !isHidden ? "none" : card.hidesTeacher ? "both" : card.hidesStudent ? "student" : "none";
  const shape = ["slide of-lesson", isWide ? "wide" : "", hasPanel ? "" : "no-panel", hasBars ? "" : "no-bars"];
  return (
    <main ref={main} className={shape.filter(Boolean).join(" ")} tabIndex={-1} aria-label={lecture.region}>
      <h1 className="slide-sentence" aria-live="polite">
        {text.title(figures)}
      </h1>
      <div className="slide-body">
        {isBlocked ? (
          <p role="status">
            {lessons.player.whileTraining}{" "}
            <button type="button" onClick={stop}>
              {lessons.player.stopTraining}
            </button>
          </p>
        ) : null}
        {body === "" ? null : (
          <p>
            <MarkedText text={body} />
          </p>
        )}
        {action === "" ? null : (
          <p className="action">
            <MarkedText text={action} />
          </p>
        )}
      </div>
      {hasBars ? (
        <>
          <Digit name={label === undefined ? "" : nameOf(label)} />
          <SlideBars answers={answers} unit={unit} hidden={hidden} />
        </>
      ) : null}
      {hasPanel ? (
        <div className="slide-panel">
          {panel === "link" || region === null ? (
            <LinkPanel />
          ) : (
            <RegionOnSlide region={region} answers={answers} width={width} />
          )}
        </div>
      ) : null}
      {asked ? (
        <ClassAnswers
          lesson={lesson.id}
          card={asked.card.id}
          options={texts[asked.card.id]?.options?.(figures) ?? []}
          right={asked.isOpen && isHidden ? null : rightOf(asked.card, figures)}
          isOpen={asked.isOpen}
        />
      ) : (
        <Sliders names={words.answers.list(dropped.map(nameOf))} />
      )}
      <LessonFoot lesson={lesson} n={n} />
      {isFrozen ? (
        <p className="slide-frozen" role="status" {...untranslated}>
          {lecture.frozen}
        </p>
      ) : null}
      {open === "keys" ? <LessonKeyList asks={asked?.isOpen ?? false} /> : null}
      {open === "table" ? <SlideTable answers={answers} /> : null}
    </main>
  );
}
