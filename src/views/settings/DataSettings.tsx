/** Settings of the data and of the transfer set, which need a new run when they change. */

import type { ReactNode } from "react";
import { MAX_HELD_OUT, type TransferSet } from "../../domain/experiment.ts";
import { canBeSource } from "../../methods/registry/networksAndData.ts";
import { Checkbox, Select, selectOptions } from "../elements/formControls.tsx";
import { NumberField } from "../elements/NumberField.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { FilesAtHand } from "../ownData/FilesAtHand.tsx";
import { Setting } from "./Setting.tsx";

const SIZES = ["100", "300", "1000", "3000", "5000", "10000", "all"] as const;
const COUNTS = ["1000", "3000", "10000", "60000", "all"] as const;

/** The images that the teacher learns from, those that the students learn from, and those that are held out. */
export function DataSettings(): ReactNode {
  const words = useWords();
  const data = usePlayground((state) => state.experiment.data);
  const transferSet = usePlayground((state) => state.experiment.transferSet);
  const edit = usePlayground((state) => state.edit);
  const change = (part: Partial<TransferSet>) => edit((e) => ({ ...e, transferSet: { ...e.transferSet, ...part } }));
  const withNoisyLabels = (share: number) =>
    edit(({ transferSet: { noisyLabels: _, ...rest }, ...e }) => {
      return { ...e, transferSet: share === 0 ? rest : { ...rest, noisyLabels: share } };
    });
  const holdOut = (count: number) =>
    edit(({ data: { heldOut: _, ...rest }, ...e }) => {
      return { ...e, data: count === 0 ? rest : { ...rest, heldOut: count } };
    });
  const sizes = selectOptions([...new Set([...SIZES, `${transferSet.size}`])], { all: words.all });
  const sources = (["training", "noise", "digits", "mnist", "fashion"] as const).filter(
    (source) => source === transferSet.source || canBeSource(source, data),
  );
  const counts = selectOptions([...new Set([...COUNTS, `${data.train}`])], { all: words.all });
  return (
    <>
      <FilesAtHand />
      <Setting path="data.train">
        <Select
          label={words.trainCount}
          value={`${data.train}`}
          options={counts}
          onChange={(value) =>
            edit((e) => ({ ...e, data: { ...e.data, train: value === "all" ? "all" : Number(value) } }))
          }
        />
      </Setting>
      <Setting path="data.heldOut">
        <NumberField label={words.heldOut} value={data.heldOut ?? 0} min={0} max={MAX_HELD_OUT} onChange={holdOut} />
      </Setting>
      <Setting path="transferSet.size">
        <Select
          label={words.transferSize}
          value={`${transferSet.size}`}
          options={sizes}
          onChange={(size) => change({ size: size === "all" ? "all" : Number(size) })}
        />
      </Setting>
      <Setting path="transferSet.source">
        <Select
          label={words.source}
          value={transferSet.source}
          options={selectOptions(sources, words.sources)}
          onChange={(source) => change({ source })}
        />
      </Setting>
      <Setting path="transferSet.noisyLabels">
        <NumberField
          label={words.noisyLabels}
          value={transferSet.noisyLabels ?? 0}
          min={0}
          max={1}
          step={0.05}
          onChange={withNoisyLabels}
        />
      </Setting>
      <Setting path="transferSet.labelled">
        <Checkbox label={words.labelled} checked={transferSet.labelled} onChange={(labelled) => change({ labelled })} />
      </Setting>
    </>
  );
}
