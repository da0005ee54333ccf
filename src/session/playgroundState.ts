/** The page's state and intents, as views and desks see them. */

import type { Arm, Experiment } from "../domain/experiment.ts";
import type { BackendChoice } from "../protocol/backends.ts";
import type { DroppedFiles } from "../protocol/commands.ts";
import type { Interrupted } from "./browserStorage.ts";
import type { Run } from "./run/runFromEvents.ts";

/** Something the visitor should know; `code` is translated, `detail` names values. */
export interface Notice {
  readonly id: number;
  readonly tone: "error" | "info";
  readonly code: string;
  readonly detail: string;
}

/** What goes on. */
export type Phase = "idle" | "loading" | "training" | "paused" | "stopping";

/** The whole state, and all intents. */
export interface Playground {
  readonly experiment: Experiment;
  readonly presetId: string | null;
  readonly run: Run | null;
  /** the arm whose student views look at; the taught one where the run has no other */
  readonly shownArm: Arm;
  readonly phase: Phase;
  readonly loading: { readonly what: "data" | "backend"; readonly part: number | null } | null;
  readonly backendChoice: BackendChoice;
  readonly mnist: "site" | "public";
  readonly files: DroppedFiles | null;
  readonly notices: readonly Notice[];
  /** a run that was cut off and can go on */
  readonly interrupted: Interrupted | null;
  showArm(arm: Arm): void;
  /** shows the recorded run of an experiment and takes up the experiment; while a run goes on, nothing happens */
  openRecording(experiment: Experiment, arm: Arm): void;
  /** asks for the test images that a recording may not pass on; they appear where they are at hand */
  askImages(): void;
  edit(change: (experiment: Experiment) => Experiment): void;
  setLive(param: string, value: number): void;
  choosePreset(id: string): void;
  /** takes up a method's own experiment, on the images and by the seed that are set */
  chooseMethod(id: string): void;
  chooseBackend(choice: BackendChoice): void;
  /** the next run of every experiment measures its backends anew */
  forgetChoices(): void;
  usePublicMnist(): void;
  chooseFiles(files: DroppedFiles): void;
  /** @param teacher the checkpoint of a teacher that need not be trained again */
  train(teacher?: Uint8Array): void;
  /** goes on with the run that was cut off */
  resumeInterrupted(): void;
  /** takes the experiment of a link that was followed while the page was open */
  follow(hash: string): Promise<void>;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** back to the recorded run and the chosen preset; a run that goes on is stopped */
  reset(): void;
  draw(image: Uint8Array): void;
  share(): Promise<string>;
  notify(tone: Notice["tone"], code: string, detail: string): void;
  dismiss(id: number): void;
}
