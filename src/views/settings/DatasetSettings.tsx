/** Choice of the data set: built-in digits, MNIST, Fashion-MNIST, or the visitor's own files. */

import { type ReactNode, useRef } from "react";
import type { DatasetId, Experiment } from "../../domain/experiment.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";
import { Checkbox, Select, selectOptions } from "../elements/formControls.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useOwnDataFiles } from "./ownDataFiles.ts";

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

/** The data set, and where its files are from. */
export function DatasetSettings(): ReactNode {
  const words = useWords();
  const dataset = usePlayground((state) => state.experiment.data.dataset);
  const edit = usePlayground((state) => state.edit);
  const takePublic = usePlayground((state) => state.usePublicCopy);
  const publicCopies = usePlayground((state) => state.publicCopies);
  const picker = useRef<HTMLInputElement>(null);
  const takeFiles = useOwnDataFiles();
  return (
    <>
      <Select
        label={words.dataset}
        value={dataset}
        options={selectOptions<DatasetId>(["digits", "mnist", "fashion", "files"], words.datasets)}
        onChange={(value) => {
          if (value === "files") picker.current?.click();
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
      <label className="file" hidden={dataset !== "files"}>
        {words.chooseFiles}
        <input
          ref={picker}
          type="file"
          multiple
          accept=".gz,.idx,application/gzip,application/octet-stream"
          onChange={({ target }) => takeFiles([...(target.files ?? [])])}
        />
      </label>
    </>
  );
}
