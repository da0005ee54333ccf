/** The chart of test errors, drawn by recharts; a bundle of its own, which the first view does not need. */

import { memo, type ReactNode, startTransition, useContext, useMemo } from "react";
import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";
import { type Arm, BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { usePaperLines, useRecordedCurves } from "../../hinton2015/views/paperComparison.ts";
import { useComparedRun } from "../../hinton2015/views/sectionComparison.ts";
import { count } from "../../i18n/numberFormats.ts";
import { CHART_INTERVAL } from "../../protocol/pacing.ts";
import { type Curve, curvesOf, type EvaluatedNetwork } from "../../session/comparisons/evaluationCurves.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { useElementSize } from "../elements/observedElement.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useThrottled } from "../elements/throttledValue.ts";
import { untranslated, useTranslate, useWords } from "../elements/translation.ts";
import { MarkedPoints } from "../shown/markedPoints.ts";
import { useNames } from "../shown/networkNames.ts";
import { hasTeacher, useShownExperiment } from "../shown/shownExperiment.ts";
import { useEarlierStep } from "../shown/shownRun.ts";
import { useLarge } from "../shown/windowWidth.ts";
import { ChartLayer, type Marker } from "./ChartLayer.tsx";
import { ChartReading, type NamedCurve } from "./ChartReading.tsx";
import { errorsAxis, lastShownStep, rowsOf } from "./chartCurves.ts";
import { type BiasedEnd, useBiasedEnd, useUnbiasedNetworks } from "./chartNetworks.ts";
import { type EndLabel, errorsBetween, linesOf, widthOf } from "./endLabels.ts";
import { usePinnedCurves } from "./pinnedCurves.ts";
import { useNotes } from "./runNotes.ts";
import { placedNotes, rowsOfNotes } from "./stepNotes.ts";
import "../../styles/chart.css";

/** Width of the axis of errors, in the size of its letters. */
const AXIS_WIDTH = 3.75;
/** Width of a figure of the steps, in the size of its letters. */
const STEP_FIGURE = 0.61;

const NONE: readonly never[] = [];

/** Dashes of arms other than the two that are compared, which are all grey. */
const OTHER_DASHES = ["2 3", "9 3 2 3", "1 5", "12 3", "4 2", "6 2 1 2 1 2"] as const;

interface LineStyle {
  readonly stroke: string;
  readonly dash: string;
}

/** Line styles by arm; further arms differ by their dashes. */
function lineStyles(arms: readonly Arm[]): (arm: Arm | undefined) => LineStyle {
  const others = arms.filter((arm) => arm !== DISTILLED && arm !== BASELINE);
  return (arm) => {
    if (arm === undefined) return { stroke: "var(--teacher)", dash: "var(--dash-teacher)" };
    if (arm === DISTILLED) return { stroke: "var(--student)", dash: "none" };
    if (arm === BASELINE) return { stroke: "var(--baseline)", dash: "var(--dash-baseline)" };
    return { stroke: "var(--baseline)", dash: OTHER_DASHES[others.indexOf(arm) % OTHER_DASHES.length]! };
  };
}

/** What of a run the chart draws anew as it changes. */
interface Drawn {
  readonly networks: readonly EvaluatedNetwork[];
  readonly marks: Run["marks"];
}

/** The chart: drawn anew at most every `CHART_INTERVAL`, in pieces between which a slider can move. */
export default function AccuracyChart(): ReactNode {
  const networks = useUnbiasedNetworks();
  const marks = usePlayground((state) => state.run?.marks) ?? NONE;
  const newest = useMemo(() => ({ networks, marks }), [networks, marks]);
  const throttled = useThrottled(CHART_INTERVAL, newest);
  // Only a run that goes on brings so many evaluations that they are held back.
  const isIdle = usePlayground((state) => state.phase === "idle");
  return <Lines drawn={isIdle ? newest : throttled} biasedEnd={useBiasedEnd()} step={useEarlierStep()} />;
}

/** The names of lines, short where they stand at their ends. */
function useLineNames(): (curve: Curve) => string {
  const words = useWords();
  const { lines } = words.resultColumn.chart;
  const translate = useTranslate();
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const isTaught = hasTeacher(experiment);
  return ({ kind, arm, card }) => {
    if (arm === undefined) return lines.teacher;
    if (kind === "output") return translate(card.name);
    if (arm === DISTILLED) return isTaught ? lines.taught : lines.alone;
    return arm === BASELINE ? lines.plain : names.arm(arm);
  };
}

