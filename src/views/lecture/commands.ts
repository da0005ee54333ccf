/** What the keys, the sliders and the buttons of a lecture do. */

import type { StoreApi } from "zustand";
import type { Experiment } from "../../domain/experiment.ts";
import type { Messages } from "../../i18n/en.ts";
import { laterWords } from "../../i18n/laterWords.ts";
import { MAX_BIAS } from "../../math/classBias.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { SCALES } from "../../places/labView.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { biasableClasses } from "../../session/run/biasedRun.ts";
import { shownSteps } from "../../session/run/runAtStep.ts";
import { shownStudent } from "../../session/run/runSelectors.ts";
import { usePage } from "../elements/pageChoices.ts";
import { recordedWithout } from "../shown/recordedWithout.ts";
import { showRecorded } from "../shown/showRecorded.ts";
import { classNameIn } from "../statements/classNames.ts";
import { PANELS, type Panel } from "./beats.ts";
import type { LectureCommand } from "./lectureKeys.ts";
import { useLecture } from "./lectureState.ts";
import { openBeat } from "./openBeat.ts";

/** The temperatures at which the slider stops. */
export const TEMPERATURES = [1, 2, 3, 4, 5, 8, 10, 15, 20, 30, 40] as const;
/** The largest bias of the slider. */
export const LARGEST_BIAS = 8;

const page = () => usePage.getState();
const lecture = () => useLecture.getState();
const tell = (told: string) => lecture().change({ told });

/** The next stop above or below a value; the last one stays. */
export function nextStop(stops: readonly number[], value: number, by: 1 | -1): number {
  const found = by > 0 ? stops.find((stop) => stop > value) : stops.findLast((stop) => stop < value);
  return found ?? value;
}

/** A number setting of the experiment's method; null where it has none. */
function settingOf({ experiment: { method } }: Playground, name: string): number | null {
  const param = methodById(method.id).params[name];
  return param?.kind === "number" ? Number(method.params[name] ?? param.default) : null;
}

/** The bias of the shown run, which it keeps while an earlier step is shown; null where it cannot have one. */
export function biasOf(state: Playground): number | null {
  const { run } = state;
  const { bias } = page();
  const student = shownStudent(state);
  if (!run || !student?.testLogits || !run.testLabels || !student.finished) return null;
  if (biasableClasses(run, student).length === 0) return null;
  return bias?.of === run.experiment ? bias.value : 0;
}

export function setTemperature(store: StoreApi<Playground>, temperature: number): void {
  if (!lecture().isFrozen) store.getState().setLive("temperature", temperature);
}

export function setBias(store: StoreApi<Playground>, value: number): void {
  const { run } = store.getState();
  const rounded = Math.round(10 * Math.min(MAX_BIAS, Math.max(-MAX_BIAS, value))) / 10;
  if (run && !lecture().isFrozen) page().choose({ bias: { of: run.experiment, value: rounded } });
}

function moveTemperature(store: StoreApi<Playground>, by: 1 | -1): void {
  const temperature = settingOf(store.getState(), "temperature");
  if (temperature === null) tell(laterWords[page().words.tag].lecture.noTemperature);
  else setTemperature(store, nextStop(TEMPERATURES, temperature, by));
}

function moveBias(store: StoreApi<Playground>, by: number): void {
  const bias = biasOf(store.getState());
  if (bias === null || lecture().hides || page().step !== null) tell(laterWords[page().words.tag].lecture.noBias);
  else setBias(store, Math.min(Math.max(LARGEST_BIAS, bias), Math.max(Math.min(0, bias), bias + by)));
}

/** Moves the soft-target weight of a run that goes on, or opens the recorded run that has another one. */
function moveWeight(store: StoreApi<Playground>, by: 1 | -1): void {
  const state = store.getState();
  const weight = settingOf(state, "softWeight");
  const next = Math.round(10 * Math.min(1, Math.max(0, (weight ?? 0) + by / 10))) / 10;
  if (weight !== null && state.phase !== "idle") state.setLive("softWeight", next);
  else tell(laterWords[page().words.tag].lecture.noWeight(weight === null ? "–" : `${next}`));
}

