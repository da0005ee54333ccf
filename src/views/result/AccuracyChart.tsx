/** The chart of test errors, drawn by recharts; a bundle of its own, which the first view does not need. */

import { memo, type ReactNode, useMemo } from "react";
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { type Arm, BASELINE, DISTILLED } from "../../domain/experiment.ts";
import {
  type PaperLine,
  RECORDED_PREFIX,
  useComparedRun,
  usePaperLines,
  useRecordedCurves,
} from "../../hinton2015/views/sectionComparison.ts";
import { paramLabel } from "../../i18n/methodText.ts";
import { CHART_INTERVAL } from "../../protocol/pacing.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import { type EvaluatedNetwork, useEvaluatedNetworks } from "../elements/evaluatedNetworks.ts";
import { useNames } from "../elements/networkNames.ts";
import { count } from "../elements/numberFormats.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useThrottled } from "../elements/throttledValue.ts";
import { untranslated, useTranslate, useWords } from "../elements/translation.ts";

/** How many changes of live settings are marked, the newest: more could not be read. */
const MAX_MARKS = 8;

type Row = Record<string, number>;

/** Every job's own output is drawn, and all outputs of the first distilled job. */
function isDrawn({ card }: EvaluatedNetwork): boolean {
  return !card.member || (card.arm === DISTILLED && card.pair === 0);
}

/** The share of training after which errors in the paper's range can be distinguished. */
const START = 0.1;

/** The upper end of the axis, percent: 1.1 times the largest error after the start, so that the first fall is left out. */
function maxAfterStart(networks: readonly EvaluatedNetwork[], paper: readonly PaperLine[]): number {
  const errors = networks.flatMap(({ card: { steps = 0 }, evaluations }) =>
    evaluations
      .filter(({ step }) => step >= START * steps)
      .map(({ evaluation }) => (100 * evaluation.errors) / evaluation.total),
  );
  return 1.1 * Math.max(...errors, ...paper.map((line) => line.errors / 100), 0.1);
}

/** One row a step; errors of every network in percent. */
function rowsOf(networks: readonly EvaluatedNetwork[]): readonly Row[] {
  const rows = new Map<number, Row>();
  for (const { card, evaluations } of networks)
    for (const { step, evaluation } of evaluations) {
      const row = rows.get(step) ?? { step };
      row[card.id] = (100 * evaluation.errors) / evaluation.total;
      rows.set(step, row);
    }
  return [...rows.values()].sort((a, b) => a.step! - b.step!);
}

const NONE: readonly never[] = [];

const lineStyles = {
  teacher: { stroke: "var(--teacher)", strokeDasharray: "2 3" },
  taught: { stroke: "var(--student)", strokeDasharray: "" },
  plain: { stroke: "var(--baseline)", strokeDasharray: "6 3" },
  control: { stroke: "var(--ink-3)", strokeDasharray: "1 4" },
} as const;

function lineStyleOf(card: { readonly arm?: Arm | undefined }): (typeof lineStyles)[keyof typeof lineStyles] {
  if (!card.arm) return lineStyles.teacher;
  return card.arm === DISTILLED || card.arm === BASELINE ? lineStyles[card.arm] : lineStyles.control;
}

/** What of a run the chart draws anew as it changes. */
interface Drawn {
  readonly networks: readonly EvaluatedNetwork[];
  readonly marks: Run["marks"];
}

/** The chart: drawn anew at most every `CHART_INTERVAL`, in pieces between which a slider can move. */
export default function AccuracyChart(): ReactNode {
  const networks = useEvaluatedNetworks();
  const marks = usePlayground((state) => state.run?.marks) ?? NONE;
  const newest = useMemo(() => ({ networks, marks }), [networks, marks]);
  const throttled = useThrottled(CHART_INTERVAL, newest);
  // A moved bias has to show at once; only a run that goes on brings so many evaluations that they are held back.
  const isIdle = usePlayground((state) => state.phase === "idle");
  return <Lines drawn={isIdle ? newest : throttled} />;
}

