/** A lesson: its card, and beside it what the card is about. */

import figuresOfLessons from "virtual:lesson-figures";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { lessons } from "../../lessons/course/index.ts";
import type { Card, Lesson, LessonText } from "../../lessons/lesson.ts";
import type { LessonState } from "../../lessons/lessonState.ts";
import type { Control, ControlMask, ControlState } from "../../places/controls.ts";
import { withLabView } from "../../places/labView.ts";
import { addressOf } from "../../places/place.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { shownView } from "../frame/shownAddress.ts";
import { useOpenedReports } from "../report/openedReports.ts";
import { CardRegions } from "./CardRegions.tsx";
import { Formula } from "./Formula.tsx";
import { LessonCard } from "./LessonCard.tsx";
import { useLessons } from "./lessonProgress.ts";
import { beginLesson, joined, openScene } from "./openScene.ts";
import { useLessonState } from "./shownState.ts";

/** The controls of a lesson on one of its cards: what any card leaves free or gives a reason for is shown. */
export function maskOf({ cards }: Lesson, card: Card, { locked = {} }: LessonText): ControlMask {
  const shown = new Set([...cards.flatMap(({ free = [] }) => free), ...(Object.keys(locked) as Control[])]);
  const stateIn = (control: Control): ControlState => (card.free?.includes(control) ? "free" : "locked");
  return {
    others: "hidden",
    named: Object.fromEntries([...shown].map((control) => [control, stateIn(control)])),
    reasons: locked,
  };
}

const NO_LESSON = { id: "", n: 0 };

/**
 * Shows the scenes of the cards.
 * @returns whether another run trains, so that none can be shown, and whether the card's scene is: what is done counts from
 * then on
 */
function useScenes(lesson: Lesson, n: number): { readonly isBlocked: boolean; readonly isShown: boolean } {
  const store = usePlaygroundStore();
  const isIdle = usePlayground(({ phase }) => phase === "idle");
  const [isBlocked, setBlocked] = useState(false);
  const [ready, setReady] = useState(NO_LESSON);
  const shown = useRef(NO_LESSON);
  useEffect(() => {
    let isCurrent = true;
    const { id, cards } = lesson;
    const before = shown.current;
    if (before.id === id && before.n === n) return;
    const isNext = before.id === id && n === before.n + 1;
    const scene = isNext ? (cards[n - 1]?.scene ?? {}) : joined(cards.slice(0, n).map((card) => card.scene));
    const show = async () => {
      if (before.id !== id && isIdle) await beginLesson(store, cards[0]!.scene!.preset!);
      if (!isCurrent) return;
      const isFree = openScene(store, scene, () => setReady({ id, n }));
      setBlocked(!isFree);
      if (isFree) shown.current = { id, n };
    };
    show();
    return () => {
      isCurrent = false;
    };
  }, [lesson, n, store, isIdle]);
  return { isBlocked, isShown: ready.id === lesson.id && ready.n === n };
}

/** Locks the controls of the card, and hides the student's answer where the card does, as long as it is shown. */
function useMask(lesson: Lesson, card: Card, text: LessonText): void {
  const choose = usePage((page) => page.choose);
  useEffect(() => {
    choose({
      mask: maskOf(lesson, card, text),
      hides: card.hidesTeacher ? "both" : card.hidesStudent ? "student" : "none",
      detail: null,
    });
  }, [lesson, card, text, choose]);
  useEffect(() => () => choose({ mask: null, hides: "none" }), [choose]);
}

function Why(props: {
  readonly lesson: Lesson;
  readonly text: LessonText;
  readonly figures: unknown;
  readonly state: LessonState;
}): ReactNode {
  const { lesson, text, figures, state } = props;
  const { player: words } = useLaterWords().lessons;
  return (
    <div className="lesson-why">
      <details>
        <summary>{words.why}</summary>
        <p>
          <Formula formula={lesson.formula(figures, state)} />
        </p>
        <p>{text.why(figures, state)}</p>
      </details>
      <details>
        <summary>{words.paper}</summary>
        <p>{text.paper(figures)}</p>
      </details>
    </div>
  );
}

