/** The page's state and intents, as views and other stores use them. */

import type { StoreApi } from "zustand/vanilla";
import type { Arm, DatasetId, Experiment, FilesDescription } from "../domain/experiment.ts";
import type { ExperimentCost } from "../methods/registry/experimentCost.ts";
import type { BackendChoice } from "../protocol/backends.ts";
import type { DroppedFiles, GivenWeights } from "../protocol/commands.ts";
import type { Evaluation } from "../protocol/events.ts";
import type { Run } from "./run/runFromEvents.ts";
import type { KeptTeachers } from "./storage/keptTeachers.ts";
import type { StoredRun } from "./storage/storedRuns.ts";

/** A message to the visitor; `code` is translated, `detail` names values. */
export interface Notice {
  readonly id: number;
  readonly tone: "error" | "info";
  readonly code: string;
  readonly detail: string;
}

/** What the page does about training. */
export type Phase = "idle" | "loading" | "training" | "paused" | "stopping";

/** A run that waits for the visitor's word, since it is estimated as long. */
export interface LongRun extends ExperimentCost {
  readonly experiment: Experiment;
  /** the checkpoint of a teacher that need not be trained again */
  readonly teacher: Uint8Array | undefined;
}

/** What is done with the visitor's own images. */
export interface OwnFiles {
  /**
   * takes a visitor's images. A run that waits for them goes on, and the experiment is then its own
   * @param experiment fitted to them, with their description
   * @param keeps whether the browser is to keep them for the next visit
   */
  choose(files: DroppedFiles, experiment: Experiment, keeps: boolean): void;
  /** keeps the images in the browser for the next visit, in place of others; false deletes those that are kept */
  keep(keeps: boolean): Promise<void>;
  /** looks for images that the browser keeps: they are here where no others are */
  loadKept(): Promise<void>;
}