/** The dropped classes with one of them dropped or restored, and the recorded run that has them; undefined: none. */
function droppedWith(of: Experiment, c: number) {
  const { omitClasses } = of.transferSet;
  const next = omitClasses.includes(c) ? omitClasses.filter((one) => one !== c) : [...omitClasses, c];
  return { next, found: recordedWithout(of, next) };
}

/** Why a class cannot be dropped or restored: no recorded run has these classes; null where one has. */
export function noRecordingOf(of: Experiment, words: Messages, c: number): string | null {
  const { next, found } = droppedWith(of, c);
  if (found) return null;
  const names = [...next].sort((a, b) => a - b).map((one) => classNameIn(words, of.data, one));
  return laterWords[words.tag].lecture.noRecording(words.answers.list(names));
}

/** Drops or restores a class: opens the recorded run with these dropped classes. */
export function toggleClass(store: StoreApi<Playground>, c: number): void {
  const { run, experiment, phase } = store.getState();
  const { words } = page();
  if (lecture().isFrozen) return;
  const of = run?.experiment ?? experiment;
  if (c >= of.student.architecture.classes) return;
  const { next, found } = droppedWith(of, c);
  if (phase !== "idle" || !found) {
    tell((phase === "idle" ? noRecordingOf(of, words, c) : null) ?? laterWords[words.tag].lecture.noBeat);
    return;
  }
  const temperature = settingOf(store.getState(), "temperature");
  const { params } = found.method;
  const lens =
    temperature === null ? found : { ...found, method: { ...found.method, params: { ...params, temperature } } };
  page().choose({ step: null, bias: null });
  showRecorded(store, lens);
  const { panel, says } = lecture();
  const isOfResult = says === "answers" || says === "dropped";
  lecture().change({
    isPlaying: false,
    panel: next.length > 0 && panel !== "curve" ? "dropped" : panel === "dropped" ? "numbers" : panel,
    says: isOfResult ? says : "answers",
  });
}

/** Shows another step of the shown run; beyond the last one it is the newest. */
export function showStep(store: StoreApi<Playground>, index: number): void {
  const steps = shownSteps(store.getState());
  if (steps.length === 0) return;
  page().choose({ step: index >= steps.length - 1 ? null : steps[Math.max(0, index)]! });
}

/** The index of the step that is shown, and that of the last one. */
export function shownStepIndex(store: StoreApi<Playground>): { readonly at: number; readonly last: number } {
  const steps = shownSteps(store.getState());
  const { step } = page();
  const last = steps.length - 1;
  return {
    at:
      step === null
        ? last
        : Math.max(
            0,
            steps.findLastIndex((one) => one <= step),
          ),
    last,
  };
}

function moveStep(store: StoreApi<Playground>, by: 1 | -1): void {
  lecture().change({ isPlaying: false });
  showStep(store, shownStepIndex(store).at + by);
}

/** Whether the slide shows a training that has not been played to its end: the student is not hidden. */
export function hasTrainingToPlay(store: StoreApi<Playground>): boolean {
  const { hides, isPlaying, hasPlayed } = lecture();
  const { at, last } = shownStepIndex(store);
  return isPlaying || (!hides && last > 0 && (at < last || !hasPlayed));
}

function playOrPause(store: StoreApi<Playground>): void {
  const { isPlaying, change } = lecture();
  const { at, last } = shownStepIndex(store);
  if (!isPlaying && at >= last) showStep(store, 0);
  change({ isPlaying: !isPlaying, hasPlayed: true });
}

/** The next image of the set; a drawn one has no next. */
function moveDigit(store: StoreApi<Playground>, by: 1 | -1, shown: number): void {
  const { probeKind, choose } = page();
  const count = store.getState().run?.probes[probeKind]?.labels.length ?? 0;
  if (count > 0) choose({ probe: (shown + by + count) % count });
  const { says, change } = lecture();
  if (says !== "dropped") change({ says: "answers" });
}

