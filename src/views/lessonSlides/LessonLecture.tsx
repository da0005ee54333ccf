/** A lesson in lecture mode: each of its cards is a slide, moved by keys, and the class's guesses are counted in. */

import figuresOfLessons from "virtual:lesson-figures";
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import { armsOf } from "../../domain/experiment.ts";
import { lessonById } from "../../lessons/course/index.ts";
import type { Card, Lesson } from "../../lessons/lesson.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { addressOf, type Place } from "../../places/place.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { recordedLike } from "../../session/run/recordedRuns.ts";
import { usePage } from "../elements/pageChoices.ts";
import { stopsOf } from "../elements/sliderStops.ts";
import { usePlaygroundStore } from "../elements/storeContexts.ts";
import { hasTrainingToPlay, leaveLecture, nextStop, perform } from "../lecture/commands.ts";
import { useLecture } from "../lecture/lectureState.ts";
import {
  useLeavingAddress,
  useLectureAddress,
  usePlaying,
  useRestingPointer,
  useSlideKeys,
} from "../lecture/lectureWindow.ts";
import { useMask, useScenes } from "../player/cardScene.ts";
import { useProbe } from "../shown/chosenProbe.ts";
import { askedOn, canDrop, type SlideView, slideViews } from "./cardOnSlide.ts";
import { LessonSlide } from "./LessonSlide.tsx";
import { useSlideCounts } from "./slideCounts.ts";
import { type SlideCommand, slideCommandOf } from "./slideKeys.ts";
import "../../styles/lecture.css";
import "../../styles/details.css";
import "../../styles/hinton2015.css";
import "../../styles/lessons/player.css";
import "../../styles/networks.css";
import "../../styles/pictures.css";
import "../../styles/resultParts.css";
import "../../styles/lessons/slides.css";

/** Fetches the recorded runs of all cards, so that the lesson goes on without a network. */
function useKeptRecordings({ cards }: Lesson, store: StoreApi<Playground>): void {
  useEffect(() => {
    for (const preset of new Set(cards.flatMap(({ scene }) => scene?.preset ?? []))) {
      const recorded = recordedLike(presetById(preset).experiment);
      if (recorded) store.getState().keepRecording(recorded);
    }
  }, [cards, store]);
}

/** Whether slides of a lesson are what an address shows. */
const isOfLesson = ({ kind }: Place) => kind === "lesson";

/** The commands that a lesson's slide carries out in its own way. */
const OWN: ReadonlySet<string> = new Set(["beat", "count", "clear", "predict", "panel", "arm", "weight"]);

/** Shows the student of the next arm, or of the one before; after the last one comes the first. */
function showNextArm(store: StoreApi<Playground>, by: 1 | -1): void {
  const { run, experiment, shownArm, showArm } = store.getState();
  const arms = armsOf(run?.experiment ?? experiment);
  showArm(arms[(Math.max(0, arms.indexOf(shownArm)) + by + arms.length) % arms.length]!);
}

/** Moves the soft-target weight where the card leaves it free, by one stop of its slider. */
function moveWeight(store: StoreApi<Playground>, { free = [] }: Card, by: 1 | -1): void {
  const { experiment, setLive } = store.getState();
  const { id, params } = experiment.method;
  const param = methodById(id).params["softWeight"];
  if (!free.includes("param.softWeight") || param?.kind !== "number") return;
  setLive("softWeight", nextStop(stopsOf(param), Number(params["softWeight"] ?? param.default), by));
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
  const views = slideViews(card, hides && isHidden);
  const [turned, setTurned] = useState({ card: "", by: 0 });
  const at = (turned.card === card.id ? turned.by : 0) % Math.max(1, views.length);
  const isLink = useLecture(({ panel }) => panel === "link");
  const withLink: SlideView = card.answers === false ? ["link"] : ["bars", "link"];
  const view = isLink ? withLink : (views[at] ?? null);
  const isBlack = useLecture((state) => state.isBlack);
  const { isBlocked } = useScenes(lesson, n);
  const rests = useRestingPointer();
  useMask(lesson, card, lesson.texts[usePage((page) => page.words.tag)], isHidden);
  useLectureAddress();
  useLeavingAddress(isOfLesson);
  usePlaying(store);
  useKeptRecordings(lesson, store);
  // Before the card is painted: an answer that it hides is not to be seen for a moment.
  useLayoutEffect(() => {
    useLecture.getState().change({ hides: hides && isHidden });
  }, [hides, isHidden]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each card begins like this
  useLayoutEffect(() => {
    useLecture
      .getState()
      .change({ told: "", isPlaying: false, hasPlayed: false, showsSliders: true, panel: "numbers" });
  }, [card]);

  const go = (to: number) => {
    // Without an entry for each card: Back leaves the slides.
    if (to >= 1 && to <= cards.length) location.replace(addressOf({ kind: "lesson", lesson: id, card: to }));
  };
  const options = asks ? (lesson.texts.en.cards[card.id]?.options?.(figuresOfLessons[id]).length ?? 0) : 0;
  const act = (command: SlideCommand) => {
    // Cards that follow have no scene for another run.
    if (command.id === "drop" && !canDrop(card, command.class)) return;
    const { isFrozen, isBlack: wasBlack, panel, open, change } = useLecture.getState();
    if (wasBlack) return change({ isBlack: false });
    if (isFrozen && OWN.has(command.id)) return;
    const { add, clear, reveal } = useSlideCounts.getState();
    if (OWN.has(command.id)) change({ told: "" });
    switch (command.id) {
      case "beat":
        return go(n + command.by);
      case "count":
        return add(id, card.id, command.option, command.by);
      case "clear":
        return clear(id, card.id);
      case "predict":
        return hides || asks ? reveal(id, card.id) : undefined;
      case "arm":
        return card.shows.includes("arms") ? showNextArm(store, command.by) : undefined;
      case "weight":
        return moveWeight(store, card, command.by);
      case "notes":
        // The card's text stands on the slide.
        return;
      case "play":
        return hasTrainingToPlay(store) ? perform(store, command, image) : go(n + 1);
      case "panel":
        if (panel === "link") change({ panel: "numbers" });
        else setTurned({ card: card.id, by: (turned.card === card.id ? turned.by : 0) + 1 });
        return;
      case "close":
        // What the card hides stays hidden.
        return open || panel === "link" ? perform(store, command, image) : leaveLecture();
      default:
        perform(store, command, image);
    }
  };
  useSlideKeys((event) => {
    const command = slideCommandOf(event, options);
    if (command) act(command);
    return command !== null;
  });
  return (
    <div className={rests ? "lecture rests" : "lecture"}>
      <LessonSlide {...{ lesson, n, view, isHidden, isBlocked, act }} views={{ at, of: views.length }} />
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
