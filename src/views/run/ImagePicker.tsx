/** Choice of the probe: from the gallery, from the most confusing images, or drawn by the visitor. */

import type { ReactNode } from "react";
import type { ProbeKind } from "../../protocol/events.ts";
import { lacksImages } from "../../session/run/runFromEvents.ts";
import { imageOf, useProbe } from "../elements/chosenProbe.ts";
import { DigitImage } from "../elements/DigitImage.tsx";
import { SegmentedChoice } from "../elements/formControls.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { Waiting } from "../statements/waiting.ts";

const drawingPad = loadedCode(() => import("./DrawingPad.tsx"));

/** An image, or where it is not available its class on a tile. */
function ProbeImage(props: {
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

/** A note that MNIST's images are not part of a recording, and a button that loads them where they are available. */
function MissingImages(): ReactNode {
  const words = useWords();
  const missing = usePlayground(({ run }) => run !== null && lacksImages(run));
  const requestImages = usePlayground((state) => state.requestImages);
  if (!missing) return null;
  return (
    <p className="hint">
      {words.imagesLeftOut}{" "}
      <button type="button" className="quiet" onClick={requestImages}>
        {words.showImages}
      </button>
    </p>
  );
}

function ProbeButtons({ kind }: { readonly kind: ProbeKind }): ReactNode {
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const probe = useProbe()?.index;
  const set = usePlayground((state) => state.run?.probes[kind]);
  if (!set)
    return (
      <p className="hint">
        <Waiting />
      </p>
    );
  return (
    <div className="strip">
      {set.labels.map((label, i) => (
        <button key={i} type="button" aria-pressed={probe === i} onClick={() => choose({ probe: i })}>
          <ProbeImage image={imageOf(set, i)} digit={label} label={words.probeNumber(i + 1, `${label}`)} />
        </button>
      ))}
    </div>
  );
}

/** Region "Digit". */
export function ImagePicker(): ReactNode {
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
      <SegmentedChoice
        label={words.digit}
        value={probeKind}
        options={kinds}
        onChange={(value) => choose({ probeKind: value, probe: null })}
      />
      {probeKind === "drawn" ? (
        <LoadedPart code={drawingPad} props={{}} />
      ) : (
        <>
          {probe ? (
            <ProbeImage
              image={probe.image}
              digit={probe.label}
              label={words.probeNumber(probe.index + 1, `${probe.label ?? ""}`)}
              size={132}
            />
          ) : null}
          <ProbeButtons kind={probeKind} />
          <MissingImages />
        </>
      )}
    </section>
  );
}
