/** What a card does to the page as long as it is open: its scene is shown, its controls are locked, answers are hidden. */

import { useEffect, useRef, useState } from "react";
import { laterWords } from "../../i18n/laterWords.ts";
import type { Card, Played, PlayedText } from "../../lessons/lesson.ts";
import type { Control, ControlMask, ControlState, Hidden } from "../../places/controls.ts";
import { maskWithin, readEmbedding } from "../../places/embedding.ts";
import { isEmbedded } from "../../places/frame.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { beginLesson, joined, openScene } from "./openScene.ts";

/** The controls of a lesson on one of its cards: what any card leaves free or gives a reason for is shown. */
export function maskOf(
  { cards, controls, hidesSentence = false }: Played,
  card: Card,
  { locked = {}, lockedLanguages = {} }: PlayedText,
): ControlMask {
  if (controls) {
    const reasons = { reasons: locked, reasonLanguages: lockedLanguages };
    return { others: "free", named: controls, ...reasons, hidesSentence, isComposed: true };
  }
  const shown = new Set([...cards.flatMap(({ free = [] }) => free), ...(Object.keys(locked) as Control[])]);
  const stateIn = (control: Control): ControlState => (card.free?.includes(control) ? "free" : "locked");
  return {
    others: "hidden",
    named: Object.fromEntries([...shown].map((control) => [control, stateIn(control)])),
    reasons: locked,
  };
}

/** A mask as it holds on this page: in a frame of another site with what that locks and hides. */
export function maskHere(mask: ControlMask | null): ControlMask | null {
  if (!isEmbedded()) return mask;
  return maskWithin(readEmbedding(location.search), mask, laterWords[usePage.getState().words.tag].embed.locked);
}

/** Whose answers a card hides. */
export function hiddenOn({ hidesTeacher, hidesStudent }: Card): Hidden {
  return hidesTeacher ? "both" : hidesStudent ? "student" : "none";
}

const NO_LESSON = { id: "", n: 0 };

/** How far the scenes of a lesson are. */
interface ShownScenes {
  /** another run trains, so that no scene can be shown */
  readonly isBlocked: boolean;
  /** the card's scene is shown: what is done counts from then on */
  readonly isShown: boolean;
  /** what stands beside the card is still of what was open before the lesson */
  readonly isOpening: boolean;
}

/** Shows the scenes of the cards. */
export function useScenes(lesson: Played, n: number): ShownScenes {
  const store = usePlaygroundStore();
  const isIdle = usePlayground(({ phase }) => phase === "idle");
  const [isBlocked, setBlocked] = useState(false);
  const [opened, setOpened] = useState("");
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
      if (before.id !== id && isIdle) await beginLesson(store, cards[0]!.scene!);
      if (!isCurrent) return;
      const isFree = openScene(store, scene, () => setReady({ id, n }));
      setBlocked(!isFree);
      setOpened(id);
      if (isFree) shown.current = { id, n };
    };
    show();
    return () => {
      isCurrent = false;
    };
  }, [lesson, n, store, isIdle]);
  return {
    isBlocked,
    isShown: ready.id === lesson.id && ready.n === n,
    isOpening: opened !== lesson.id,
  };
}

/**
 * Locks the controls of the card, and hides the student's answer where the card does, as long as it is shown.
 * @param isHidden false where what the card hides has been revealed
 */
export function useMask(lesson: Played, card: Card, text: PlayedText, isHidden = true): void {
  const choose = usePage((page) => page.choose);
  useEffect(() => {
    choose({
      mask: maskHere(maskOf(lesson, card, text)),
      hides: isHidden ? hiddenOn(card) : "none",
      detail: null,
    });
  }, [lesson, card, text, isHidden, choose]);
  useEffect(() => () => choose({ mask: maskHere(null), hides: "none" }), [choose]);
}
