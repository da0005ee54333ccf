/** Choice of the probe: from the gallery, from the most confusing images, or drawn by the visitor. */

import type { KeyboardEvent, ReactNode } from "react";
import { canBeDrawn, shapeOf } from "../../domain/namedDatasets.ts";
import type { ProbeKind } from "../../protocol/events.ts";
import { lacksImages } from "../../session/run/runFromEvents.ts";
import { DigitImage } from "../elements/DigitImage.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { imageOf, useProbe, useProbeKind } from "../shown/chosenProbe.ts";
import { LockReason, useControlState } from "../shown/controlState.tsx";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useClassNames } from "../statements/classNames.ts";

/** Images of a set of probes. */
const GALLERY_IMAGES = 10;
/** More images than these scroll. */
const MOST_WITHOUT_SCROLLING = 15;

const drawingPad = loadedCode(() => import("./DrawingPad.tsx"));

/** An image, or where it is not available the name of its class on a tile. */
function ProbeImage(props: {
  readonly image: Uint8Array | null;
  readonly name: string;
  readonly label: string;
}): ReactNode {
  const { image, name, label } = props;
  const { data } = useShownExperiment();
  if (image) return <DigitImage {...{ image, data, label }} />;
  return (
    <span className="digit tile" role="img" aria-label={label} title={name}>
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

/** The room of a set's images while there is none; the sentence beside it says what goes on. */
function EmptyStrip(): ReactNode {
  return (
    <div className="strip" aria-hidden="true">
      {Array.from({ length: GALLERY_IMAGES }, (_, i) => (
        <button key={i} type="button" disabled>
          <span className="digit" />
        </button>
      ))}
    </div>
  );
}

/** All images of a set: one stop of the tab key, between which arrow keys move. None is chosen while another set is shown. */
function ImageChoice({ kind }: { readonly kind: ProbeKind }): ReactNode {
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const chosen = useProbe(kind)?.index ?? 0;
  const isShown = useProbeKind() === kind;
  const set = usePlayground((state) => state.run?.probes[kind]);
  const { data } = useShownExperiment();
  const nameOf = useClassNames(data);
  if (!set) return <EmptyStrip />;
  const count = set.labels.length;
  const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = (chosen + move + count) % count;
    choose({ probeKind: kind, probe: next });
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div
      className={count > MOST_WITHOUT_SCROLLING ? "strip many" : "strip"}
      role="radiogroup"
      aria-label={words.gallery}
      onKeyDown={onKeyDown}
    >
      {set.labels.map((label, i) => (
        <button
          key={i}
          type="button"
          role="radio"
          aria-checked={isShown && chosen === i}
          tabIndex={chosen === i ? 0 : -1}
          onClick={() => choose({ probeKind: kind, probe: i })}
        >
          <ProbeImage
            image={imageOf(set, i, shapeOf(data))}
            name={nameOf(label)}
            label={words.probeNumber(i + 1, nameOf(label))}
          />
        </button>
      ))}
    </div>
  );
}

/** Region "Digit", or "Image" where the classes are no digits. */
export function ImagePicker(): ReactNode {
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const kind = useProbeKind();
  const { data } = useShownExperiment();
  const isDrawing = usePage((page) => page.probeKind === "drawn") && canBeDrawn(data);
  const isDrawn = kind === "drawn";
  const drawnOver = usePage((page) => page.drawnOver);
  const hasConfusing = usePlayground(({ run }) => run === null || run.probes.confusing !== undefined);
  const probe = useProbe();
  const isFree = useControlState("digit") === "free";
  // A drawn digit is answered by live networks: where none can be trained, none is offered.
  const canTrain = useControlState("train") === "free";
  const isLive = usePlayground(({ run }) => run?.origin === "live");
  const nameOf = useClassNames(data);
  const name = probe?.label === undefined ? "" : nameOf(probe.label);
  const title = nameOf.areWords ? words.image : words.digit;
  const togglePad = () =>
    choose(
      isDrawing
        ? { probeKind: drawnOver.kind, probe: drawnOver.probe }
        : { probeKind: "drawn", probe: null, drawnOver: { kind, probe: probe?.index ?? null } },
    );
  const isConfusing = kind === "confusing" && !isDrawing;
  return (
    <section className="digit-region" aria-label={title}>
      <h2>{title}</h2>
      {isDrawing ? <LoadedPart code={drawingPad} props={{}} placeholder={<div className="draw" />} /> : null}
      {/* Beside the pad it is seen where the pad has no room. */}
      <div className="shown-image">
        {probe ? (
          <ProbeImage
            image={probe.image}
            name={name}
            label={isDrawn ? words.networkSees(shapeOf(data).width) : words.probeNumber(probe.index + 1, name)}
          />
        ) : null}
      </div>
      {isFree ? <ImageChoice kind={isDrawn ? "gallery" : kind} /> : <LockReason control="digit" />}
      <MissingImages />
      {isFree && (canTrain || hasConfusing) ? (
        <div className="image-sets">
          {canBeDrawn(data) && (canTrain || isLive) ? (
            <button type="button" aria-pressed={isDrawing} onClick={togglePad}>
              {words.drawn}
            </button>
          ) : null}
          <button
            type="button"
            disabled={!hasConfusing}
            aria-pressed={isConfusing}
            onClick={() => choose({ probeKind: isConfusing ? "gallery" : "confusing", probe: null })}
          >
            {words.confusing}
          </button>
        </div>
      ) : null}
      {isFree && data.files && !canBeDrawn(data) ? <p className="hint">{words.notDrawn}</p> : null}
    </section>
  );
}
