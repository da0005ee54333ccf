/** Editor of a network's layers, with the cost of the network, or the reason why its layers do not fit together. */

import { type ReactNode, useState } from "react";
import {
  type Architecture,
  inferShapes,
  type LayerSpec,
  MAX_DROPOUT,
  MAX_FILTERS,
  MAX_UNITS,
  POOL_SIZES,
} from "../../domain/architecture.ts";
import { errorText } from "../../domain/errorText.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { NumberField } from "../elements/NumberField.tsx";
import { useWords } from "../elements/translation.ts";
import { costOf } from "./networkCost.ts";

const newLayers: Readonly<Record<LayerSpec["kind"], LayerSpec>> = {
  dense: { kind: "dense", units: 300, activation: "relu" },
  conv: { kind: "conv", filters: 8, kernel: 3, activation: "relu" },
  depthwise: { kind: "depthwise", kernel: 3, activation: "relu" },
  pool: { kind: "pool", size: 2 },
  dropout: { kind: "dropout", rate: 0.2 },
};
const KINDS = ["dense", "conv", "depthwise", "pool", "dropout"] as const;
/** The largest kernel that the page offers; links and files may have larger ones. */
const MAX_OFFERED_KERNEL = 5;

/** Why the layers of a network do not fit together; null where they do. */
function misfitOf(architecture: Architecture): string | null {
  try {
    inferShapes(architecture);
    return null;
  } catch (error) {
    return errorText(error);
  }
}

function LayerFields(props: { readonly layer: LayerSpec; readonly onChange: (layer: LayerSpec) => void }): ReactNode {
  const words = useWords();
  const { layer, onChange } = props;
  switch (layer.kind) {
    case "dense":
      return (
        <NumberField
          label={words.units}
          value={layer.units}
          min={1}
          max={MAX_UNITS}
          onChange={(units) => onChange({ ...layer, units })}
        />
      );
    case "conv":
      return (
        <>
          <NumberField
            label={words.filters}
            value={layer.filters}
            min={1}
            max={MAX_FILTERS}
            onChange={(filters) => onChange({ ...layer, filters })}
          />
          <NumberField
            label={words.kernel}
            value={layer.kernel}
            min={1}
            max={MAX_OFFERED_KERNEL}
            step={2}
            onChange={(kernel) => onChange({ ...layer, kernel: kernel >= 5 ? 5 : kernel >= 3 ? 3 : 1 })}
          />
        </>
      );
    case "depthwise":
      return (
        <NumberField
          label={words.kernel}
          value={layer.kernel}
          min={3}
          max={5}
          step={2}
          onChange={(kernel) => onChange({ ...layer, kernel: kernel >= 5 ? 5 : 3 })}
        />
      );
    case "pool":
      return (
        <NumberField
          label={words.size}
          value={layer.size}
          min={2}
          max={7}
          onChange={(size) => {
            const next = size > layer.size ? POOL_SIZES.find((one) => one >= size) : undefined;
            onChange({ ...layer, size: next ?? POOL_SIZES.findLast((one) => one <= size) ?? 2 });
          }}
        />
      );
    case "dropout":
      return (
        <NumberField
          label={words.rate}
          value={layer.rate}
          min={0}
          max={MAX_DROPOUT}
          step={0.05}
          onChange={(rate) => onChange({ ...layer, rate })}
        />
      );
  }
}

/** The editor; changes are passed on as soon as the layers fit together, refusals shown in it. */
export default function NetworkEditor(props: {
  readonly architecture: Architecture;
  /** @returns why the experiment cannot have this network, or null where it now has it */
  readonly onChange: (architecture: Architecture) => string | null;
}): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  const [draft, setDraft] = useState(props.architecture);
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = (layers: readonly LayerSpec[]) => {
    const next = { ...draft, layers: [...layers] };
    setDraft(next);
    setRefusal(misfitOf(next) ?? props.onChange(next));
  };
  return (
    <>
      <ol>
        {draft.layers.map((layer, i) => (
          <li key={i}>
            <span>{inDetail.layerKinds[layer.kind]}</span>
            <LayerFields
              layer={layer}
              onChange={(next) => change(draft.layers.map((old, k) => (k === i ? next : old)))}
            />
            {layer.kind !== "pool" && layer.kind !== "dropout" ? (
              <label className="check">
                <input
                  type="checkbox"
                  checked={layer.batchNorm ?? false}
                  onChange={(event) =>
                    change(
                      draft.layers.map((old, k) => (k === i ? { ...layer, batchNorm: event.target.checked } : old)),
                    )
                  }
                />
                {words.batchNorm}
              </label>
            ) : null}
            <button type="button" onClick={() => change(draft.layers.filter((_, k) => k !== i))}>
              {inDetail.removeLayer}
            </button>
          </li>
        ))}
      </ol>
      <div className="row">
        {KINDS.map((kind) => (
          <button key={kind} type="button" onClick={() => change([...draft.layers, newLayers[kind]])}>
            {inDetail.addLayer}: {inDetail.layerKinds[kind]}
          </button>
        ))}
      </div>
      {refusal === null ? (
        <p role="status">{costOf(draft, words)}</p>
      ) : (
        <p role="alert" className="refusal">
          <span>{inDetail.networkRefused}</span> <span lang="en">{refusal}</span>
        </p>
      )}
    </>
  );
}