/** The way from card to card. */
function Steps(props: { readonly lesson: Lesson; readonly n: number; readonly isDone: boolean }): ReactNode {
  const { lesson, n, isDone } = props;
  const { player: words } = useLaterWords().lessons;
  const addressAt = (card: number) => addressOf({ kind: "lesson", lesson: lesson.id, card });
  const go = (card: number) => {
    location.hash = addressAt(card);
  };
  const isLast = n === lesson.cards.length;
  const after = lessons[lessons.indexOf(lesson) + 1];
  return (
    <div className="lesson-steps">
      <button type="button" disabled={n === 1} onClick={() => go(n - 1)}>
        {words.back}
      </button>
      <span className="grow" />
      {isLast || isDone ? null : (
        <button type="button" className="quiet" onClick={() => go(n + 1)}>
          {words.skip}
        </button>
      )}
      {isLast ? (
        <a
          className="button primary"
          href={addressOf({ kind: "lesson", lesson: after?.id ?? null, card: after ? 1 : null })}
        >
          {after ? words.nextLesson : words.all}
        </a>
      ) : (
        <button type="button" className="primary" disabled={!isDone} onClick={() => go(n + 1)}>
          {words.next}
        </button>
      )}
    </div>
  );
}

/** The ways on from the last card: into the lab with the state that is shown, and to the report of what was guessed. */
function IntoLab(): ReactNode {
  const { player: words } = useLaterWords().lessons;
  const store = usePlaygroundStore();
  usePage();
  usePlayground(({ run, experiment }) => run?.experiment ?? experiment);
  const address = withLabView(
    addressOf({ kind: "lab", preset: null }),
    shownView(usePage.getState(), store.getState()),
  );
  return (
    <p>
      <a className="button" href={address}>
        {words.openLab}
      </a>{" "}
      <button type="button" onClick={() => useOpenedReports.setState({ dialog: "hand-in" })}>
        {words.handIn}
      </button>
    </p>
  );
}

/** @param props.n the card, from 1; one that the lesson does not have is its last */
export function LessonPage({ lesson, n: asked }: { readonly lesson: Lesson; readonly n: number }): ReactNode {
  const { player: words } = useLaterWords().lessons;
  const tag = usePage((page) => page.words.tag);
  const { cards } = lesson;
  const n = Math.min(asked, cards.length);
  const card = cards[n - 1]!;
  const text = lesson.texts[tag];
  const figures = figuresOfLessons[lesson.id];
  const state = useLessonState(card);
  const { isBlocked, isShown } = useScenes(lesson, n);
  const stop = usePlayground((one) => one.stop);
  useMask(lesson, card, text);
  const progress = useLessons((all) => all.progress[lesson.id]);
  const open = useLessons((all) => all.open);
  useEffect(() => open(lesson.id, n), [open, lesson, n]);
  const number = lessons.indexOf(lesson);
  const isDone = card.kind === "look" || card.kind === "lab" || (progress?.done.includes(card.id) ?? false);
  const before = cards[n - 2];
  const guess = before?.kind === "predict" ? progress?.chosen[before.id] : undefined;
  const reply = useMemo(
    () => (before && guess !== undefined ? (text.cards[before.id]?.replies?.(figures)[guess] ?? "") : ""),
    [before, guess, text, figures],
  );
  const after = cards[n];
  const came = after ? (text.cards[after.id]?.title(figures) ?? "") : "";
  return (
    <main className="lesson">
      <section className="lesson-card" aria-label={text.title}>
        <p className="hint">
          <a href={addressOf({ kind: "lesson", lesson: null, card: null })}>{words.all}</a>{" "}
          {words.place(number, lessons.length - 1, lesson.minutes)}
        </p>
        <h1 className="unseen">{text.title}</h1>
        <div className="lesson-dots" role="img" aria-label={words.card(n, cards.length)}>
          {cards.map(({ id }, i) => (
            <i key={id} className={i < n ? "on" : ""} />
          ))}
        </div>
        {isBlocked ? (
          <div className="notice" role="status">
            <p>{words.whileTraining}</p>
            <button type="button" onClick={stop}>
              {words.stopTraining}
            </button>
          </div>
        ) : null}
        <LessonCard
          lesson={lesson.id}
          {...{ card, figures, state, reply, came, isShown }}
          text={text.cards[card.id]!}
        />
        {card.kind === "lab" ? <IntoLab /> : null}
        {/* Both may tell what is to be guessed. */}
        {card.kind === "predict" ? <div className="lesson-why" /> : <Why {...{ lesson, text, figures, state }} />}
        <Steps {...{ lesson, n, isDone }} />
      </section>
      <CardRegions card={card} figures={figures} />
    </main>
  );
}
