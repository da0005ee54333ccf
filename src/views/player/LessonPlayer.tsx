/** Plays a lesson: its card, and beside it what the card is about. */

import { type ReactNode, useEffect, useMemo } from "react";
import type { Card, Played } from "../../lessons/lesson.ts";
import type { LessonState } from "../../lessons/lessonState.ts";
import { withLabView } from "../../places/labView.ts";
import { addressOf, readPlace } from "../../places/place.ts";
import { lastSettingsOf, sameButLiveSettings } from "../../session/run/liveSettings.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { shownView } from "../frame/shownAddress.ts";
import { useOpenedReports } from "../report/openedReports.ts";
import { CardRegions } from "./CardRegions.tsx";
import { useMask, useScenes } from "./cardScene.ts";
import { LessonCard } from "./LessonCard.tsx";
import { useLessons } from "./lessonProgress.ts";
import { useLessonState } from "./shownState.ts";

/** A link to what follows a lesson. */
export interface Onward {
  readonly address: string;
  readonly label: string;
}

/** The way from card to card. */
function Steps(props: {
  readonly n: number;
  readonly cards: number;
  readonly isDone: boolean;
  readonly onward: Onward | null;
  readonly go: (card: number) => void;
}): ReactNode {
  const { n, cards, isDone, onward, go } = props;
  const { player: words } = useLaterWords().lessons;
  const isLast = n === cards;
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
      {!isLast ? (
        <button type="button" className="primary" disabled={!isDone} onClick={() => go(n + 1)}>
          {words.next}
        </button>
      ) : onward ? (
        <a className="button primary" href={onward.address}>
          {onward.label}
        </a>
      ) : null}
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
    <p className="lesson-ends">
      <a className="button" href={address}>
        {words.openLab}
      </a>
      <button type="button" onClick={() => useOpenedReports.setState({ dialog: "hand-in" })}>
        {words.handIn}
      </button>
    </p>
  );
}

/**
 * When a lesson is left for the lab itself, the sliders go back to what the shown run was trained with: a training that is
 * begun there would else take what a card had asked for. A link into the lab has the state of the lesson.
 */
function useSettingsOfRunInLab(): void {
  const store = usePlaygroundStore();
  useEffect(
    () => () => {
      const place = readPlace(location.hash);
      const { run, experiment, phase, edit } = store.getState();
      if (place.kind !== "lab" || place.preset !== null || phase !== "idle" || !run) return;
      if (sameButLiveSettings(run.experiment, experiment)) edit(() => lastSettingsOf(run));
    },
    [store],
  );
}

/** What the player shows of a lesson. */
export interface PlayerProps {
  readonly lesson: Played;
  readonly figures: unknown;
  /** the card, from 1; one that the lesson does not have is its last */
  readonly n: number;
  readonly go: (card: number) => void;
  /** stands beside the link to all lessons */
  readonly place: string;
  readonly onward: Onward | null;
  /** closes a lesson that no address names, when the link to all lessons is followed */
  readonly leave?: () => void;
  /** what a card tells besides, below its text */
  readonly why?: (card: Card, state: LessonState) => ReactNode;
}

/** The player. */
export function LessonPlayer(props: PlayerProps): ReactNode {
  const { lesson, figures, n: asked, go, place, onward, leave, why } = props;
  const { player: words } = useLaterWords().lessons;
  const tag = usePage((page) => page.words.tag);
  const { cards } = lesson;
  const n = Math.min(asked, cards.length);
  const card = cards[n - 1]!;
  const text = lesson.texts[tag];
  const state = useLessonState(card);
  const { isBlocked, isShown, isOpening } = useScenes(lesson, n);
  const stop = usePlayground((one) => one.stop);
  useMask(lesson, card, text);
  useSettingsOfRunInLab();
  const progress = useLessons((all) => all.progress[lesson.id]);
  const open = useLessons((all) => all.open);
  useEffect(() => open(lesson.id, n), [open, lesson, n]);
  const isDone = card.kind === "look" || card.kind === "lab" || (progress?.done.includes(card.id) ?? false);
  const before = cards[n - 2];
  const guess = before?.kind === "predict" ? progress?.chosen[before.id] : undefined;
  const reply = useMemo(
    () => (before && guess !== undefined ? (text.cards[before.id]?.replies?.(figures)[guess] ?? "") : ""),
    [before, guess, text, figures],
  );
  const replyLanguage = before ? text.cards[before.id]?.languages?.replies : undefined;
  const own = text.cards[card.id]!;
  const namesOfRuns = useMemo(() => own.runs?.(figures), [own, figures]);
  const after = cards[n];
  const came = own.came?.(figures) ?? (after ? (text.cards[after.id]?.title(figures) ?? "") : "");
  return (
    <main className="lesson">
      <section className="lesson-card" aria-label={text.title}>
        <p className="hint">
          <a href={addressOf({ kind: "lesson", lesson: null, card: null })} onClick={leave}>
            {words.all}
          </a>{" "}
          {place}
        </p>
        <h1 className="unseen" lang={text.titleLanguage}>
          {text.title}
        </h1>
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
        <LessonCard lesson={lesson.id} {...{ card, figures, state, reply, replyLanguage, came, isShown }} text={own} />
        {card.kind === "lab" ? <IntoLab /> : null}
        {why?.(card, state) ?? <div className="lesson-why" />}
        <Steps {...{ n, isDone, onward, go }} cards={cards.length} />
      </section>
      <CardRegions {...{ card, figures, isOpening, namesOfRuns }} />
    </main>
  );
}
