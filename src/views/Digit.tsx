/** The image that is asked about: a gallery, the most confusing ones, or the visitor's own hand. */

import { type ReactNode, useEffect, useRef } from "react";
import type { ProbeKind } from "../protocol/events.ts";
import { lacksImages, type ProbeSet } from "../session/runs.ts";
import { Segments } from "./controls.tsx";
import { DrawPad } from "./DrawPad.tsx";
import { usePage, usePlayground, useWords } from "./page.tsx";

/** Grey bytes of one image. */
const SIZE = 28 * 28;

/** One image of a set; null where the recording may not pass it on. */
function imageOf({ images }: ProbeSet, index: number): Uint8Array | null {
  return images.length === 0 ? null : images.subarray(index * SIZE, (index + 1) * SIZE);
}

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
    for (let i = 0; i < SIZE; i++) pixels.data.set([image[i]!, image[i]!, image[i]!, 255], 4 * i);
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
): { image: Uint8Array | null; label: number | undefined; index: number } | undefined {
  const page = usePage();
  const asked = kind ?? page.probeKind;
  const probe = asked === page.probeKind ? page.probe : null;
  const set = usePlayground((state) => state.run?.probes[asked]);
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses);
  if (!set) return undefined;
  // A drawn digit has an image and no label, a recorded one may have a label and no image.
  const most = Math.max(set.labels.length, set.images.length / SIZE) - 1;
  const index = probe === null ? firstShown(set.labels, dropped ?? []) : Math.min(probe, most);
  return { image: imageOf(set, index), label: set.labels[index], index };
}

/** An image, or where it is not at hand its class on a tile. */
function Shown(props: {
  readonly image: Uint8Array | null;
  readonly digit: number | undefined;
  readonly label: string;
  readonly size?: number;
}): ReactNode {
  const { image, digit, label, size } = props;
  const side = size === undefined ? {} : { size };
  if (image) return <DigitImage image={image} label={label} {...side} />;
  return (
    <span
      className="digit tile"
      role="img"
      aria-label={label}
      {...(size ? { style: { width: size, height: size } } : {})}
    >
      {digit}
    </span>
  );
}

/** Says that MNIST's own images are not part of a recording, and fetches them where they are at hand. */
function MissingImages(): ReactNode {
  const words = useWords();
  const missing = usePlayground(({ run }) => run !== null && lacksImages(run));
  const askImages = usePlayground((state) => state.askImages);
  if (!missing) return null;
  return (
    <p className="hint">
      {words.imagesLeftOut}{" "}
      <button type="button" className="quiet" onClick={askImages}>
        {words.showImages}
      </button>
    </p>
  );
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
          <Shown image={imageOf(set, i)} digit={label} label={words.probeNumber(i + 1, `${label}`)} />
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
            <Shown
              image={probe.image}
              digit={probe.label}
              label={words.probeNumber(probe.index + 1, `${probe.label ?? ""}`)}
              size={132}
            />
          ) : null}
          <Strip kind={probeKind} />
          <MissingImages />
        </>
      )}
    </section>
  );
}
