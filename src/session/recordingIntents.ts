/** The part of the page's state that shows recorded runs, and fetches the test images that they may not contain. */

import { errorText } from "../domain/errorText.ts";
import { type Arm, type DatasetId, DISTILLED, type Experiment } from "../domain/experiment.ts";
import { areImagesLike } from "../domain/namedDatasets.ts";
import type { PageEnvironment } from "./pageEnvironment.ts";
import type { Playground, StoreAccess } from "./playgroundState.ts";
import { fetchRecording, recordingOf } from "./run/recordedRuns.ts";
import { lacksImages, type Run, withImages } from "./run/runFromEvents.ts";
import { withTestProbe } from "./run/testProbe.ts";
import type { ClientListeners } from "./workerClient.ts";

/** How many fetched recordings are kept, the newest. */
const MAX_KEPT = 8;

/** Intents of the page about recorded runs, and what other parts of its state need of them. */
export interface Recordings
  extends Pick<
    Playground,
    "openRecording" | "keepRecording" | "requestImages" | "requestTestImages" | "probeTestImage"
  > {
  /** shows an experiment's recorded run, unless another run has come to be shown while it was fetched */
  show(experiment: Experiment): void;
  /** no recording that was requested before is shown any more */
  forgetRequested(): void;
  hasRequested(): boolean;
  /** a data set has been read: the images of its recordings are then loaded without a click */
  isAvailable(dataset: DatasetId): void;
  readonly takeImages: ClientListeners["images"];
}

/** @param requestImages of the worker client */
export function openRecordings(
  { get, set, notify, setExperiment }: StoreAccess,
  page: PageEnvironment,
  requestImages: (dataset: DatasetId, places: readonly number[]) => void,
): Recordings {
  const available = new Set<DatasetId>();
  /** path of the recorded run that was requested last; null where the experiment has none */
  let requestedPath: string | null = null;
  /** places of the test images that were requested last and have not come yet */
  let requestedPlaces: readonly number[] | null = null;

  const kept = new Map<string, Promise<Run>>();
  const fetchRun = (path: string): Promise<Run> => {
    const known = kept.get(path);
    if (known) return known;
    const fetched = fetchRecording(page.fetch, new URL(path, page.base));
    kept.set(path, fetched);
    fetched.catch(() => kept.delete(path));
    for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);
    return fetched;
  };

  /** Fetches a recorded run and shows it if `mayShow` holds and no other recording was requested in the meantime. */
  const fetchAndShow = (path: string, mayShow: () => boolean, arm: Arm = DISTILLED) => {
    requestedPath = path;
    set({ isFetchingRun: true });
    fetchRun(path)
      .then((fetched) => {
        if (requestedPath !== path || get().phase !== "idle" || !mayShow()) return;
        // A run of its own each time, so that what was set for the one shown before does not come back with it.
        const run = { ...fetched, experiment: { ...fetched.experiment } };
        set({ run, shownArm: arm });
        if (
          lacksImages(run) &&
          (available.has(run.experiment.data.dataset) || areImagesLike(get().filesAre, run.experiment))
        )
          get().requestImages();
      })
      .catch((error: unknown) => notify("info", "recording-missing", errorText(error)))
      .finally(() => {
        if (requestedPath === path || requestedPath === null) set({ isFetchingRun: false });
      });
  };

  return {
    show(experiment) {
      const path = recordingOf(experiment);
      requestedPath = path;
      const before = get().run?.experiment;
      if (path) fetchAndShow(path, () => get().run?.experiment === before);
      else set({ isFetchingRun: false });
    },
    forgetRequested: () => {
      requestedPath = null;
    },
    hasRequested: () => requestedPath !== null,
    isAvailable: (dataset) => available.add(dataset),
    openRecording(experiment, arm) {
      const path = recordingOf(experiment);
      if (!path || get().phase !== "idle") return;
      setExperiment(experiment);
      fetchAndShow(path, () => true, arm);
    },
    async keepRecording(experiment) {
      const path = recordingOf(experiment);
      // Where it cannot be fetched now, that is said when it is to be shown.
      return path ? fetchRun(path).catch(() => null) : null;
    },
    requestImages() {
      const { run } = get();
      if (!run) return;
      const places = Object.values(run.probes).flatMap((set) => set.places ?? []);
      if (places.length > 0) requestImages(run.experiment.data.dataset, places);
    },
    requestTestImages(places) {
      const { run } = get();
      if (!run || places.length === 0) return;
      requestedPlaces = places;
      requestImages(run.experiment.data.dataset, places);
    },
    probeTestImage(place, image) {
      const { run } = get();
      if (run) set({ run: withTestProbe(run, place, image) });
    },
    takeImages(reply) {
      const { run } = get();
      if (requestedPlaces && (reply.type === "no-images" || reply.places.join() === requestedPlaces.join())) {
        set({ testImages: { places: requestedPlaces, images: reply.type === "images" ? reply.images : null } });
        requestedPlaces = null;
        return;
      }
      if (reply.type === "no-images") return notify("info", "no-images", reply.detail);
      const filled = run && withImages(run, reply.images, reply.labels);
      if (filled) set({ run: filled });
      else notify("error", "other-images", "");
    },
  };
}
