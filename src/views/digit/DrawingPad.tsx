/** A pad to draw a digit with mouse, finger or keyboard, beside the image that the network receives. */

import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { centreDrawing } from "../../data/drawnDigit.ts";
import { areDigits, shapeOf } from "../../domain/namedDatasets.ts";
import { DigitImage } from "../elements/DigitImage.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useProbeKind } from "../shown/chosenProbe.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";

const SIDE = 168;
const PEN = 14;
const KEY_STEP = 8;
const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
};

/** Shows the gallery again once another experiment has been chosen; a run that begins answers the drawing. */
function useLeavingWithExperiment(): void {
  const store = usePlaygroundStore();
  const choose = usePage((page) => page.choose);
  useEffect(
    () =>
      store.subscribe(({ run, phase, presetId }, before) => {
        const isOtherRun = phase === "idle" && run?.experiment !== before.run?.experiment;
        const isOtherPreset = presetId !== null && presetId !== before.presetId;
        if (isOtherRun || isOtherPreset) choose({ probeKind: "gallery", probe: null });
      }),
    [store, choose],
  );
}

/** The pad; the drawing is sent when the pen is lifted. */
export default function DrawingPad(): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  const draw = usePlayground((state) => state.draw);
  const live = usePlayground((state) => state.run?.origin === "live");
  const isAnswered = useProbeKind() === "drawn";
  const { data } = useShownExperiment();
  const side = shapeOf(data).width;
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef<{ x: number; y: number; down: boolean }>({ x: SIDE / 2, y: SIDE / 2, down: false });
  const [networkInput, setNetworkInput] = useState<Uint8Array | null>(null);

  const clear = () => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    context.fillStyle = "black";
    context.fillRect(0, 0, SIDE, SIDE);
    setNetworkInput(null);
  };
  useEffect(clear, []);
  useLeavingWithExperiment();

  const moveTo = (x: number, y: number) => {
    const context = canvas.current?.getContext("2d");
    if (context && pen.current.down) {
      Object.assign(context, { strokeStyle: "white", lineWidth: PEN, lineCap: "round" });
      context.beginPath();
      context.moveTo(pen.current.x, pen.current.y);
      context.lineTo(x, y);
      context.stroke();
    }
    Object.assign(pen.current, { x, y });
  };
  const lift = () => {
    pen.current.down = false;
    const pixels = canvas.current?.getContext("2d")?.getImageData(0, 0, SIDE, SIDE).data;
    if (!pixels) return;
    const grey = Float32Array.from({ length: SIDE * SIDE }, (_, i) => pixels[4 * i]! / 255);
    const image = centreDrawing(grey, SIDE, SIDE, side);
    setNetworkInput(image);
    draw(image);
  };
  const point = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) * SIDE) / box.width, ((event.clientY - box.top) * SIDE) / box.height];
  };
  const onKey = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move)
      moveTo(
        Math.min(SIDE, Math.max(0, pen.current.x + move[0])),
        Math.min(SIDE, Math.max(0, pen.current.y + move[1])),
      );
    else if (event.key !== " ") return;
    else if (pen.current.down) lift();
    else {
      pen.current.down = true;
      moveTo(pen.current.x, pen.current.y);
    }
    event.preventDefault();
  };
  return (
    <div className="draw">
      <div className="pad">
        <canvas
          ref={canvas}
          width={SIDE}
          height={SIDE}
          tabIndex={0}
          role="application"
          aria-label={areDigits(data) ? inDetail.drawHere : inDetail.drawImage}
          aria-describedby="draw-hint"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            moveTo(...point(event));
            pen.current.down = true;
            moveTo(...point(event));
          }}
          onPointerMove={(event) => {
            if (pen.current.down) moveTo(...point(event));
          }}
          onPointerUp={lift}
          onKeyDown={onKey}
        />
      </div>
      {networkInput ? (
        <figure>
          <DigitImage image={networkInput} data={data} label={words.networkSees(side)} />
          <figcaption className="hint">{words.networkSees(side)}</figcaption>
        </figure>
      ) : null}
      <p id="draw-hint" className="hint">
        {live ? inDetail.drawHint : inDetail.drawNeedsRun}
        {isAnswered ? null : `${inDetail.between}${inDetail.answersBefore}`}
      </p>
      <button type="button" onClick={clear}>
        {words.clear}
      </button>
    </div>
  );
}
