/** Among the settings of the data: which own images are trained on, and whether the browser keeps them. */

import { type ReactNode, useEffect } from "react";
import { areFilesOf } from "../../domain/namedDatasets.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { countedImages } from "./ownDataTexts.ts";

export function FilesAtHand(): ReactNode {
  const { ownData: words } = useLaterWords();
  const files = usePlayground((state) => (areFilesOf(state.filesAre, state.experiment) ? state.filesAre : null));
  const kept = usePlayground((state) => state.keptFiles);
  const ownFiles = usePlayground((state) => state.ownFiles);
  useEffect(() => {
    void ownFiles().then(({ loadKept }) => loadKept());
  }, [ownFiles]);
  const keep = (keeps: boolean) => void ownFiles().then((files) => files.keep(keeps));
  if (!files && !kept) return null;
  const isKept = files !== null && kept?.checksum === files.checksum;
  const forget = (
    <button type="button" onClick={() => keep(false)}>
      {words.forget}
    </button>
  );
  return (
    <div className="files-at-hand" role="group" aria-label={words.title}>
      {files ? (
        <>
          <p className="hint">
            {words.atHand(files.name ?? words.unnamed)}. {words.counted(countedImages(files))}{" "}
            {isKept ? words.kept : words.notKept}
          </p>
          {isKept ? (
            forget
          ) : (
            <button type="button" onClick={() => keep(true)}>
              {words.keepNow}
            </button>
          )}
        </>
      ) : null}
      {kept && !isKept ? (
        <>
          <p className="hint">{words.otherKept(kept.name ?? words.unnamed)}</p>
          {forget}
        </>
      ) : null}
    </div>
  );
}
