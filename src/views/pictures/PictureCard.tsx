/** One picture of a method: its title, what there is to see in it, and its panels for one image. */

import { type ReactNode, useContext, useMemo } from "react";
import type { Picture } from "../../methods/core/method.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useTranslate } from "../elements/translation.ts";
import { Bars } from "./Bars.tsx";
import { Curves, type NamedCurve } from "./Curve.tsx";
import { FeatureMaps } from "./FeatureMaps.tsx";
import { HeatMap } from "./HeatMap.tsx";
import { Histogram } from "./Histogram.tsx";
import { NumberTables } from "./NumberTables.tsx";
import { DrawingBox, LAB_BOX, QUARTER_BOX } from "./panelProps.ts";
import {
  commonExtent,
  correlationOf,
  type ImagePanel,
  orderedByFirst,
  type Pictured,
  panelsFor,
  withDifference,
} from "./panels.ts";
import { SharesOfImages } from "./SharesOfImages.tsx";

type BarNames = (bars: number) => (i: number) => string;

/** The last of three panels of maps or matrices where it is the difference of the others. */
function differenceOf(panels: readonly ImagePanel[]): ImagePanel | undefined {
  return panels.length === 3 ? panels.find(({ label }) => label === "difference") : undefined;
}

function Panels(props: {
  readonly kind: Pictured["kind"];
  readonly panels: readonly ImagePanel[];
  readonly teaching: readonly string[];
  readonly barNames: BarNames;
}): ReactNode {
  const { kind, panels, teaching, barNames } = props;
  const difference = differenceOf(panels);
  const extent = commonExtent(panels);
  const reach = Math.max(...panels.map(({ range }) => range?.[1] ?? 0));
  return panels.map((panel) => {
    const tone = teaching.includes(panel.label) ? "teacher" : "student";
    const isDifference = panel === difference;
    const key = panel.label;
    if (kind === "histogram") return <Histogram key={key} {...{ panel, reach }} />;
    if (kind === "bars") return <Bars key={key} {...{ panel, tone, extent }} nameOf={barNames(panel.values.length)} />;
    if (kind === "matrices") return <HeatMap key={key} {...{ panel, tone, isDifference, extent }} />;
    // Maps that are not compared cell by cell have scales of their own.
    const own = difference ? extent : commonExtent([panel]);
    return <FeatureMaps key={key} {...{ panel, tone, isDifference }} extent={own} />;
  });
}

/** The card. */
export function PictureCard(props: {
  readonly pictured: Pictured;
  /** as the method declares it; absent: one that the engine draws of every method */
  readonly declared: Picture | undefined;
  /** index of the image */
  readonly image: number;
  /** the arm and the step, and for a picture of one image which */
  readonly where: string;
  readonly curves: readonly NamedCurve[];
  readonly barNames: BarNames;
  /** names an image by its index */
  readonly imageName: (image: number) => string;
}): ReactNode {
  const { pictured, declared, image, where, curves, barNames, imageName } = props;
  const words = useLaterWords().inDetail;
  const translate = useTranslate();
  const { kind } = pictured;
  const panels = useMemo(() => {
    const own = panelsFor(pictured, image);
    return withDifference(pictured.kind, declared?.isUnordered ? orderedByFirst(own) : own);
  }, [pictured, image, declared]);
  const box = useContext(DrawingBox);
  const isOfCard = usePage(({ mask }) => mask?.others === "hidden");
  const isQuartered = isOfCard && box === LAB_BOX && kind === "bars" && panels.length === 4;
  const alike = differenceOf(panels) ? correlationOf(panels[0]!.values, panels[1]!.values) : null;
  const reading = declared ? translate(declared.reading) : (words.readings[pictured.picture] ?? "");
  const sentences = [
    reading,
    ...(declared?.isUnordered ? [words.unitsInOrder] : []),
    ...(kind === "histogram" ? [words.squareRoots] : []),
  ];
  const title = translate(pictured.title);
  return (
    <article className="picture">
      <h3>
        {title} <small>{where}</small>
      </h3>
      <p className="hint">{sentences.join(words.between)}</p>
      <p className="alike">{alike === null ? "" : words.correlation(alike.toFixed(2))}</p>
      <div className={`panels ${kind} of-${panels.length}${isQuartered ? " quartered" : ""}`}>
        {kind === "curve" ? (
          <Curves {...{ curves, title }} />
        ) : (
          <DrawingBox value={isQuartered ? QUARTER_BOX : box}>
            <Panels {...{ kind, panels, barNames }} teaching={declared?.teaching ?? []} />
          </DrawingBox>
        )}
      </div>
      {kind === "bars" ? <SharesOfImages {...{ pictured, image }} nameOf={imageName} /> : null}
      <NumberTables panels={panels} columnsOf={kind === "bars" ? barNames : undefined} />
    </article>
  );
}