/** Lines of all networks; arrow keys move the cursor, whose values are exact. */
const Lines = memo(function Lines({ drawn: { networks: all, marks } }: { readonly drawn: Drawn }): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const lecture = usePage((page) => page.lecture);
  const dictionary = usePage((page) => page.dictionary);
  const networks = useMemo(() => all.filter(isDrawn), [all]);
  const cards = useMemo(() => networks.map((network) => network.card), [networks]);
  const recordedCurves = useRecordedCurves(cards);
  const paperLines = usePaperLines();
  const isOfSection = useComparedRun() !== null;
  const stages =
    usePlayground((state) => (state.run ? studentsOfArm(state.run, DISTILLED)[0]?.stages : undefined)) ?? NONE;
  const total = networks[0]?.evaluations[0]?.evaluation.total ?? 0;
  const data = useMemo(() => rowsOf([...networks, ...recordedCurves]), [networks, recordedCurves]);
  const names = useNames(useShownExperiment());
  const settingName = (param: string) =>
    param === "learningRate" ? words.learningRate : paramLabel(param, words, dictionary);
  const size = lecture ? 18 : 11;
  const axis = { fontSize: size, fill: "var(--ink-2)" };
  const newestMarks = [...new Map(marks.map((mark) => [`${mark.step} ${mark.param}`, mark])).values()].slice(
    -MAX_MARKS,
  );
  return (
    <figure className="chart" {...untranslated} aria-label={`${words.errorsChart}. ${words.chartHelp}`}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={data} margin={{ top: 8, right: 12, bottom: 16, left: 0 }} accessibilityLayer>
          <CartesianGrid stroke="var(--hair)" vertical={false} />
          <XAxis
            dataKey="step"
            type="number"
            domain={[0, "dataMax"]}
            tick={axis}
            stroke="var(--hair)"
            label={{ value: words.stepsAxis, position: "insideBottom", offset: -8, ...axis }}
          />
          <YAxis
            scale="sqrt"
            domain={[0, isOfSection ? maxAfterStart([...networks, ...recordedCurves], paperLines) : "auto"]}
            allowDataOverflow={isOfSection}
            tick={axis}
            stroke="var(--hair)"
            width={lecture ? 52 : 38}
            tickFormatter={(value: number) => `${Math.round(value * 10) / 10}`}
            label={{ value: words.errorsAxis, angle: -90, position: "insideLeft", offset: 12, ...axis }}
          />
          <Tooltip
            isAnimationActive={false}
            contentStyle={{ background: "var(--panel)", border: "1px solid var(--hair)", fontSize: 12 }}
            labelFormatter={(step) => words.atStep(Number(step))}
            formatter={(value, id) => {
              const name = `${id}`;
              const card = cards.find((one) => one.id === name.replace(RECORDED_PREFIX, ""));
              const errors = Math.round((Number(value) * total) / 100);
              const network = card ? names.network(card) : name;
              const label = name.startsWith(RECORDED_PREFIX) ? words.replay.recordedLine(network) : network;
              return [words.errorsOutOf(count(errors), count(total)), label];
            }}
          />
          {stages.slice(1).map(({ name, from }) => (
            <ReferenceLine
              key={name}
              x={from}
              stroke="var(--ink-3)"
              strokeWidth={0.75}
              label={{ value: translate(name), fontSize: size - 1, fill: "var(--ink-2)", position: "insideTopLeft" }}
            />
          ))}
          {newestMarks.map((mark) => (
            <ReferenceLine
              key={`${mark.step} ${mark.param}`}
              x={mark.step}
              stroke="var(--ink-3)"
              label={{ value: `${settingName(mark.param)} ${mark.value}`, fontSize: size - 1, fill: "var(--ink-2)" }}
            />
          ))}
          {paperLines.map(({ of, errors }) => (
            <ReferenceLine
              key={of}
              y={errors / 100}
              ifOverflow="extendDomain"
              stroke={lineStyleOf({ arm: of === "teacher" ? undefined : of }).stroke}
              strokeDasharray="1 5"
              strokeWidth={1.5}
              label={{
                value: words.replay.paperLine(count(errors)),
                fontSize: size - 1,
                fill: "var(--ink-2)",
                // The teacher has the fewest errors: its label is below its line, those of students are above theirs.
                position: of === "teacher" ? "insideTopRight" : "insideBottomRight",
              }}
            />
          ))}
          {recordedCurves.map(({ card }) => (
            <Line
              key={card.id}
              dataKey={card.id}
              stroke={lineStyleOf(card).stroke}
              strokeDasharray="1 3"
              strokeWidth={lecture ? 3 : 1.5}
              strokeOpacity={0.6}
              dot={false}
              connectNulls
              isAnimationActive={false}
            />
          ))}
          {cards.map((card) => {
            const width = (card.pair ?? 0) === 0 && !card.member ? 2.25 : 1;
            return (
              <Line
                key={card.id}
                dataKey={card.id}
                {...lineStyleOf(card)}
                strokeWidth={lecture ? 2 * width : width}
                strokeOpacity={width > 2 ? 1 : 0.55}
                dot={false}
                connectNulls
                isAnimationActive={false}
              />
            );
          })}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
});
