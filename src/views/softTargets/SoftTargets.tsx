/** The predictions of teacher and student for one probe, as bars on both sides of the class names. */

import type { ReactNode } from "react";
import { armsOf, DISTILLED } from "../../domain/experiment.ts";
import { entropy, klFromLogits } from "../../math/divergence.ts";
import { softmax } from "../../math/softmax.ts";
import type { Scale } from "../../places/labView.ts";
import { SegmentedChoice } from "../elements/formControls.tsx";
import { useNames } from "../elements/networkNames.ts";
import { percent, signed } from "../elements/numberFormats.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { useShownRun } from "../elements/shownRun.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { MethodSliders } from "../settings/MethodSettings.tsx";
import { NetworkPicker } from "../settings/NetworkPicker.tsx";
import type { ClassNames } from "../statements/classNames.ts";
import { AnswerSentence } from "./AnswerSentence.tsx";
import { type Tone, useShownAnswers } from "./shownAnswers.ts";

const WIDTH = 640;
const ROW = 30;
const MIDDLE = WIDTH / 2;
/** Half the room for the class names between the bars, where they are digits and where they are words. */
const GUTTER = 22;
const WIDE_GUTTER = 54;
/** Room for a number beyond the longest bar. */
const VALUE = 62;
/** The smallest probability that a logarithmic bar shows. */
const FLOOR = 1e-5;

/** Length of a bar, 0..1, under the chosen scale. */
function lengthOf(p: number, c: number, largest: number, scale: Scale, maxOther: number): number {
  if (scale === "linear") return p;
  if (scale === "logarithmic") return Math.max(0, 1 - Math.log(Math.max(p, FLOOR)) / Math.log(FLOOR));
  return c === largest ? 0 : p / maxOther;
}

/** The class of the largest probability, except for one class. */
function largestOf(p: ArrayLike<number>, except = -1): number {
  let best = except === 0 ? 1 : 0;
  for (let c = 0; c < p.length; c++) if (c !== except && p[c]! > p[best]!) best = c;
  return best;
}

function Bars(props: {
  readonly tone: Tone;
  readonly teacher: Float64Array;
  readonly student: Float64Array | null;
  readonly dropped: readonly number[];
  readonly nameOf: ClassNames;
}): ReactNode {
  const { tone, teacher, student, dropped, nameOf } = props;
  const gutter = nameOf.areWords ? WIDE_GUTTER : GUTTER;
  const longest = MIDDLE - VALUE - gutter;
  const words = useWords();
  const scale = usePage((page) => page.scale);
  const top = largestOf(teacher);
  const rest = (p: Float64Array) => Math.max(1e-12, p[largestOf(p, top)]!);
  const maxOther = Math.max(rest(teacher), student ? rest(student) : 0);
  const width = (p: number, c: number) => longest * lengthOf(p, c, top, scale, maxOther);
  const height = teacher.length * ROW + 8;
  return (
    <svg
      {...untranslated}
      className="bars"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={words.softTargets}
    >
      {Array.from(teacher, (p, c) => {
        const y = 6 + c * ROW;
        const q = student?.[c] ?? 0;
        const [a, b] = [width(p, c), width(q, c)];
        return (
          <g key={c}>
            <rect className={`wash ${tone}`} x={MIDDLE - gutter - longest} y={y} width={longest} height={22} rx={3} />
            <rect className="wash student" x={MIDDLE + gutter} y={y} width={longest} height={22} rx={3} />
            <rect className={`bar ${tone}`} x={MIDDLE - gutter - a} y={y} width={a} height={22} rx={3} />
            {student ? <rect className="bar student" x={MIDDLE + gutter} y={y} width={b} height={22} rx={3} /> : null}
            {tone === "teacher" ? (
              <rect
                className="bar target"
                x={MIDDLE + gutter}
                y={y + 0.75}
                width={Math.max(a, 1)}
                height={20.5}
                rx={3}
              />
            ) : null}
            <text
              className="class-name"
              x={MIDDLE}
              y={y + 16}
              textAnchor="middle"
              fontWeight={c === top ? 700 : 500}
              textDecoration={dropped.includes(c) ? "line-through" : undefined}
            >
              {nameOf(c)}
            </text>
            <text className="value" x={MIDDLE - gutter - 6 - a} y={y + 15} textAnchor="end">
              {percent(p)}
            </text>
            {student ? (
              <text className="value" x={MIDDLE + gutter + 6 + Math.max(tone === "teacher" ? a : 0, b)} y={y + 15}>
                {percent(q)}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/** Selects the arm whose student is shown, where there are more than two arms. */
function ArmSelect(): ReactNode {
  const words = useWords();
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const shownArm = usePlayground((state) => state.shownArm);
  const showArm = usePlayground((state) => state.showArm);
  const arms = armsOf(experiment);
  if (arms.length <= 2) return null;
  return (
    <select
      aria-label={words.shownArm}
      value={arms.includes(shownArm) ? shownArm : DISTILLED}
      onChange={(event) => showArm(event.target.value)}
    >
      {arms.map((arm) => (
        <option key={arm} value={arm}>
          {names.arm(arm)}
        </option>
      ))}
    </select>
  );
}

/** Region "Soft targets": all is computed from logits of the run, so a moved slider shows its effect at once. */
export function SoftTargets(): ReactNode {
  const words = useWords();
  const { scale, choose } = usePage();
  const answers = useShownAnswers();
  const { tone, teacher: v, student: z, dropped, nameOf } = answers;
  const temperature = answers.temperature ?? 1;
  const teacher = v ? softmax(v, temperature) : null;
  const student = z ? softmax(z, temperature) : null;
  const applied = useShownRun(({ run }) => run?.bias?.value ?? 0);
  const scales: readonly { value: Scale; label: string }[] = [
    { value: "linear", label: words.linear },
    { value: "logarithmic", label: words.logarithmic },
    { value: "others", label: words.others },
  ];
  return (
    <section id="soft-targets" className="soft-targets" aria-label={words.softTargets}>
      <AnswerSentence answers={answers.said} />
      <div className="heads">
        <NetworkPicker network="teacher" />
        <NetworkPicker network="student" />
      </div>
      <div className="legend">
        <span className={`key ${tone}`}>{tone === "teacher" ? words.teacher : words.arms["plain-alone"]}</span>
        <span className="key student">
          {tone === "teacher" ? words.student : words.arms.alone}
          {applied === 0 ? "" : ` · ${words.classBias} ${signed(applied)}`}
        </span>
        <ArmSelect />
        {tone === "teacher" ? <span className="key target">{words.target}</span> : null}
        <span className="grow" />
        <SegmentedChoice
          label={words.scale}
          value={scale}
          options={scales}
          onChange={(value) => choose({ scale: value })}
        />
      </div>
      {teacher ? <Bars {...{ tone, teacher, student, dropped, nameOf }} /> : null}
      <div className="sliders">
        <MethodSliders />
      </div>
      {teacher && v ? (
        <p className="measures">
          <span>{words.entropy(entropy(teacher).toFixed(2))}</span>
          {z ? (
            <span>
              {(tone === "teacher" ? words.kl : words.klAlone)(klFromLogits(v, z, temperature).toPrecision(2))}
            </span>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}
