/** Charts at the right of a slide: test errors over steps, and students of shuffled soft targets beside others. */

import { type ReactNode, useMemo } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { errorCurves, SHUFFLED, shuffledResult } from "../../session/run/lectureReadings.ts";
import { lastEvaluation, shownStudent } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { useShownRun } from "../shown/shownRun.ts";
import { TALK_PRESETS } from "./beats.ts";
import { useLecture } from "./lectureState.ts";
import { figure } from "./slideSentence.ts";

const TICKS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** The chart of test errors, drawn by hand: means over pairs, labelled at their ends. @param props.width in units of the slide, as is the height */
export function CurvePanel(props: { readonly width: number; readonly height?: number }): ReactNode {
  const { width, height = 252 } = props;
  const { lecture } = useLaterWords();
  const { showsTwin, hides } = useLecture();
  const shownStep = usePage((page) => page.step);
  const run = usePlayground((state) => state.run);
  const arm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  const total = usePlayground((state) => lastEvaluation(shownStudent(state))?.total) ?? 0;
  const pairs = run?.experiment.pairs ?? 1;
  const biased = useShownRun((shown) => (shown.run?.bias ? lastEvaluation(shownStudent(shown))?.errors : undefined));
  // Only the first pair may have a bias; it is then shown alone.
  const ofPairs = biased === undefined ? "all pairs" : "first pair";
  const all = useMemo(() => (run ? errorCurves(run, arm, ofPairs) : []), [run, arm, ofPairs]);
  const curves = all.filter(({ of }) => showsTwin || of !== "baseline");
  const points = all.flatMap((curve) => curve.points);
  if (points.length === 0) return null;
  const [left, right, top, bottom] = [64, 88, 14, height - 34];
  const lastStep = Math.max(...points.map(([step]) => step), 1);
  const [least, most] = [Math.min(...points.map(([, errors]) => errors)), total];
  const floor = TICKS.findLast((tick) => tick <= Math.max(10, least)) ?? 10;
  const x = (step: number) => left + ((width - left - right) * step) / lastStep;
  const y = (errors: number) =>
    bottom - ((bottom - top) * Math.log(Math.max(errors, floor) / floor)) / Math.log(Math.max(most, 2 * floor) / floor);
  const studentsEnd = all.find(({ of }) => of === "student")?.points.at(-1)?.[1];
  const ends = curves
    .map(({ of, points: own }) => ({ of, errors: (of === "student" ? biased : undefined) ?? own.at(-1)![1] }))
    .sort((a, b) => a.errors - b.errors);
  // Labels at the ends are pushed apart from the lowest up.
  const labels = ends.reduce<{ of: string; errors: number; y: number }[]>((placed, { of, errors }) => {
    const below = placed.at(-1);
    const own = y(errors) + 7;
    placed.push({ of, errors, y: below ? Math.min(own, below.y - 24) : own });
    return placed;
  }, []);
  const endOf = (name: string) => figure(ends.find(({ of }) => of === name)?.errors ?? 0);
  const finding = hides ? lecture.curve(figure(total)) : lecture.curveFinding(endOf("student"), endOf("baseline"));
  const path = (own: readonly (readonly [number, number])[]) => own.map(([s, e]) => `${x(s)},${y(e)}`).join(" ");
  return (
    <>
      <h2>{lecture.curve(figure(total))}</h2>
      <svg {...untranslated} className="slide-curve" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={finding}>
        {TICKS.filter((tick) => tick >= floor && tick <= most).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 6} textAnchor="end">
              {figure(tick)}
            </text>
          </g>
        ))}
        {[0, lastStep].map((step) => (
          <text key={step} x={x(step)} y={bottom + 26} textAnchor={step === 0 ? "start" : "end"}>
            {step === 0 ? 0 : `${figure(step)} ${lecture.steps}`}
          </text>
        ))}
        {hides ? (
          <text className="hidden" x={(left + width - right) / 2} y={(top + bottom) / 2 + 32} textAnchor="middle">
            {lecture.hidden}
          </text>
        ) : (
          curves.map(({ of, points: own }) => (
            <polyline
              key={of}
              className={`line ${of}`}
              points={path(own.filter(([s]) => s <= (shownStep ?? lastStep)))}
            />
          ))
        )}
        {hides || biased === undefined || studentsEnd === undefined ? null : (
          <g className="biased">
            <line x1={x(lastStep)} x2={x(lastStep)} y1={y(studentsEnd)} y2={y(biased)} />
            <circle cx={x(lastStep)} cy={y(biased)} r={8} />
          </g>
        )}
        {hides || shownStep !== null
          ? null
          : labels.map((label) => (
              <text key={label.of} className={`end ${label.of}`} x={width - right + 14} y={label.y}>
                {figure(label.errors)}
              </text>
            ))}
      </svg>
      <div className="slide-columns">
        <span className="student">{lecture.withTeacher}</span>
        <span>
          {showsTwin ? <span className="baseline">{lecture.without}</span> : null}
          <small>{lecture.pairs(ofPairs === "all pairs" ? pairs : 1)}</small>
        </span>
      </div>
    </>
  );
}

