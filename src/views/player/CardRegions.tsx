/** What stands beside a card: the digit and the answers, and the regions that the card names. */

import { memo, type ReactNode, useEffect, useMemo } from "react";
import { armsOf, DISTILLED } from "../../domain/experiment.ts";
import { sectionRows } from "../../hinton2015/paperResults.ts";
import { figuresOfSeed } from "../../hinton2015/replay/sectionOrder.ts";
import { FiguresTable } from "../../hinton2015/views/FiguresTable.tsx";
import { TemperatureMap } from "../../hinton2015/views/TemperatureMap.tsx";
import { isMetInRegions } from "../../lessons/conditions.ts";
import type { Card, NamesOfRuns, SlidePart } from "../../lessons/lesson.ts";
import { DETAILS, type Detail } from "../../places/labView.ts";
import type { Region } from "../../places/regions.ts";
import { detailPanels } from "../details/detailPanels.ts";
import { ImagePicker } from "../digit/ImagePicker.tsx";
import { ErrorBoundary } from "../elements/ErrorBoundary.tsx";
import { Select } from "../elements/formControls.tsx";
import { LoadedPart } from "../elements/LoadedPart.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useHintonSectionStore, usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { StatusLine } from "../frame/StatusLine.tsx";
import { StepSlider } from "../lab/TimeBar.tsx";
import { TrainingButtons } from "../lab/TrainingButtons.tsx";
import { Accuracy } from "../result/Accuracy.tsx";
import Claims from "../result/Claims.tsx";
import { Result } from "../result/Result.tsx";
import { DropClasses } from "../settings/DropClasses.tsx";
import { MethodSettings } from "../settings/MethodSettings.tsx";
import { LockReason, useControlState } from "../shown/controlState.tsx";
import { MarkedPoints } from "../shown/markedPoints.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { SoftTargets } from "../softTargets/SoftTargets.tsx";
import ClassBias from "../statements/ClassBias.tsx";
import { DroppedRow } from "./DroppedRow.tsx";
import { RunsBeside } from "./RunsBeside.tsx";
import "../../styles/details.css";
import "../../styles/hinton2015.css";
import "../../styles/networks.css";
import "../../styles/pictures.css";

function ArmChoice(): ReactNode {
  const words = useWords();
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const arm = usePlayground((state) => state.shownArm);
  const showArm = usePlayground((state) => state.showArm);
  const isFree = useControlState("arm") === "free";
  const arms = armsOf(experiment);
  return (
    <fieldset className="arm-choice" disabled={!isFree}>
      <Select
        label={words.shownArm}
        value={arms.includes(arm) ? arm : DISTILLED}
        options={arms.map((value) => ({ value, label: names.arm(value) }))}
        onChange={showArm}
      />
      <LockReason control="arm" />
    </fieldset>
  );
}

/** Trains networks with the settings that are shown. */
function Training(): ReactNode {
  const isLocked = useControlState("train") === "locked";
  return (
    <fieldset className="lesson-training" disabled={isLocked}>
      <TrainingButtons />
      <StatusLine />
    </fieldset>
  );
}

/** The method's settings that need a new run: those that the card, or the frame of another site, leaves free can be changed. */
function Settings(): ReactNode {
  const isFree = usePage(
    ({ mask }) =>
      mask === null ||
      mask.others === "free" ||
      Object.entries(mask.named).some(([control, state]) => control.startsWith("param.") && state === "free"),
  );
  return (
    <fieldset className="lesson-settings" disabled={!isFree}>
      <MethodSettings />
    </fieldset>
  );
}

/**
 * The figures of Hinton's section over all its seeds.
 * @param props.groups the experiments whose rows the table has; all by default
 * @param props.only the rows that it has of them; all by default
 */
export function SectionFigures(props: {
  readonly part: "sectionTable" | "temperatureMap";
  readonly groups?: readonly string[] | undefined;
  readonly only?: readonly string[] | undefined;
}): ReactNode {
  const { part, groups, only } = props;
  const { summaries, load } = useHintonSectionStore((section) => section);
  useEffect(() => {
    load("mnist").catch(() => {});
  }, [load]);
  const summary = summaries.mnist;
  if (!summary) return null;
  const rows = sectionRows.filter(
    ({ id, experiment }) => (groups?.includes(experiment) ?? true) && (only?.includes(id) ?? true),
  );
  const figures = figuresOfSeed(summary.figures, null);
  return (
    <div className="replay-page">
      {part === "sectionTable" ? (
        <FiguresTable
          figures={Object.fromEntries(rows.map(({ id }) => [id, figures[id] ?? []]))}
          isMnist
          total={summary.total}
        />
      ) : (
        <TemperatureMap figures={figures} total={summary.total} />
      )}
    </div>
  );
}

