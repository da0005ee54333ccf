/** Shows the scene of a card. */

import type { StoreApi } from "zustand";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { DISTILLED, type Experiment, sameExperiment } from "../../domain/experiment.ts";
import type { Scene } from "../../lessons/lesson.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { hashOf } from "../../session/experimentLink.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { recordedLike } from "../../session/run/recordedRuns.ts";
import { shownSteps } from "../../session/run/runAtStep.ts";
import { usePage } from "../elements/pageChoices.ts";
import { setBiasOf, showRecorded } from "../shown/showRecorded.ts";
import { whenShown } from "./whenShown.ts";

/** One scene after another, as a card finds them that is opened by its address. */
export function joined(scenes: readonly (Scene | undefined)[]): Scene {
  const all: { -readonly [K in keyof Scene]: Scene[K] } = {};
  for (const scene of scenes) {
    // Another run begins without a bias, at its last step.
    if (scene?.preset !== undefined && scene.preset !== all.preset) Object.assign(all, { bias: 0, step: null });
    Object.assign(all, scene);
  }
  return all;
}

function withParams(experiment: Experiment, params: Scene["params"] = {}): Experiment {
  const { method } = experiment;
  return { ...experiment, method: { ...method, params: { ...method.params, ...params } } };
}

/** The experiment of a scene; undefined where it leaves the one before. */
function experimentOf({ preset, experiment }: Scene): Experiment | undefined {
  return preset === undefined ? experiment : presetById(preset).experiment;
}

/** Keeps the visitor's own experiment, as a link does, before a lesson shows its first run; one that is kept stays. */
export async function beginLesson(store: StoreApi<Playground>, scene: Scene): Promise<void> {
  if (store.getState().ownExperiment !== null) return;
  await store.getState().openLink(await hashOf(experimentOf(scene) ?? defaultExperiment, defaultExperiment));
}

/** Sets an experiment that has no recorded run; the one that is shown stays. */
function setUnrecorded(store: StoreApi<Playground>, experiment: Experiment): void {
  const { edit, experiment: before } = store.getState();
  if (!sameExperiment(before, experiment)) edit(() => experiment);
}

/**
 * Shows a scene.
 * @param shown called once its run is there and all of it has been set
 * @returns false where another run trains, which a recorded one does not take the place of
 */
export function openScene(store: StoreApi<Playground>, scene: Scene, shown: () => void): boolean {
  const { choose } = usePage.getState();
  const { digit, image, scale, step, bias, arm } = scene;
  const begins = scene.preset !== undefined || scene.experiment !== undefined;
  const experiment = withParams(experimentOf(scene) ?? store.getState().experiment, scene.params);
  const isUnrecorded = scene.experiment !== undefined && !recordedLike(experiment);
  if (isUnrecorded) setUnrecorded(store, experiment);
  else if (!showRecorded(store, experiment) && store.getState().phase !== "idle") return false;
  if (image !== undefined) choose({ probeKind: image?.set ?? "gallery", probe: image?.index ?? null });
  if (digit !== undefined) choose({ probeKind: "gallery", probe: digit });
  if (scale !== undefined) choose({ scale });
  if (step === null || begins) choose({ step: null });
  if (isUnrecorded) {
    shown();
    return true;
  }
  if (bias !== undefined) setBiasOf(store, experiment, bias);
  // A setting that was changed by hand has no run of its own: what is shown stays.
  const run = recordedLike(experiment) ?? store.getState().run?.experiment ?? experiment;
  whenShown(store, run, (state) => {
    if (begins || arm !== undefined) state.showArm(arm ?? DISTILLED);
    if (typeof step === "number") choose({ step });
    if (step === "first") choose({ step: shownSteps(store.getState())[0] ?? 0 });
    shown();
  });
  return true;
}
