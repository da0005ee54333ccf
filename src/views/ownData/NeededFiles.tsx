/** What must be loaded where an experiment was made with images that are not here. */

import type { ReactNode } from "react";
import { areFilesOf } from "../../domain/namedDatasets.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { FilePickers } from "./FilePickers.tsx";
import { checksumBegin, countedImages } from "./ownDataTexts.ts";

export function NeededFiles(): ReactNode {
  const { ownData: words } = useLaterWords();
  const isNeeded = usePlayground((state) => !areFilesOf(state.filesAre, state.experiment));
  const files = usePlayground((state) => state.experiment.data.files);
  if (!isNeeded) return null;
  return (
    <section className="notice needed-files" aria-label={words.needed}>
      <div>
        <p>
          <strong>{files ? words.needed : words.neededAny}</strong>
        </p>
        {files ? (
          <p>
            {words.load(files.name ?? words.unnamed)} {words.counted(countedImages(files))}{" "}
            {words.classNames(files.classNames)} {words.checksum(checksumBegin(files.checksum))}{" "}
            {words.neededRecognised}
          </p>
        ) : null}
      </div>
      <FilePickers />
    </section>
  );
}
