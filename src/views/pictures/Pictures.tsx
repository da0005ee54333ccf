/** The tab of a method's pictures: the newest ones of the first pair, the distilled student's first. */

import { type ReactNode, useMemo } from "react";
import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { useProbe } from "../shown/chosenProbe.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useClassNames } from "../statements/classNames.ts";
import { Waiting } from "../statements/waiting.ts";
import { Bars } from "./Bars.tsx";
import { Curve } from "./Curve.tsx";
import { FeatureMaps } from "./FeatureMaps.tsx";
import { HeatMap } from "./HeatMap.tsx";
import { Histogram } from "./Histogram.tsx";
import { NumberTables } from "./NumberTables.tsx";
import { commonExtent, type ImagePanel, orderedByFirst, type Pictured, panelsFor, withDifference } from "./panels.ts";

function Panel(props: {
  readonly kind: Pictured["kind"];
  readonly panel: ImagePanel;
  readonly extent: readonly [number, number];
  readonly barNames: (bars: number) => (i: number) => string;
}): ReactNode {
  const { kind, panel, extent, barNames } = props;
  switch (kind) {
    case "maps":
      return <FeatureMaps panel={panel} />;
    case "matrices":
      return <HeatMap panel={panel} max={Math.max(-extent[0], extent[1])} />;
    case "bars":
      return <Bars panel={panel} extent={extent} nameOf={barNames(panel.values.length)} />;
    case "histogram":
      return <Histogram panel={panel} />;
    case "curve":
      return <Curve panel={panel} extent={extent} />;
  }
}

/** One picture with its title, for one image. */
function PictureCard(props: {
  readonly pictured: Pictured;
  readonly image: number;
  readonly of: string;
  readonly where: string;
  /** its values are units in no order of their own */
  readonly isUnordered: boolean;
  /** names the bars of a panel with so many */
  readonly barNames: (bars: number) => (i: number) => string;
}): ReactNode {
  const { pictured, image, of, where, isUnordered, barNames } = props;
  const words = useLaterWords().inDetail;
  const translate = useTranslate();
  const panels = useMemo(() => {
    const own = panelsFor(pictured, image);
    return withDifference(pictured.kind, isUnordered ? orderedByFirst(own) : own);
  }, [pictured, image, isUnordered]);
  const extent = useMemo(() => commonExtent(panels), [panels]);
  return (
    <article className="picture">
      <h3>
        {translate(pictured.title)} <small>{pictured.kind === "histogram" ? where : `${where}, ${of}`}</small>
      </h3>
      {isUnordered ? <p className="hint">{words.unitsInOrder}</p> : null}
      <div className="panels">
        {panels.map((panel) => (
          <Panel key={panel.label} kind={pictured.kind} panel={panel} extent={extent} barNames={barNames} />
        ))}
      </div>
      <NumberTables panels={panels} columnsOf={pictured.kind === "bars" ? barNames : undefined} />
    </article>
  );
}

/** The pictures of the first pair's jobs, the distilled one first. */
function firstPair(pictures: Readonly<Record<string, Pictured>>): readonly Pictured[] {
  const ofPair = Object.values(pictures).filter(({ job }) => job.endsWith("/0"));
  return [...ofPair.filter(({ job }) => job === "taught/0"), ...ofPair.filter(({ job }) => job !== "taught/0")];
}

/** Whether the values of a picture's maps are units in no order of their own. */
function isUnorderedPicture(experiment: Experiment, { job, picture }: Pictured): boolean {
  const arm = job.slice(0, job.lastIndexOf("/"));
  if (!armsOf(experiment).includes(arm)) return false;
  return stagesOf(arm, experiment).some(({ pictures }) =>
    pictures?.some(({ id, isUnordered }) => id === picture && isUnordered),
  );
}

/** The tab "Picture". */
export default function Pictures(): ReactNode {
  const words = useWords();
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const nameOf = useClassNames(experiment.data.dataset);
  const pictures = usePlayground((state) => state.run?.pictures);
  const probe = useProbe("gallery");
  const pairPictures = useMemo(() => firstPair(pictures ?? {}), [pictures]);
  if (pairPictures.length === 0)
    return (
      <p className="hint">
        <Waiting />
      </p>
    );
  const of = words.pictureOf((probe?.index ?? 0) + 1, probe?.label === undefined ? "" : nameOf(probe.label));
  const { classes } = experiment.student.architecture;
  const barNames = (bars: number) => (bars === classes ? nameOf : (i: number) => `${i + 1}`);
  return pairPictures.map((pictured) => (
    <PictureCard
      key={`${pictured.job} ${pictured.picture}`}
      {...{ pictured, of }}
      image={probe?.index ?? 0}
      where={words.pictureAt(names.arm(pictured.job.slice(0, -2)), pictured.step)}
      isUnordered={isUnorderedPicture(experiment, pictured)}
      barNames={barNames}
    />
  ));
}
