/** The part of the page's state that shows recorded runs, and fetches the test images that they may not contain. */

import { errorText } from "../domain/errorText.ts";
import { type Arm, DISTILLED, type Experiment } from "../domain/experiment.ts";
import type { PageEnvironment } from "./pageEnvironment.ts";
import type { Playground, StoreAccess } from "./playgroundState.ts";
import { fetchRecording, recordingOf } from "./run/recordedRuns.ts";
import { lacksImages, withImages } from "./run/runFromEvents.ts";
import type { ClientListeners } from "./workerClient.ts";

/** Intents of the page about recorded runs, and what other parts of its state need of them. */
export interface Recordings extends Pick<Playground, "openRecording" | "requestImages"> {
  /** shows an experiment's recorded run unless a live one is shown */
  show(experiment: Experiment): void;
  /** no recording that was requested before is shown any more */
  forgetRequested(): void;
  hasRequested(): boolean;
  /** MNIST has been read: a recording's images are then loaded without a click */
  mnistIsAvailable(): void;
  readonly takeImages: ClientListeners["images"];
}

/** @param requestImages of the worker client */
export function openRecordings(
  { get, set, notify, setExperiment }: StoreAccess,
  page: PageEnvironment,
  requestImages: (places: readonly number[]) => void,
): Recordings {
  let hasMnist = false;
  /** path of the recorded run that was requested last; null where the experiment has none */
  let requestedPath: string | null = null;

  /** Fetches a recorded run and shows it if `mayShow` holds and no other recording was requested in the meantime. */
  const fetchAndShow = (path: string, mayShow: () => boolean, arm: Arm = DISTILLED) => {
    requestedPath = path;
    fetchRecording(page.fetch, new URL(path, page.base))
      .then((run) => {
        if (requestedPath !== path || get().phase !== "idle" || !mayShow()) return;
        set({ run, shownArm: arm });
        if (lacksImages(run) && (hasMnist || get().files)) get().requestImages();
      })
      .catch((error: unknown) => notify("info", "recording-missing", errorText(error)));
  };

  return {
    show(experiment) {
      const path = recordingOf(experiment);
      requestedPath = path;
      if (path) fetchAndShow(path, () => get().run?.origin !== "live");
    },
    forgetRequested: () => {
      requestedPath = null;
    },
    hasRequested: () => requestedPath !== null,
    mnistIsAvailable: () => {
      hasMnist = true;
    },
    openRecording(experiment, arm) {
      const path = recordingOf(experiment);
      if (!path || get().phase !== "idle") return;
      setExperiment(experiment);
      fetchAndShow(path, () => true, arm);
    },
    requestImages() {
      const { run } = get();
      const places = run ? Object.values(run.probes).flatMap((set) => set.places ?? []) : [];
      if (places.length > 0) requestImages(places);
    },
    takeImages(reply) {
      const { run } = get();
      if (reply.type === "no-images") return notify("info", "no-images", reply.detail);
      const filled = run && withImages(run, reply.images, reply.labels);
      if (filled) set({ run: filled });
      else notify("error", "other-images", "");
    },
  };
}