function DetailPanel({ detail, only }: { readonly detail: Detail; readonly only?: string | undefined }): ReactNode {
  const words = useWords();
  return (
    // While the table of the networks waits for a guess nothing in them takes the focus; they scroll by keyboard all the same.
    <section
      className={only ? `details only-${only}` : "details"}
      aria-label={words.lab.details[detail]}
      tabIndex={detail === "networks" ? 0 : undefined}
    >
      <LoadedPart code={detailPanels[detail]} props={{}} />
    </section>
  );
}

/** @param props.part what of the region is shown; all of it by default */
export function RegionView(props: { readonly region: Region; readonly part?: SlidePart | undefined }): ReactNode {
  const { region, part } = props;
  switch (region) {
    case "drop":
      return <DropClasses />;
    case "droppedRow":
      return <DroppedRow />;
    case "bias":
      return <ClassBias />;
    case "result":
      return <Result />;
    case "chart":
      return <Accuracy />;
    case "arms":
      return <ArmChoice />;
    case "train":
      return <Training />;
    case "time":
      return (
        <div className="time-bar">
          <StepSlider isNamed />
          <LockReason control="step" />
        </div>
      );
    case "claims":
      return <Claims />;
    case "settings":
      return <Settings />;
    case "sectionTable":
    case "temperatureMap":
      return <SectionFigures part={region} only={part?.rows} />;
    default:
      return (
        <DetailPanel
          detail={DETAILS.find((detail) => region === `detail.${detail}`) ?? "networks"}
          only={part?.detail}
        />
      );
  }
}

/** The digit, and what both networks answer. */
export function Answers(): ReactNode {
  return (
    <div className="answers-room">
      <div className="lesson-answers">
        <ErrorBoundary>
          <ImagePicker />
        </ErrorBoundary>
        <ErrorBoundary>
          <SoftTargets />
        </ErrorBoundary>
      </div>
    </div>
  );
}

/** Where the page is narrow, what the card moves stands before what follows it. */
function classOf(card: Card, figures: unknown): string {
  const isFirst = card.kind === "act" && isMetInRegions(card.until(figures));
  const hasDetail = card.shows.some((region) => region.startsWith("detail."));
  const classes = {
    ...{ "without-answers": card.answers === false, "regions-first": isFirst, "with-detail": hasDetail },
    "with-gradients": card.onSlide?.detail === "gradients",
  };
  return ["lesson-live", ...Object.entries(classes).flatMap(([name, is]) => (is ? [name] : []))].join(" ");
}

/** What stands below the digit and the answers: the claims once, since the result has them, too. */
function regionsOf({ shows }: Card): readonly Region[] {
  return shows.includes("result") ? shows.filter((region) => region !== "claims") : shows;
}

/**
 * @param props.card it stays the same while sliders are moved, so that only what follows them is drawn again
 * @param props.isOpening nothing is shown, since it would be of what was open before the lesson
 */
export const CardRegions = memo(
  (props: {
    readonly card: Card;
    readonly figures: unknown;
    readonly isOpening: boolean;
    /** of two runs that the card compares */
    readonly namesOfRuns: NamesOfRuns | undefined;
  }): ReactNode => {
    const { card, figures, isOpening, namesOfRuns } = props;
    const { player: words } = useLaterWords().lessons;
    const marks = useMemo(() => card.marks?.(figures) ?? [], [card, figures]);
    return (
      // Without answers there may be nothing in it that takes the focus; it scrolls by keyboard all the same.
      <section
        className={classOf(card, figures)}
        aria-label={words.beside}
        aria-busy={isOpening}
        tabIndex={card.answers === false ? 0 : undefined}
      >
        {card.answers === false ? null : <Answers />}
        <div className="lesson-regions">
          {card.runs && namesOfRuns ? <RunsBeside runs={card.runs(figures)} texts={namesOfRuns} /> : null}
          <MarkedPoints value={marks}>
            {regionsOf(card).map((region) => (
              <ErrorBoundary key={region}>
                <RegionView region={region} part={card.onSlide} />
              </ErrorBoundary>
            ))}
          </MarkedPoints>
        </div>
      </section>
    );
  },
);