function nextPanel(store: StoreApi<Playground>, panel: Panel): Panel {
  const drops = (store.getState().run?.experiment.transferSet.omitClasses.length ?? 0) > 0;
  const turn = PANELS.filter(
    (one) => one === "networks" || one === "numbers" || one === "curve" || (one === "dropped" && drops),
  );
  return turn[(turn.indexOf(panel) + 1) % turn.length]!;
}

/** Leaves the lecture; the state stays as it is. */
export function leaveLecture(): void {
  lecture().change({ isPlaying: false, isFrozen: false, isBlack: false, open: null });
  page().choose({ lecture: false, beat: null });
}

/** Closes what lies over the slide or was asked for in its place (table, keys, QR code, hidden answers); else leaves the lecture. */
function closeOrLeave(): void {
  const { open, panel, panelBefore, hides, beat, beats, change } = lecture();
  const ofBeat = beat === null ? undefined : beats[beat - 1];
  if (open) change({ open: null });
  else if (panel === "link" && ofBeat?.panel !== "link") change({ panel: panelBefore });
  else if (hides && !ofBeat?.hides) change({ hides: false });
  else leaveLecture();
}

function moveBeat(store: StoreApi<Playground>, by: 1 | -1): void {
  const { beats, beat } = lecture();
  const n = Math.min(beats.length, Math.max(1, (beat ?? 0) + by));
  if (n !== beat) openBeat(store, beats[n - 1]!, n);
}

/**
 * Carries a command out.
 * @param shownImage the index of the image that is shown
 */
export function perform(store: StoreApi<Playground>, command: LectureCommand, shownImage: number): void {
  const { change, told, ...state } = lecture();
  const isAllowed = ["freeze", "black", "leave", "close", "keys"].includes(command.id);
  // A clicker may have no key for black but those of the beats.
  if (state.isBlack) change({ isBlack: false });
  if (state.isBlack || (state.isFrozen && !isAllowed)) return;
  if (told !== "") tell("");
  switch (command.id) {
    case "beat":
      moveBeat(store, command.by);
      break;
    case "temperature":
      moveTemperature(store, command.by);
      break;
    case "bias":
      moveBias(store, command.by);
      break;
    case "weight":
      moveWeight(store, command.by);
      break;
    case "drop":
      toggleClass(store, command.class);
      break;
    case "predict":
      change({ hides: !state.hides });
      break;
    case "play":
      if (hasTrainingToPlay(store)) playOrPause(store);
      else moveBeat(store, 1);
      break;
    case "replay":
      showStep(store, 0);
      change({ isPlaying: shownStepIndex(store).last > 0, hasPlayed: true });
      break;
    case "step":
      moveStep(store, command.by);
      break;
    case "digit":
      moveDigit(store, command.by, shownImage);
      break;
    case "scale": {
      const { scale, choose } = page();
      choose({ scale: SCALES[(SCALES.indexOf(scale) + 1) % SCALES.length]! });
      break;
    }
    case "twin":
      change({ showsTwin: !state.showsTwin });
      break;
    case "panel":
      change({ panel: nextPanel(store, state.panel) });
      break;
    case "freeze":
      change({ isFrozen: !state.isFrozen, isPlaying: false });
      break;
    case "black":
      change({ isBlack: true });
      break;
    case "sliders":
      change({ showsSliders: !state.showsSliders });
      break;
    case "link":
      change(state.panel === "link" ? { panel: state.panelBefore } : { panel: "link", panelBefore: state.panel });
      break;
    case "table":
      change({ open: state.open === "table" ? null : "table" });
      break;
    case "notes":
      change({ open: state.open === "notes" ? null : "notes" });
      break;
    case "keys":
      change({ open: state.open === "keys" ? null : "keys" });
      break;
    case "leave":
      leaveLecture();
      break;
    case "close":
      closeOrLeave();
      break;
  }
}