/** Lines of all networks; arrow keys move the cursor, whose values are exact. */
const Lines = memo(function Lines(props: {
  readonly drawn: Drawn;
  readonly biasedEnd: BiasedEnd | null;
  readonly step: number | null;
}): ReactNode {
  const { drawn, biasedEnd, step } = props;
  const { networks, marks } = drawn;
  const words = useWords();
  const { replay } = useLaterWords();
  const { chart } = words.resultColumn;
  const size = useLarge() ? 14 : 12;
  const [figure, { width, height }] = useElementSize(startTransition);
  const nameOf = useLineNames();
  const notes = useNotes(marks);
  const cards = useMemo(() => networks.map(({ card }) => card), [networks]);
  const recorded = useRecordedCurves(cards);
  const marked = useContext(MarkedPoints);
  const paperLines = usePaperLines();
  const isOfSection = useComparedRun() !== null;
  const curves = useMemo(() => curvesOf(networks), [networks]);
  const recordedCurves = useMemo(() => curvesOf(recorded), [recorded]);
  const total = networks.find(({ evaluations }) => evaluations.length > 0)?.evaluations[0]?.evaluation.total ?? 0;
  const paper = paperLines.map(({ errors }) => (errors * total) / 10_000);
  const pinned = usePinnedCurves(total);
  const { end, teacher } = useMemo(() => lastShownStep(networks), [networks]);
  const all = useMemo(() => [...pinned, ...recordedCurves, ...curves], [pinned, recordedCurves, curves]);
  const biased = biasedEnd ? [biasedEnd.errors] : [];
  const axis = errorsAxis(all, [...paper, ...biased], isOfSection);
  const data = useMemo(() => rowsOf(all, axis.low, end), [all, axis.low, end]);
  const ofArm = lineStyles([...new Set(curves.flatMap(({ arm }) => arm ?? []))]);
  const numberOf = (curve: Curve) => pinned.find(({ id }) => id === curve.id)?.number;
  const styleOf = (curve: Pick<Curve, "arm" | "id">): LineStyle => ({
    ...ofArm(curve.arm),
    ...(pinned.some(({ id }) => id === curve.id) ? { stroke: "var(--ink-3)" } : {}),
  });
  const labels: readonly EndLabel[] = [
    ...curves
      .filter(({ kind }) => kind !== "pair")
      .map((curve): EndLabel => {
        const last = curve.points.at(-1)!;
        const moved = biasedEnd?.arm === curve.arm && curve.kind === "mean" ? biasedEnd : null;
        const shown = Math.min(last.step, end);
        return {
          ...{ key: curve.id, name: moved?.isPart ? chart.biasedPair : nameOf(curve), colour: styleOf(curve).stroke },
          value: count(Math.round(moved?.errors ?? last.errors)),
          at: moved?.errors ?? last.errors,
          end: { step: shown, errors: moved?.errors ?? errorsBetween(curve.points, shown) ?? last.errors },
          isMinor: curve.kind === "output",
        };
      }),
    ...recordedCurves.map((curve): EndLabel => {
      const last = curve.points.at(-1)!;
      const { stroke } = styleOf(curve);
      return {
        key: curve.id,
        name: chart.recorded,
        value: count(last.errors),
        at: last.errors,
        end: last,
        colour: stroke,
      };
    }),
    ...pinned.map((curve): EndLabel => {
      const last = curve.points.at(-1)!;
      const at = errorsBetween(curve.points, Math.min(last.step, end)) ?? last.errors;
      return {
        ...{ key: curve.id, name: words.resultColumn.runs.run(curve.number), value: count(Math.round(last.errors)) },
        ...{ at: last.errors, end: { step: Math.min(last.step, end), errors: at }, colour: styleOf(curve).stroke },
        isMinor: true,
      };
    }),
    ...paperLines.map(({ of, errors }, i): EndLabel => {
      const { stroke } = ofArm(of === "teacher" ? undefined : of);
      return {
        key: `paper ${of}`,
        name: chart.paper,
        value: count(errors),
        at: paper[i]!,
        colour: stroke,
        isOfPaper: true,
      };
    }),
  ];
  const markers: readonly Marker[] = [
    ...marked.map(
      ({ arm, ...point }): Marker => ({
        ...{ ...point, key: `marked ${arm}`, colour: ofArm(arm).stroke },
        ...{ isRing: true, text: count(point.errors) },
      }),
    ),
    ...(step === null
      ? []
      : curves
          .filter(({ kind }) => kind === "mean" || kind === "teacher")
          .flatMap((curve): readonly Marker[] => {
            const at = curve.points.findLast((point) => point.step <= step);
            return at ? [{ ...at, step, key: curve.id, colour: styleOf(curve).stroke }] : [];
          })),
    ...(biasedEnd
      ? [{ ...biasedEnd, key: "bias", colour: ofArm(biasedEnd.arm).stroke, isRing: true, from: biasedEnd.unbiased }]
      : []),
  ];
  const named: readonly NamedCurve[] = all.map((curve) => {
    const isRecorded = recordedCurves.includes(curve);
    const number = numberOf(curve);
    const own = number === undefined ? nameOf(curve) : `${words.resultColumn.runs.run(number)} ${nameOf(curve)}`;
    const name = isRecorded ? replay.recordedLine(own) : own;
    return { ...curve, name, colour: styleOf(curve).stroke };
  });
  const room = size * (1 + Math.max(3, ...labels.flatMap((label) => linesOf(label).map(widthOf))));
  const [left, right] = [size * AXIS_WIDTH, width - room];
  const placed = placedNotes(notes, (at) => left + (Math.min(at, end) / end) * (right - left), [0, right], size);
  const axisText = { fontSize: size, fontFamily: "var(--num)", fill: "var(--ink-2)" };
  const isCut = teacher > end;
  const stepsName = isCut ? chart.stepsOfStudents(count(teacher)) : chart.steps;
  // Beside the last number of the steps where the labels of the lines leave it room, so that the lines are higher.
  const besideNumbers = size * (0.5 + (STEP_FIGURE * count(end).length) / 2);
  const isBeside = besideNumbers + size * widthOf(stepsName) <= room;
  const finding = labels.map(({ name, value }) => `${name} ${value}`).join(words.punctuation.comma);
  return (
    <figure
      ref={figure}
      className="chart"
      {...untranslated}
      aria-label={[`${words.errorsChart}: ${finding}.`, words.chartHelp].join(words.punctuation.space)}
    >
      {width > 0 && height > 0 ? (
        <LineChart
          width={width}
          height={height}
          data={data as Record<string, number>[]}
          margin={{ top: 8 + 1.2 * size * rowsOfNotes(placed), right: room, bottom: isBeside ? 0 : 14, left: 0 }}
          accessibilityLayer
        >
          <CartesianGrid stroke="var(--hair)" vertical={false} />
          <XAxis
            dataKey="step"
            type="number"
            domain={[0, end]}
            ticks={[0, end / 2, end]}
            interval={0}
            tick={axisText}
            tickLine={false}
            height={size * 1.6}
            tickFormatter={(value: number) => count(value)}
            stroke="var(--hair)"
            label={{
              value: stepsName,
              ...(isBeside
                ? { position: "right", offset: besideNumbers, dy: -0.05 * size }
                : { position: isCut ? "insideBottomLeft" : "insideBottom", dx: isCut ? -1.4 * size : 0, offset: -10 }),
              fontSize: size,
              fill: "var(--ink-2)",
            }}
          />
          <YAxis
            scale="log"
            domain={[axis.low, axis.high]}
            ticks={[...axis.ticks]}
            interval={0}
            allowDataOverflow
            tick={axisText}
            tickLine={false}
            stroke="var(--hair)"
            width={left}
            tickFormatter={(value: number) => count(value)}
          />
          <Tooltip
            isAnimationActive={false}
            allowEscapeViewBox={{ x: false, y: false }}
            offset={12}
            content={<ChartReading curves={named} total={total} />}
          />
          {all.map((curve) => {
            const { stroke, dash } = styleOf(curve);
            const isRecorded = recordedCurves.includes(curve);
            const isThin =
              isRecorded || numberOf(curve) !== undefined || curve.kind === "pair" || curve.kind === "output";
            const strokeWidth = isThin ? 1 : 2.25;
            return (
              <Line
                key={curve.id}
                dataKey={curve.id}
                stroke={stroke}
                strokeDasharray={isRecorded ? "1 3" : dash}
                strokeWidth={strokeWidth}
                strokeOpacity={isThin ? 0.5 : 1}
                dot={false}
                activeDot={isThin ? false : { r: size / 3, strokeWidth: 0 }}
                connectNulls
                isAnimationActive={false}
              />
            );
          })}
          <ChartLayer {...{ axis, end, size, labels, notes: placed, markers, step }} />
        </LineChart>
      ) : null}
    </figure>
  );
});
