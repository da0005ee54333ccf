/** Takes the visitor's own files as the data set. What sorts them is fetched when there are some. */

import { useCallback } from "react";
import { errorText } from "../../domain/errorText.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** Takes the files of a data set, or tells why they are none. */
export function useOwnDataFiles(): (files: readonly File[]) => void {
  const chooseFiles = usePlayground((state) => state.chooseFiles);
  const notify = usePlayground((state) => state.notify);
  return useCallback(
    (files) => {
      import("./imageAndLabelFiles.ts")
        .then(({ sortDataFiles }) => sortDataFiles(files))
        .then(chooseFiles)
        .catch((error: unknown) => notify("error", "bad-data", errorText(error)));
    },
    [chooseFiles, notify],
  );
}
