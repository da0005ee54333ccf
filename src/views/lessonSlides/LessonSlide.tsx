/** One card of a lesson as a slide: its title and text in large type, the digit, the bars, one region, and its question. */

import figuresOfLessons from "virtual:lesson-figures";
import { type ReactNode, useEffect, useRef } from "react";
import type { Lesson } from "../../lessons/lesson.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { FootEnd } from "../lecture/Foot.tsx";
import { useLecture } from "../lecture/lectureState.ts";
import { SlideTable } from "../lecture/SlideDialogs.tsx";
import { useSlideSize } from "../lecture/slideSize.ts";
import { hiddenOn } from "../player/cardScene.ts";
import { MarkedText } from "../player/MarkedText.tsx";
import { useLessonState } from "../player/shownState.ts";
import { useTemperature } from "../shown/shownExperiment.ts";
import { useShownAnswers } from "../softTargets/shownAnswers.ts";
import { ClassAnswers } from "./ClassAnswers.tsx";
import { askedOn, keysOf, rightOf, type SlideView } from "./cardOnSlide.ts";
import { LessonKeyList } from "./LessonKeyList.tsx";
import { RegionOnSlide } from "./RegionOnSlide.tsx";
import { Arms, Knobs, knobsOf, SettingsLine, useHasBias } from "./SlideControls.tsx";
import type { SlideCommand } from "./slideKeys.ts";

/** The last line: which card of which lesson this is, what a key could not do, and the ways to the keys and out. */
function LessonFoot(props: {
  readonly lesson: Lesson;
  readonly n: number;
  readonly views: { readonly at: number; readonly of: number };
  act(command: SlideCommand): void;
}): ReactNode {
  const { lesson, n, views, act } = props;
  const { lecture, lessons } = useLaterWords();
  const tag = usePage((page) => page.words.tag);
  const { cards } = lesson;
  return (
    <footer className="slide-foot">
      <div className="slide-beats" aria-hidden="true">
        {cards.map(({ id }, i) => (
          <i key={id} className={i + 1 === n ? "on" : ""} />
        ))}
      </div>
      <span>{lessons.player.card(n, cards.length)}</span>
      <FootEnd source={lesson.texts[tag].title}>
        {views.of > 1 ? (
          <button type="button" onClick={() => act({ id: "panel" })}>
            <kbd>C</kbd> {lecture.lessonSlide.view(views.at + 1, views.of)}
          </button>
        ) : null}
      </FootEnd>
    </footer>
  );
}

export interface LessonSlideProps {
  readonly lesson: Lesson;
  readonly n: number;
  /** what stands beside the text; null where the card has nothing else */
  readonly view: SlideView | null;
  /** which of the card's views this is, from 0, and how many there are */
  readonly views: { readonly at: number; readonly of: number };
  /** what the card hides is still hidden */
  readonly isHidden: boolean;
  /** another run trains, so that the card's cannot be shown */
  readonly isBlocked: boolean;
  act(command: SlideCommand): void;
}

/** The title of the card, what it says, and what is to be done. */
function CardText({ lesson, n, isBlocked }: Pick<LessonSlideProps, "lesson" | "n" | "isBlocked">): ReactNode {
  const { lessons } = useLaterWords();
  const tag = usePage((page) => page.words.tag);
  const stop = usePlayground((state) => state.stop);
  const card = lesson.cards[n - 1]!;
  const state = useLessonState(card);
  const figures = figuresOfLessons[lesson.id];
  const text = lesson.texts[tag].cards[card.id]!;
  const body = text.body?.(figures) ?? "";
  const action = text.action?.(figures, state) ?? "";
  return (
    <>
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
            {keysOf(card).map((keys) => (
              <kbd key={keys} {...untranslated}>
                {keys}
              </kbd>
            ))}
          </p>
        )}
      </div>
    </>
  );
}

/** The share of the slide's width, in units, that a region has. */
function widthOf(view: SlideView, isWide: boolean, panel: number): number {
  const whole = isWide ? 1208 : 968;
  if (view.length === 1) return whole;
  if (view[1] === "claims") return (2 * (whole - 32)) / 5;
  return view.includes("bars") || view.includes("link") ? panel : (whole - 32) / 2;
}

export function LessonSlide(props: LessonSlideProps): ReactNode {
  const { lesson, n, view, views, isHidden, isBlocked, act } = props;
  const words = useWords();
  const { lecture } = useLaterWords();
  const { isFrozen, open } = useLecture();
  const { unit, isWide, panel } = useSlideSize();
  const answers = useShownAnswers();
  const hasTemperature = useTemperature() !== null;
  const hasBias = useHasBias();
  const main = useRef<HTMLElement>(null);
  useEffect(() => main.current?.focus(), []);
  const card = lesson.cards[n - 1]!;
  const figures = figuresOfLessons[lesson.id];
  const runTexts = lesson.texts[words.tag].cards[card.id]?.runs?.(figures);
  const runs = card.runs && runTexts ? { runs: card.runs(figures), texts: runTexts } : null;
  const asked = askedOn(lesson, n);
  const isOpen = asked?.isOpen ?? false;
  const hidden = isHidden ? hiddenOn(card) : "none";
  const knobs = isOpen ? [] : knobsOf(card, hasTemperature, hasBias);
  // The question stands below what needs the slide's width.
  const isBeside = asked !== null && view?.length === 1 && view[0] === "bars";
  const shape = {
    wide: isWide,
    "with-bars": view?.[0] === "bars",
    "with-claims": view?.[1] === "claims",
    "with-link": view?.includes("link") ?? false,
    single: view?.length === 1,
    beside: isBeside,
    "text-only": view === null,
  };
  const classes = Object.entries(shape).flatMap(([name, is]) => (is ? [name] : []));
  const saysTemperature = !knobs.includes("temperature");
  return (
    <main ref={main} className={["slide of-lesson", ...classes].join(" ")} tabIndex={-1} aria-label={lecture.region}>
      <CardText {...{ lesson, n, isBlocked }} />
      {view ? (
        <div className="slide-regions">
          {view.map((region) => (
            <div key={region} className={`slide-panel of-${region}`}>
              <RegionOnSlide
                {...{ card, region, runs, answers, hidden, unit, saysTemperature }}
                width={widthOf(view, isWide, panel)}
              />
            </div>
          ))}
        </div>
      ) : null}
      <div className="slide-tools">
        {card.shows.includes("settings") ? <SettingsLine /> : null}
        {card.shows.includes("arms") ? <Arms /> : null}
        <Knobs knobs={knobs} names={words.answers.list(answers.dropped.map(answers.nameOf))} />
      </div>
      {asked ? (
        <ClassAnswers
          lesson={lesson.id}
          card={asked.card.id}
          options={lesson.texts[words.tag].cards[asked.card.id]?.options?.(figures) ?? []}
          right={isOpen && isHidden ? null : rightOf(asked.card, figures)}
          isOpen={isOpen}
        />
      ) : null}
      <LessonFoot {...{ lesson, n, views, act }} />
      {isFrozen ? (
        <p className="slide-frozen" role="status" {...untranslated}>
          {lecture.frozen}
        </p>
      ) : null}
      {open === "keys" ? <LessonKeyList asks={isOpen} act={act} /> : null}
      {open === "table" ? <SlideTable answers={answers} /> : null}
    </main>
  );
}
