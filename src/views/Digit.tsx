/** The image that is asked about: a gallery, the most confusing ones, or the visitor's own hand. */

import { type ReactNode, useEffect, useRef } from "react";
import type { ProbeKind } from "../protocol/events.ts";
import { Segments } from "./controls.tsx";
import { DrawPad } from "./DrawPad.tsx";
import { usePage, usePlayground, useWords } from "./page.tsx";

/** Grey bytes as a picture, without smoothing. */
export function DigitImage(props: {
  readonly image: Uint8Array;
  readonly label: string;
  readonly size?: number;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image } = props;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = context.createImageData(28, 28);
    for (let i = 0; i < 784; i++) pixels.data.set([image[i]!, image[i]!, image[i]!, 255], 4 * i);
    context.putImageData(pixels, 0, 0);
  }, [image]);
  return (
    <canvas
      ref={canvas}
      width={28}
      height={28}
      className="digit"
      role="img"
      aria-label={props.label}
      {...(props.size ? { style: { width: props.size, height: props.size } } : {})}
    />
  );
}

/** Before anyone has chosen: an image of a dropped class where there is one, else a 4, which has a likeness to 9. */
function firstShown(labels: readonly number[], dropped: readonly number[]): number {
  const asked = labels.findIndex((label) => (dropped.length > 0 ? dropped.includes(label) : label === 4));
  return Math.max(0, asked);
}

/**
 * The chosen probe of the shown run: its image and class; undefined where there is none.
 * @param kind where it must come from; absent: where the visitor looks
 */
export function useProbe(
  kind?: ProbeKind,
): { image: Uint8Array; label: number | undefined; index: number } | undefined {
  const page = usePage();
  const asked = kind ?? page.probeKind;
  const probe = asked === page.probeKind ? page.probe : null;
  const set = usePlayground((state) => state.run?.probes[asked]);
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses);
  if (!set) return undefined;
  const index = probe === null ? firstShown(set.labels, dropped ?? []) : Math.min(probe, set.images.length / 784 - 1);
  return { image: set.images.subarray(index * 784, (index + 1) * 784), label: set.labels[index], index };
}

function Strip({ kind }: { readonly kind: ProbeKind }): ReactNode {
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const probe = useProbe()?.index;
  const set = usePlayground((state) => state.run?.probes[kind]);
  if (!set) return <p className="hint">{words.waiting}</p>;
  return (
    <div className="strip">
      {set.labels.map((label, i) => (
        <button key={i} type="button" aria-pressed={probe === i} onClick={() => choose({ probe: i })}>
          <DigitImage
            image={set.images.subarray(i * 784, (i + 1) * 784)}
            label={words.probeNumber(i + 1, `${label}`)}
          />
        </button>
      ))}
    </div>
  );
}

/** The left column's upper half. */
export function DigitRegion(): ReactNode {
  const words = useWords();
  const { probeKind, choose } = usePage();
  const probe = useProbe();
  const kinds: readonly { value: ProbeKind; label: string }[] = [
    { value: "gallery", label: words.gallery },
    { value: "confusing", label: words.confusing },
    { value: "drawn", label: words.drawn },
  ];
  return (
    <section className="digit-region" aria-label={words.digit}>
      <h2>{words.digit}</h2>
      <Segments
        label={words.digit}
        value={probeKind}
        options={kinds}
        onChange={(value) => choose({ probeKind: value, probe: null })}
      />
      {probeKind === "drawn" ? (
        <DrawPad />
      ) : (
        <>
          {probe ? (
            <DigitImage
              image={probe.image}
              label={words.probeNumber(probe.index + 1, `${probe.label ?? ""}`)}
              size={132}
            />
          ) : null}
          <Strip kind={probeKind} />
        </>
      )}
    </section>
  );
}
