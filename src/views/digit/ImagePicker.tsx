/** Choice of the probe: from the gallery, from the most confusing images, or drawn by the visitor. */

import type { ReactNode } from "react";
import type { ProbeKind } from "../../protocol/events.ts";
import { lacksImages } from "../../session/run/runFromEvents.ts";
import { imageOf, useProbe, useProbeKind } from "../elements/chosenProbe.ts";
import { DigitImage } from "../elements/DigitImage.tsx";
import { SegmentedChoice } from "../elements/formControls.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useClassNames } from "../statements/classNames.ts";
import { Waiting } from "../statements/waiting.ts";

const drawingPad = loadedCode(() => import("./DrawingPad.tsx"));

/** An image, or where it is not available the name of its class on a tile. */
function ProbeImage(props: {
  readonly image: Uint8Array | null;
  readonly name: string;
  readonly label: string;
  readonly size?: number;
}): ReactNode {
  const { image, name, label, size } = props;
  const side = size === undefined ? {} : { size };
  if (image) return <DigitImage image={image} label={label} {...side} />;
  return (
    <span
      className="digit tile"
      role="img"
      aria-label={label}
      title={name}
      {...(size ? { style: { width: size, height: size } } : {})}
    >
      {name}
    </span>
  );
}

/** A note that the data set's images are not part of a recording, and a button that loads them where they are available. */
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
  const nameOf = useClassNames(useShownExperiment().data.dataset);
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
          <ProbeImage image={imageOf(set, i)} name={nameOf(label)} label={words.probeNumber(i + 1, nameOf(label))} />
        </button>
      ))}
    </div>
  );
}

/** Region "Digit", or "Image" where the classes are no digits. */
export function ImagePicker(): ReactNode {
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const probeKind = useProbeKind();
  const probe = useProbe();
  const nameOf = useClassNames(useShownExperiment().data.dataset);
  const name = probe?.label === undefined ? "" : nameOf(probe.label);
  const title = nameOf.areWords ? words.image : words.digit;
  const kinds: readonly { value: ProbeKind; label: string }[] = [
    { value: "gallery", label: words.gallery },
    { value: "confusing", label: words.confusing },
    ...(nameOf.areWords ? [] : [{ value: "drawn" as const, label: words.drawn }]),
  ];
  return (
    <section className="digit-region" aria-label={title}>
      <h2>{title}</h2>
      <SegmentedChoice
        label={title}
        value={probeKind}
        options={kinds}
        onChange={(value) => choose({ probeKind: value, probe: null })}
      />
      {probeKind === "drawn" ? (
        <LoadedPart code={drawingPad} props={{}} />
      ) : (
        <>
          {probe ? (
            <ProbeImage image={probe.image} name={name} label={words.probeNumber(probe.index + 1, name)} size={132} />
          ) : null}
          <ProbeButtons kind={probeKind} />
          <MissingImages />
        </>
      )}
    </section>
  );
}
