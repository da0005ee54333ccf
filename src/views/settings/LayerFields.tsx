/** The fields of one layer in the editor; what keeps the layer from fitting is said beside the field that does. */

import type { ReactNode } from "react";
import {
  ACTIVATIONS,
  hasWeights,
  type LayerField,
  type LayerSpec,
  LEAKY_SLOPE,
  MAX_BACK,
  MAX_DROPOUT,
  MAX_FILTERS,
  MAX_SLOPE,
  MAX_STRIDE,
  MAX_UNITS,
  PADDINGS,
  POOLINGS,
} from "../../domain/architecture.ts";
import { MAX_SIDE } from "../../domain/dataset.ts";
import { Checkbox, Select, selectOptions } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { NumberField } from "../elements/NumberField.tsx";
import { useWords } from "../elements/translation.ts";

type LayerOf<K extends LayerSpec["kind"]> = Extract<LayerSpec, { kind: K }>;
type Activated = Extract<LayerSpec, { activation: unknown }>;

/** The fields of one kind of layer. */
interface FieldsOf<Layer extends LayerSpec> {
  readonly layer: Layer;
  /** why the layer does not fit, by the field that is to blame */
  readonly misfitOf: (field: LayerField) => string | null;
  readonly onChange: (layer: LayerSpec) => void;
}

function PaddingSelect(props: {
  readonly padding: (typeof PADDINGS)[number];
  readonly misfit: string | null;
  readonly onChange: (padding: (typeof PADDINGS)[number]) => void;
}): ReactNode {
  const { inDetail } = useLaterWords();
  const { padding, misfit, onChange } = props;
  const reason = misfit && (
    <span className="refusal" role="alert" lang="en">
      {misfit}
    </span>
  );
  return (
    <Select
      label={inDetail.padding}
      value={padding}
      options={selectOptions(PADDINGS, inDetail.paddings)}
      hint={reason}
      onChange={onChange}
    />
  );
}

/** The shortcut of a residual block: how many layers it passes by, and whether by filters of its own. */
function ShortcutFields({ layer, misfitOf, onChange }: FieldsOf<LayerOf<"add">>): ReactNode {
  const { inDetail } = useLaterWords();
  const { projection = false, batchNorm: _, ...others } = layer;
  const misfit = misfitOf("projection") ?? misfitOf("batchNorm");
  return (
    <>
      <NumberField
        label={inDetail.passedLayers}
        value={layer.back}
        min={1}
        max={MAX_BACK}
        misfit={misfitOf("back")}
        onChange={(back) => onChange({ ...layer, back })}
      />
      <div>
        <Checkbox
          label={inDetail.projection}
          checked={projection}
          onChange={(isTaken) => onChange(isTaken ? { ...layer, projection: true } : { ...others, projection: false })}
        />
        {misfit === null ? null : (
          <p role="alert" className="refusal" lang="en">
            {misfit}
          </p>
        )}
      </div>
    </>
  );
}

function ConvolutionFields({ layer, misfitOf, onChange }: FieldsOf<LayerOf<"conv">>): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
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
        max={MAX_SIDE}
        misfit={misfitOf("kernel")}
        onChange={(kernel) => onChange({ ...layer, kernel })}
      />
      <NumberField
        label={inDetail.stride}
        value={layer.stride ?? 1}
        min={1}
        max={MAX_STRIDE}
        onChange={(stride) => onChange({ ...layer, stride })}
      />
      <PaddingSelect
        padding={layer.padding ?? "same"}
        misfit={null}
        onChange={(padding) => onChange({ ...layer, padding })}
      />
    </>
  );
}

function PoolingFields({ layer, misfitOf, onChange }: FieldsOf<LayerOf<"pool">>): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  return (
    <>
      <NumberField
        label={words.size}
        value={layer.size}
        min={2}
        max={MAX_SIDE}
        misfit={misfitOf("size")}
        onChange={(size) => onChange({ ...layer, size })}
      />
      <NumberField
        label={inDetail.stride}
        value={layer.stride ?? layer.size}
        min={1}
        max={MAX_STRIDE}
        onChange={(stride) => onChange({ ...layer, stride })}
      />
      <PaddingSelect
        padding={layer.padding ?? "valid"}
        misfit={misfitOf("padding")}
        onChange={(padding) => onChange({ ...layer, padding })}
      />
      <Select
        label={inDetail.pooling}
        value={layer.by ?? "max"}
        options={selectOptions(POOLINGS, inDetail.poolings)}
        onChange={(by) => onChange({ ...layer, by })}
      />
    </>
  );
}

function ActivationFields({ layer, misfitOf, onChange }: FieldsOf<Activated>): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  const { slope, ...others } = layer;
  return (
    <>
      <Select
        label={inDetail.activation}
        value={layer.activation}
        options={selectOptions(ACTIVATIONS, inDetail.activations)}
        onChange={(activation) => onChange({ ...others, activation })}
      />
      {layer.activation === "leakyRelu" ? (
        <NumberField
          label={inDetail.slope}
          value={slope ?? LEAKY_SLOPE}
          min={0}
          max={MAX_SLOPE}
          step={0.01}
          misfit={misfitOf("slope")}
          onChange={(next) => onChange({ ...layer, slope: next })}
        />
      ) : null}
      {hasWeights(layer) ? (
        <Checkbox
          label={words.batchNorm}
          checked={layer.batchNorm ?? false}
          onChange={(batchNorm) => onChange({ ...layer, batchNorm })}
        />
      ) : null}
    </>
  );
}

/** The fields that only one kind of layer has. */
function OwnFields(props: FieldsOf<LayerSpec>): ReactNode {
  const words = useWords();
  const { layer, misfitOf, onChange } = props;
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
      return <ConvolutionFields layer={layer} misfitOf={misfitOf} onChange={onChange} />;
    case "depthwise":
      return (
        <Select
          label={words.kernel}
          value={`${layer.kernel}`}
          options={selectOptions(["3", "5"] as const, {})}
          onChange={(kernel) => onChange({ ...layer, kernel: kernel === "5" ? 5 : 3 })}
        />
      );
    case "pool":
      return <PoolingFields layer={layer} misfitOf={misfitOf} onChange={onChange} />;
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
    case "add":
      return <ShortcutFields layer={layer} misfitOf={misfitOf} onChange={onChange} />;
  }
}

/** All fields of a layer. */
export function LayerFields(props: FieldsOf<LayerSpec>): ReactNode {
  const { layer, misfitOf, onChange } = props;
  return (
    <>
      <OwnFields layer={layer} misfitOf={misfitOf} onChange={onChange} />
      {"activation" in layer ? <ActivationFields layer={layer} misfitOf={misfitOf} onChange={onChange} /> : null}
    </>
  );
}
