/** A lesson: its card, and beside it what the card is about. */

import figuresOfLessons from "virtual:lesson-figures";
import { type ReactNode, useEffect, useMemo } from "react";
import { lessons } from "../../lessons/course/index.ts";
import type { Lesson, LessonText } from "../../lessons/lesson.ts";
import type { LessonState } from "../../lessons/lessonState.ts";
import { withLabView } from "../../places/labView.ts";
import { addressOf } from "../../places/place.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { shownView } from "../frame/shownAddress.ts";
import { useOpenedReports } from "../report/openedReports.ts";
import { CardRegions } from "./CardRegions.tsx";
import { useMask, useScenes } from "./cardScene.ts";
import { Formula } from "./Formula.tsx";
import { LessonCard } from "./LessonCard.tsx";
import { useLessons } from "./lessonProgress.ts";
import { useLessonState } from "./shownState.ts";

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
