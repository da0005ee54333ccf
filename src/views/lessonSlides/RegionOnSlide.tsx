/** One region of a card on its slide. What the lab already has is shown as there, in larger type. */

import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import type { Card } from "../../lessons/lesson.ts";
import type { Hidden } from "../../places/controls.ts";
import { shownStudent } from "../../session/run/runSelectors.ts";
import { detailPanels } from "../details/detailPanels.ts";
import { MethodStages } from "../details/MethodStages.tsx";
import { AllNetworks } from "../details/NetworksTable.tsx";
import { LoadedPart } from "../elements/LoadedPart.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { CurvePanel } from "../lecture/ChartPanels.tsx";
import { LinkPanel } from "../lecture/QrCode.tsx";
import { NumbersPanel } from "../lecture/ResultPanels.tsx";
import { Digit, DropChips, SlideBars } from "../lecture/Slide.tsx";
import { DrawingBox } from "../pictures/panelProps.ts";
import { SectionFigures } from "../player/CardRegions.tsx";
import { DroppedRow } from "../player/DroppedRow.tsx";
import { RunsBeside, type RunsBesideProps } from "../player/RunsBeside.tsx";
import { ShownClaims } from "../result/Claims.tsx";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import type { ShownAnswers } from "../softTargets/shownAnswers.ts";
import { canDrop, type SlideRegion } from "./cardOnSlide.ts";
import { FittedRegion } from "./FittedRegion.tsx";

/** Four drawings stand side by side on a slide of 4:3, and their type keeps its size. */
const NARROW = { width: 150, height: 90 } as const;

interface RegionProps {
  readonly card: Card;
  readonly region: SlideRegion;
  /** two runs that the card compares; null where it compares none */
  readonly runs: RunsBesideProps | null;
  readonly answers: ShownAnswers;
  readonly hidden: Hidden;
  /** pixels of one unit of the slide */
  readonly unit: number;
  /** the width that the region has, in units */
  readonly width: number;
  /** no slider says the temperature */
  readonly saysTemperature: boolean;
}

function OfLab({ card, region, runs }: Pick<RegionProps, "card" | "region" | "runs">): ReactNode {
  const experiment = useShownExperiment();
  const arm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  switch (region) {
    case "stages":
      return (
        <div className="networks">
          <MethodStages experiment={experiment} formula={false} />
        </div>
      );
    case "networks":
      return (
        <div className="networks">
          <AllNetworks ofArm={arm} />
        </div>
      );
    case "steps":
    case "gradients":
      return (
        <div className={`only-${region}`}>
          <LoadedPart code={detailPanels.lossCard} props={{}} />
        </div>
      );
    case "picture":
      return (
        <DrawingBox value={NARROW}>
          <LoadedPart code={detailPanels.picture} props={{}} />
        </DrawingBox>
      );
    case "runs":
      return runs && <RunsBeside {...runs} />;
    case "claims":
      return <ShownClaims />;
    case "sectionTable":
    case "temperatureMap":
      return <SectionFigures part={region} groups={card.onSlide?.groups} only={card.onSlide?.rows} />;
    default:
      return null;
  }
}

/** Units of the least and the largest height of a chart. */
const [LEAST, LARGEST] = [110, 400];

/** The chart as high as its room. */
function ChartInRoom({ unit, width }: Pick<RegionProps, "unit" | "width">): ReactNode {
  const room = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(LEAST);
  useLayoutEffect(() => {
    const outer = room.current!;
    const resize = () => {
      // The heading and the names of the curves have gaps of 10 units.
      const texts = [...outer.children].reduce(
        (sum, one) => sum + (one instanceof HTMLElement ? one.offsetHeight : 0),
        0,
      );
      const free = Math.floor((outer.clientHeight - texts) / unit) - 20;
      setHeight(Math.min(LARGEST, Math.max(LEAST, free)));
    };
    resize();
    const observer = new ResizeObserver(resize);
    observer.observe(outer);
    return () => observer.disconnect();
  }, [unit]);
  return (
    <div ref={room} className="chart-room">
      <CurvePanel {...{ width, height }} />
    </div>
  );
}

export function RegionOnSlide(props: RegionProps): ReactNode {
  const { card, region, runs, answers, hidden, unit, width, saysTemperature } = props;
  const { label, nameOf } = answers;
  switch (region) {
    case "bars":
      return (
        <>
          <Digit name={label === undefined ? "" : nameOf(label)} />
          <SlideBars {...{ answers, unit, hidden, saysTemperature }} />
        </>
      );
    case "drop":
      return <DropChips answers={answers} isFree={(c) => canDrop(card, c)} />;
    case "droppedRow":
      return <DroppedRow />;
    case "result":
      return <NumbersPanel />;
    case "chart":
      return <ChartInRoom unit={unit} width={width} />;
    case "link":
      return <LinkPanel />;
    default:
      return (
        // Where the type is larger, the dots of the table are too near to each other.
        <FittedRegion unit={unit} most={region === "sectionTable" ? 1.6 : undefined}>
          <OfLab {...{ card, region, runs }} />
        </FittedRegion>
      );
  }
}
