/** Choice of the data set: built-in digits, MNIST, Fashion-MNIST, or the visitor's own files. */

import type { ReactNode } from "react";
import type { DatasetId, Experiment, FilesDescription } from "../../domain/experiment.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";
import { Checkbox, Select, selectOptions } from "../elements/formControls.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { offerOwnFiles } from "../ownData/offeredFiles.ts";

/** The size of the public copies. */
const MEGABYTES = { mnist: 11, fashion: 31 } as const;

/** Takes a named data set. Only networks for a visitor's files have to be fitted to it, by code that is fetched then. */
async function withDataset(dataset: DatasetId): Promise<(e: Experiment) => Experiment> {
  const { fittedToData } = await import("../../methods/registry/fittedToData.ts");
  return ({ data: { files: _, ...data }, ...e }) => {
    const named = { ...e, data: { ...data, dataset } };
    return fittedToData(named, shapeOf(named.data));
  };
}

/** Takes the visitor's own images that the page has. */
async function withFiles(files: FilesDescription): Promise<(e: Experiment) => Experiment> {
  const { experimentOnFiles } = await import("../ownData/experimentOnFiles.ts");
  return (e) => experimentOnFiles(e, files);
}

/** The data set, and where its files are from. */
export function DatasetSettings(): ReactNode {
  const words = useWords();
  const dataset = usePlayground((state) => state.experiment.data.dataset);
  const edit = usePlayground((state) => state.edit);
  const takePublic = usePlayground((state) => state.usePublicCopy);
  const publicCopies = usePlayground((state) => state.publicCopies);
  const filesAre = usePlayground((state) => state.filesAre);
  return (
    <>
      <Select
        label={words.dataset}
        value={dataset}
        options={selectOptions<DatasetId>(["digits", "mnist", "fashion", "files"], words.datasets)}
        onChange={(value) => {
          if (value === "files" && filesAre) void withFiles(filesAre).then(edit);
          else if (value === "files") offerOwnFiles([]);
          else void withDataset(value).then(edit);
        }}
      />
      {dataset === "mnist" || dataset === "fashion" ? (
        <Checkbox
          label={words.publicCopy(MEGABYTES[dataset])}
          checked={publicCopies.includes(dataset)}
          onChange={() => takePublic(dataset)}
        />
      ) : null}
      {dataset === "files" ? (
        <button type="button" onClick={() => offerOwnFiles([])}>
          {words.chooseFiles}
        </button>
      ) : null}
    </>
  );
}
