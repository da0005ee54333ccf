/** What is done with the visitor's own images: they are taken, kept in the browser, and loaded from it. Fetched when there are some. */

import { areFilesOf, areImagesLike } from "../domain/namedDatasets.ts";
import type { PageEnvironment } from "./pageEnvironment.ts";
import type { OwnFiles, StoreAccess } from "./playgroundState.ts";
import { lacksImages } from "./run/runFromEvents.ts";
import { openOwnDataStorage } from "./storage/ownDataStorage.ts";

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
      if (awaitsFiles && areFilesOf(get().filesAre, awaitsFiles.experiment)) {
        set({ awaitsFiles: null });
        return void goOn(awaitsFiles.id);
      }
      setExperiment(experiment, null);
      const { run, requestImages } = get();
      if (run && lacksImages(run) && areImagesLike(get().filesAre, run.experiment)) requestImages();
    },
    async loadKept() {
      const kept = await ownData.load();
      set({ keptFiles: kept?.description ?? null });
      if (kept && get().files === null) set({ files: kept.files, filesAre: kept.description });
    },
  };
}
