/**
 * Editor of a network's layers, with the cost of the network, or beside the layer or its field the reason why the layers
 * do not fit together. Layers are moved by a pointer on their handle, or by keys on it.
 */

import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type Architecture, inferShapes, LayerMisfit, type LayerSpec } from "../../domain/architecture.ts";
import { errorText } from "../../domain/errorText.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { useWords } from "../elements/translation.ts";
import { LayerFields } from "./LayerFields.tsx";
import { moved, placeAt } from "./movedLayer.ts";
import { costOf } from "./networkCost.ts";
import "../../styles/networkEditor.css";

const newLayers: Readonly<Record<LayerSpec["kind"], LayerSpec>> = {
  dense: { kind: "dense", units: 300, activation: "relu" },
  conv: { kind: "conv", filters: 8, kernel: 3, activation: "relu" },
  depthwise: { kind: "depthwise", kernel: 3, activation: "relu" },
  pool: { kind: "pool", size: 2 },
  dropout: { kind: "dropout", rate: 0.2 },
  add: { kind: "add", back: 2, activation: "relu" },
};
const KINDS = ["dense", "conv", "depthwise", "pool", "dropout", "add"] as const;

/** Why a network is refused: a layer that does not fit, or the whole network, in words. */
type Refusal = LayerMisfit | string;

/** Why the layers of a network do not fit together; null where they do. */
function misfitOf(architecture: Architecture): Refusal | null {
  try {
    inferShapes(architecture);
    return null;
  } catch (error) {
    return error instanceof LayerMisfit ? error : errorText(error);
  }
}

/** A layer in the editor, which stays the same one when it is changed or moved. */
interface EditedLayer {
  readonly id: number;
  readonly layer: LayerSpec;
}

/** A move by pointer: the place that the layer comes from, and where it would stand. */
interface Drag {
  readonly from: number;
  readonly to: number;
}

/** The button by which a layer is moved. */
function MoveHandle(props: {
  readonly id: number;
  readonly label: string;
  readonly onStep: (by: 1 | -1) => void;
  /** the height of the pointer while it drags; null where the drag is broken off */
  readonly onDrag: (y: number | null) => void;
  readonly onDrop: () => void;
}): ReactNode {
  const { inDetail } = useLaterWords();
  const { id, label, onStep, onDrag, onDrop } = props;
  const isHeld = (event: PointerEvent<HTMLButtonElement>) => event.currentTarget.hasPointerCapture(event.pointerId);
  return (
    <button
      type="button"
      className="quiet move-handle"
      data-layer={id}
      aria-label={label}
      title={inDetail.howToMove}
      onKeyDown={(event) => {
        const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
        if (by === undefined) return;
        event.preventDefault();
        onStep(by);
      }}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (isHeld(event)) onDrag(event.clientY);
      }}
      onPointerUp={onDrop}
      onPointerCancel={() => onDrag(null)}
    >
      ⠿
    </button>
  );
}

/** The editor; changes are passed on as soon as the layers fit together, refusals shown in it. */
export default function NetworkEditor(props: {
  readonly architecture: Architecture;
  /** @returns why the experiment cannot have this network, or null where it now has it */
  readonly onChange: (architecture: Architecture) => string | null;
}): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  const { architecture, onChange } = props;
  const [draft, setDraft] = useState<readonly EditedLayer[]>(() =>
    architecture.layers.map((layer, id) => ({ id, layer })),
  );
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const nextId = useRef(architecture.layers.length);
  /** the layer that was moved by a key: its handle keeps the focus */
  const movedByKey = useRef<number | null>(null);
  const networkOf = (layers: readonly EditedLayer[]) => ({ ...architecture, layers: layers.map(({ layer }) => layer) });
  const change = (layers: readonly EditedLayer[]) => {
    const next = networkOf(layers);
    setDraft(layers);
    setRefusal(misfitOf(next) ?? onChange(next));
  };
  useEffect(() => {
    if (movedByKey.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-layer="${movedByKey.current}"]`)?.focus();
    movedByKey.current = null;
  });
  const dragTo = (from: number, y: number | null) => {
    const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    setDrag(y === null ? null : { from, to: placeAt(y, rows) });
  };
  const drop = () => {
    if (drag && drag.to !== drag.from) change(moved(draft, drag.from, drag.to));
    setDrag(null);
  };
  const misfit = refusal instanceof LayerMisfit ? refusal : null;
  const misfitAt = (place: number) => (misfit?.index === place ? misfit : null);
  /** beside which layer the reason stands; the logit layer, which is not listed, has it below */
  const isBeside = misfit !== null && misfit.index < draft.length;
  const classOf = (place: number) => {
    if (drag?.from === place) return "moved";
    return drag?.to === place ? (drag.to < drag.from ? "goes-before" : "goes-behind") : undefined;
  };
  return (
    <>
      <ol ref={list} className="edited-layers">
        {draft.map(({ id, layer }, place) => (
          <li key={id} className={classOf(place)}>
            <MoveHandle
              id={id}
              label={inDetail.moveLayer(place + 1, draft.length, inDetail.layerKinds[layer.kind] ?? layer.kind)}
              onStep={(by) => {
                movedByKey.current = id;
                change(moved(draft, place, place + by));
              }}
              onDrag={(y) => dragTo(place, y)}
              onDrop={drop}
            />
            <span>{inDetail.layerKinds[layer.kind]}</span>
            <LayerFields
              layer={layer}
              misfitOf={(field) => (misfitAt(place)?.field === field ? misfitAt(place)!.message : null)}
              onChange={(next) => change(draft.map((old) => (old.id === id ? { id, layer: next } : old)))}
            />
            <button type="button" onClick={() => change(draft.filter((old) => old.id !== id))}>
              {inDetail.removeLayer}
            </button>
            {misfitAt(place)?.field === null ? (
              <p role="alert" className="refusal" lang="en">
                {misfitAt(place)!.message}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      <div className="row">
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            onClick={() => change([...draft, { id: nextId.current++, layer: newLayers[kind] }])}
          >
            {inDetail.addLayer}: {inDetail.layerKinds[kind]}
          </button>
        ))}
      </div>
      {refusal === null ? (
        <p role="status">{costOf(networkOf(draft), words)}</p>
      ) : isBeside ? (
        <p role="status" className="refusal">
          {inDetail.networkRefused}
        </p>
      ) : (
        <p role="alert" className="refusal">
          <span>{inDetail.networkRefused}</span> <span lang="en">{misfit?.message ?? `${refusal}`}</span>
        </p>
      )}
    </>
  );
}