/** The end of an axis from 0 that has room for a value: the next 1.5, 2, 3, 4, 6 or 10 times a power of ten. */
function axisEnd(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return power * [1.5, 2, 3, 4, 6, 10].find((factor) => factor * power >= value)!;
}

/** Means and intervals of students on labels, even softening, shuffled and true soft targets. */
export function ShuffledPanel({ width }: { readonly width: number }): ReactNode {
  const words = useWords();
  const { lecture } = useLaterWords();
  const hides = useLecture((state) => state.hides);
  const run = usePlayground((state) => state.run);
  const result = useMemo(() => run && shuffledResult(run), [run]);
  if (!run || !result) return null;
  const { rows, total, pairs } = result;
  const to = axisEnd(Math.max(...rows.flatMap(({ errors }) => [errors.high, errors.mean]).filter(Number.isFinite)));
  const [left, right, row] = [14, 84, 52];
  const x = (value: number) => left + ((width - left - right) * value) / to;
  const bottom = rows.length * row;
  const clamp = (value: number) => Math.min(to, Math.max(0, value));
  const { steps } = run.experiment.student.training;
  const before = presetById(TALK_PRESETS.main).experiment.student.training.steps;
  const name = words.presets[TALK_PRESETS.shuffled]!;
  return (
    <>
      <h2>{lecture.misread(figure(total))}</h2>
      <svg
        {...untranslated}
        className="slide-dots"
        viewBox={`0 0 ${width} ${bottom + 28}`}
        role="img"
        aria-label={rows.map(({ arm, errors }) => `${lecture.arms[arm]}: ${figure(errors.mean)}`).join("; ")}
      >
        {[0, to / 2, to].map((tick) => (
          <g key={tick}>
            <line className={tick === 0 ? "zero" : "grid"} x1={x(tick)} x2={x(tick)} y1={26} y2={bottom} />
            <text x={x(tick)} y={bottom + 22} textAnchor="middle">
              {figure(tick)}
            </text>
          </g>
        ))}
        {rows.map(({ arm, errors }, i) => {
          const role = arm === DISTILLED ? "student" : "baseline";
          const y = i * row;
          return (
            <g key={arm} className={arm === SHUFFLED ? `${role} shuffled` : role}>
              <text className="name" x={left + 6} y={y + 20}>
                {lecture.arms[arm]}
              </text>
              <text className="number" x={width} y={y + 44} textAnchor="end">
                {hides ? lecture.hidden : figure(errors.mean)}
              </text>
              <line className="axis" x1={left} x2={width - right} y1={y + 36} y2={y + 36} />
              {hides ? null : (
                <>
                  <line
                    className="interval"
                    x1={x(clamp(errors.low))}
                    x2={x(clamp(errors.high))}
                    y1={y + 36}
                    y2={y + 36}
                  />
                  <circle className="mean" cx={x(errors.mean)} cy={y + 36} r={9} />
                </>
              )}
            </g>
          );
        })}
      </svg>
      <p className="small">
        {steps === before ? lecture.sameLength(name) : lecture.otherRun(name, figure(steps), figure(before))}
      </p>
      <p className="small">{lecture.meansOf(pairs)}</p>
    </>
  );
}
