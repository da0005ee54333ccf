/** A lesson in lecture mode: each of its cards is a slide, moved by keys, and the class's guesses are counted in. */

import figuresOfLessons from "virtual:lesson-figures";
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import { lessonById } from "../../lessons/course/index.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { addressOf, readPlace } from "../../places/place.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { recordedLike } from "../../session/run/recordedRuns.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlaygroundStore } from "../elements/storeContexts.ts";
import { leaveLecture, perform } from "../lecture/commands.ts";
import { useLecture } from "../lecture/lectureState.ts";
import { useLectureAddress, usePlaying, useRestingPointer, useSlideKeys } from "../lecture/lectureWindow.ts";
import { useScenes } from "../lessons/cardScene.ts";
import { useProbe } from "../shown/chosenProbe.ts";
import { askedOn, slideRegions } from "./cardOnSlide.ts";
import { LessonSlide } from "./LessonSlide.tsx";
import { useSlideCounts } from "./slideCounts.ts";
import { type SlideCommand, slideCommandOf } from "./slideKeys.ts";
import "../../styles/lecture.css";
import "../../styles/lessons.css";

/** Fetches the recorded runs of all cards, so that the lesson goes on without a network. */
function useKeptRecordings({ cards }: Lesson, store: StoreApi<Playground>): void {
  useEffect(() => {
    for (const preset of new Set(cards.flatMap(({ scene }) => scene?.preset ?? []))) {
      const recorded = recordedLike(presetById(preset).experiment);
      if (recorded) store.getState().keepRecording(recorded);
    }
  }, [cards, store]);
}

/** Another address that the browser goes to, and that is no lecture of a lesson, is shown as what it is. */
function useLeavingAddress(): void {
  useEffect(() => {
    const follow = () => {
      const isOfLesson = readPlace(location.hash).kind === "lesson";
      if (!isOfLesson || new URLSearchParams(location.search).get("mode") !== "lecture") leaveLecture();
    };
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
}

function LectureOf({ lesson, n: asked }: { readonly lesson: Lesson; readonly n: number }): ReactNode {
  const store = usePlaygroundStore();
  const { cards, id } = lesson;
  const n = Math.min(asked, cards.length);
  const card = cards[n - 1]!;
  const image = useProbe()?.index ?? 0;
  const isRevealed = useSlideCounts(({ all }) => all[id]?.revealed.includes(card.id) ?? false);
  const asks = askedOn(lesson, n)?.isOpen ?? false;
  const hides = (card.hidesStudent ?? false) || (card.hidesTeacher ?? false);
  const isHidden = (hides || asks) && !isRevealed;
  const regions = slideRegions(card, hides && isHidden);
  const [turned, setTurned] = useState({ card: "", by: 0 });
  const region = regions[(turned.card === card.id ? turned.by : 0) % Math.max(1, regions.length)] ?? null;
  const isBlack = useLecture((state) => state.isBlack);
  const { isBlocked } = useScenes(lesson, n);
  const rests = useRestingPointer();
  useLectureAddress();
  useLeavingAddress();
  usePlaying(store);
  useKeptRecordings(lesson, store);
  // Before the card is painted: an answer that it hides is not to be seen for a moment.
  useLayoutEffect(() => {
    useLecture.getState().change({ hides: hides && isHidden });
  }, [hides, isHidden]);
  useLayoutEffect(() => {
    const shown = { told: "", isPlaying: false, showsSliders: true } as const;
    useLecture.getState().change({ ...shown, panel: card.kind === "lab" ? "link" : "numbers" });
  }, [card]);

  const go = (to: number) => {
    // Without an entry for each card: Back leaves the slides.
    if (to >= 1 && to <= cards.length) location.replace(addressOf({ kind: "lesson", lesson: id, card: to }));
  };
  const options = asks ? (lesson.texts.en.cards[card.id]?.options?.(figuresOfLessons[id]).length ?? 0) : 0;
  const act = (command: SlideCommand) => {
    const { isFrozen, isBlack: wasBlack, panel, change } = useLecture.getState();
    const isOwn = ["beat", "count", "clear", "predict", "panel"].includes(command.id);
    if (!isOwn || wasBlack || isFrozen) {
      if (command.id === "count" || command.id === "clear") change({ isBlack: false });
      else perform(store, command, image);
      return;
    }
    const { add, clear, reveal } = useSlideCounts.getState();
    if (command.id === "beat") go(n + command.by);
    if (command.id === "count") add(id, card.id, command.option, command.by);
    if (command.id === "clear") clear(id, card.id);
    if (command.id === "predict" && (hides || asks)) reveal(id, card.id);
    if (command.id === "panel" && panel === "link") change({ panel: "numbers" });
    else if (command.id === "panel") setTurned({ card: card.id, by: (turned.card === card.id ? turned.by : 0) + 1 });
  };
  useSlideKeys((event) => {
    const command = slideCommandOf(event, options);
    if (command) act(command);
    return command !== null;
  });
  return (
    <div className={rests ? "lecture rests" : "lecture"}>
      <LessonSlide {...{ lesson, n, region, isHidden, isBlocked }} />
      {isBlack ? <div className="slide-black" /> : null}
    </div>
  );
}

/** @param props.id the lesson of the address @param props.card its card, from 1; null for the first */
export default function LessonLecture(props: { readonly id: string; readonly card: number | null }): ReactNode {
  const lesson = lessonById(props.id);
  // The list says that there is no such lesson.
  useEffect(() => {
    if (!lesson) usePage.getState().choose({ lecture: false });
  }, [lesson]);
  return lesson ? <LectureOf key={lesson.id} lesson={lesson} n={props.card ?? 1} /> : null;
}
