/** What is done with the visitor's own images: they are taken, kept in the browser, and loaded from it. Fetched when there are some. */

import type { Experiment } from "../domain/experiment.ts";
import type { DroppedFiles } from "../protocol/commands.ts";
import { hasFilesOf, hasImagesLike } from "./ownFiles.ts";
import type { PageEnvironment } from "./pageEnvironment.ts";
import type { StoreAccess } from "./playgroundState.ts";
import { lacksImages } from "./run/runFromEvents.ts";
import { openOwnDataStorage } from "./storage/ownDataStorage.ts";

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

export function openOwnFiles({ get, set, setExperiment }: StoreAccess, { storage }: PageEnvironment): OwnFiles {
  const ownData = openOwnDataStorage(storage.database);
  const keep = async (keeps: boolean) => {
    const { files, filesAre } = get();
    const kept = keeps && files && filesAre ? { files, description: filesAre } : null;
    if (kept) storage.persist();
    // Where the browser refuses it, the storage has said so.
    if (await ownData.keep(kept)) set({ keptFiles: kept?.description ?? null });
  };
  return {
    keep,
    choose(files, experiment, keeps) {
      const { awaitsFiles, goOn } = get();
      set({ files, filesAre: experiment.data.files ?? null });
      if (keeps) void keep(true);
      if (awaitsFiles && hasFilesOf(get(), awaitsFiles.experiment)) {
        set({ awaitsFiles: null });
        return void goOn(awaitsFiles.id);
      }
      setExperiment(experiment, null);
      const { run, requestImages } = get();
      if (run && lacksImages(run) && hasImagesLike(get(), run.experiment)) requestImages();
    },
    async loadKept() {
      const kept = await ownData.load();
      set({ keptFiles: kept?.description ?? null });
      if (kept && get().files === null) set({ files: kept.files, filesAre: kept.description });
    },
  };
}