/** The whole state, and all intents. */
export interface Playground {
  readonly experiment: Experiment;
  readonly presetId: string | null;
  readonly run: Run | null;
  /** the arm whose student is shown; the distilled one where the run lacks it */
  readonly shownArm: Arm;
  readonly phase: Phase;
  /** a recorded run is being fetched, and will be shown when it has come; true from the page's beginning */
  readonly isFetchingRun: boolean;
  readonly loading: { readonly what: "data" | "backend"; readonly part: number | null } | null;
  readonly backendChoice: BackendChoice;
  /** data sets that are loaded from their public copies */
  readonly publicCopies: readonly DatasetId[];
  readonly files: DroppedFiles | null;
  /** what these files are; null where there are none */
  readonly filesAre: FilesDescription | null;
  /** the images that the browser keeps for the next visit; null also before it was looked for any */
  readonly keptFiles: FilesDescription | null;
  /** the test images that were requested last, [places, 28, 28] grey bytes; no images where they are not available */
  readonly testImages: { readonly places: readonly number[]; readonly images: Uint8Array | null } | null;
  readonly notices: readonly Notice[];
  /** runs that were cut off and can go on, the newest first */
  readonly cutOff: readonly StoredRun[];
  /** the run that goes on as soon as its own files have been chosen again */
  readonly awaitsFiles: StoredRun | null;
  /** the visitor's own experiment, from before a link was opened or another experiment was taken */
  readonly ownExperiment: Experiment | null;
  /** the estimate of a long run that the visitor has asked for and not yet confirmed */
  readonly longRun: LongRun | null;
  /** whether a study is trained beside the shown run, is held or has just been trained */
  readonly hasLiveStudy: boolean;
  /** the seed that Train has drawn last, and that of the run which would have been repeated; null before */
  readonly newSeed: { readonly seed: number; readonly before: number } | null;
  /** trains the long run */
  confirmLongRun(): void;
  dismissLongRun(): void;
  showArm(arm: Arm): void;
  /** sets the settings of the shown run again, as they were last */
  restoreRunSettings(): void;
  /** sets an experiment and shows its recorded run; does nothing while a run goes on */
  openRecording(experiment: Experiment, arm: Arm): void;
  /** shows a run that ended before, with its settings; does nothing while a run goes on */
  showRun(run: Run): void;
  /**
   * fetches an experiment's recorded run, so that it can be shown later without a network
   * @returns the run; null where there is none, or it cannot be fetched now
   */
  keepRecording(experiment: Experiment): Promise<Run | null>;
  /** loads the test images that a recording may not contain; they are shown where they are available */
  requestImages(): void;
  /** requests test images of the shown run's data set: they come as `testImages` */
  requestTestImages(places: readonly number[]): void;
  /** adds one test image to the probes of the shown run. @param image null where it is not available */
  probeTestImage(place: number, image: Uint8Array | null): void;
  edit(change: (experiment: Experiment) => Experiment): void;
  /** edits as above, for views that show a refusal themselves. @returns why the changed experiment was refused, or null */
  tryEdit(change: (experiment: Experiment) => Experiment): string | null;
  setLive(param: string, value: number): void;
  choosePreset(id: string): void;
  /** sets the data: a named data set, or the visitor's files, which then have been taken in; a run begins with it set */
  chooseDataset(dataset: DatasetId): void;
  /** sets a method's own experiment, with the present data set and seed */
  chooseMethod(id: string): void;
  chooseBackend(choice: BackendChoice): void;
  /** the next run of every experiment measures its backends anew */
  forgetMeasuredBackends(): void;
  /** loads a data set from its public copy from now on */
  usePublicCopy(dataset: DatasetId): void;
  /** what is done with the visitor's own images, by code that is fetched then */
  ownFiles(): Promise<OwnFiles>;
  /**
   * trains, or refuses what does not fit into memory, or asks first (`longRun`) where it would take more than an hour
   * @param teacher the checkpoint of a teacher that need not be trained again
   */
  train(teacher?: Uint8Array): void;
  /**
   * evaluates given teachers on the test images of an experiment that names them; what the page trains goes on
   * @param teachers their weights
   * @throws Error with the reason where they cannot be evaluated
   */
  evaluateTeacher(experiment: Experiment, teachers: readonly GivenWeights[]): Promise<Evaluation>;
  /** the teachers that the browser keeps */
  keptTeachers(): Promise<KeptTeachers>;
  /** goes on with a run that was cut off, from its last checkpoints; one on own files waits for them */
  goOn(id: string): Promise<void>;
  /** throws a run away that was cut off; it is offered until it is deleted */
  discardCutOff(id: string): Promise<void>;
  /** sets an experiment that the visitor has found on the page, and keeps the visitor's own; the shown run stays */
  takeExperiment(experiment: Experiment): void;
  /** sets the visitor's own experiment again; `keep` false drops it instead */
  restoreOwnExperiment(keep: boolean): void;
  /** the shown live run as a file: its log as JSON lines, with the last checkpoint of each job; null without one */
  runFile(): { readonly name: string; readonly text: string } | null;
  /** shows the run of such a file, and offers to go on with it where it had not ended */
  openRunFile(name: string, text: string): void;
  /** sets the experiment of a link that was opened in this page */
  openLink(hash: string): Promise<void>;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** shows the chosen preset and its recorded run again; a run that goes on is stopped */
  reset(): void;
  /** @param image 28 x 28 grey bytes, sent to the training worker */
  draw(image: Uint8Array): void;
  /** @returns the address of the experiment */
  share(): Promise<string>;
  notify(tone: Notice["tone"], code: string, detail: string): void;
  dismiss(id: number): void;
}

/** The store as its parts work with it. */
export interface StoreAccess {
  readonly get: StoreApi<Playground>["getState"];
  readonly set: StoreApi<Playground>["setState"];
  readonly notify: Playground["notify"];
  /** sets an experiment and stores it in the browser. @param presetId absent: the preset whose experiment it is, if any */
  readonly setExperiment: (experiment: Experiment, presetId?: string | null) => void;
}
