/** Choice of the data set: built-in digits, MNIST, Fashion-MNIST, or the visitor's own files. */

import type { ReactNode } from "react";
import type { DatasetId } from "../../domain/experiment.ts";
import { Checkbox, Select, selectOptions } from "../elements/formControls.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { offerFiles } from "../ownData/offeredFiles.ts";

/** The size of the public copies. */
const MEGABYTES = { mnist: 11, fashion: 31 } as const;

/** The data set, and where its files are from. */
export function DatasetSettings(): ReactNode {
  const words = useWords();
  const dataset = usePlayground((state) => state.experiment.data.dataset);
  const choose = usePlayground((state) => state.chooseDataset);
  const takePublic = usePlayground((state) => state.usePublicCopy);
  const publicCopies = usePlayground((state) => state.publicCopies);
  const filesAre = usePlayground((state) => state.filesAre);
  return (
    <>
      <Select
        label={words.dataset}
        value={dataset}
        options={selectOptions<DatasetId>(["digits", "mnist", "fashion", "files"], words.datasets)}
        onChange={(value) => (value === "files" && !filesAre ? offerFiles([]) : choose(value))}
      />
      {dataset === "mnist" || dataset === "fashion" ? (
        <Checkbox
          label={words.publicCopy(MEGABYTES[dataset])}
          checked={publicCopies.includes(dataset)}
          onChange={() => takePublic(dataset)}
        />
      ) : null}
      {dataset === "files" ? (
        <button type="button" onClick={() => offerFiles([])}>
          {words.chooseFiles}
        </button>
      ) : null}
    </>
  );
}
