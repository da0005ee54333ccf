/** The centre: what teacher and student say about one digit, mirrored round the class names. */

import type { ReactNode } from "react";
import { entropy, klFromLogits } from "../math/divergence.ts";
import { softmax } from "../math/softmax.ts";
import type { ProbeKind } from "../protocol/events.ts";
import type { NetworkRun } from "../session/runs.ts";
import { studentsOfArm, teacherOf } from "../session/selectors.ts";
import { Segments } from "./controls.tsx";
import { useProbe } from "./Digit.tsx";
import { percent, type Scale, usePage, usePlayground, useWords } from "./page.tsx";

const WIDTH = 640;
const ROW = 30;
const MIDDLE = WIDTH / 2;
const GUTTER = 22;
const LONGEST = 236;
/** The least probability that a logarithmic bar shows. */
const FLOOR = 1e-5;

const NONE: readonly number[] = [];

function latest(network: NetworkRun | undefined, kind: ProbeKind): Float32Array | undefined {
  return network?.probeLogits[kind]?.at(-1)?.logits;
}

/** One probe's logits; null while there are none. */
function rowOf(logits: Float32Array | undefined, index: number, classes: number): Float32Array | null {
  if (!logits || logits.length < (index + 1) * classes) return null;
  return logits.subarray(index * classes, (index + 1) * classes);
}

/** Length of a bar, 0..1, under the chosen scale. */
function lengthOf(p: number, c: number, largest: number, scale: Scale, most: number): number {
  if (scale === "linear") return p;
  if (scale === "logarithmic") return Math.max(0, 1 - Math.log(Math.max(p, FLOOR)) / Math.log(FLOOR));
  return c === largest ? 0 : p / most;
}

function largestOf(p: ArrayLike<number>, but = -1): number {
  let best = but === 0 ? 1 : 0;
  for (let c = 0; c < p.length; c++) if (c !== but && p[c]! > p[best]!) best = c;
  return best;
}

function Bars(props: {
  readonly teacher: Float64Array;
  readonly student: Float64Array | null;
  readonly dropped: readonly number[];
}): ReactNode {
  const { teacher, student, dropped } = props;
  const words = useWords();
  const scale = usePage((page) => page.scale);
  const top = largestOf(teacher);
  const rest = (p: Float64Array) => Math.max(1e-12, p[largestOf(p, top)]!);
  const most = Math.max(rest(teacher), student ? rest(student) : 0);
  const width = (p: number, c: number) => LONGEST * lengthOf(p, c, top, scale, most);
  const height = teacher.length * ROW + 8;
  return (
    <svg className="bars" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words.softTargets}>
      {Array.from(teacher, (p, c) => {
        const y = 6 + c * ROW;
        const q = student?.[c] ?? 0;
        const [a, b] = [width(p, c), width(q, c)];
        return (
          <g key={c}>
            <rect className="wash teacher" x={MIDDLE - GUTTER - LONGEST} y={y} width={LONGEST} height={22} rx={3} />
            <rect className="wash student" x={MIDDLE + GUTTER} y={y} width={LONGEST} height={22} rx={3} />
            <rect className="bar teacher" x={MIDDLE - GUTTER - a} y={y} width={a} height={22} rx={3} />
            {student ? <rect className="bar student" x={MIDDLE + GUTTER} y={y} width={b} height={22} rx={3} /> : null}
            <rect className="bar target" x={MIDDLE + GUTTER} y={y + 0.75} width={Math.max(a, 1)} height={20.5} rx={3} />
            <text
              className="class-name"
              x={MIDDLE}
              y={y + 16}
              textAnchor="middle"
              fontWeight={c === top ? 700 : 500}
              textDecoration={dropped.includes(c) ? "line-through" : undefined}
            >
              {c}
            </text>
            <text className="value" x={MIDDLE - GUTTER - 6 - a} y={y + 15} textAnchor="end">
              {percent(p)}
            </text>
            {student ? (
              <text className="value" x={MIDDLE + GUTTER + 6 + Math.max(a, b)} y={y + 15}>
                {percent(q)}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

function Caption(props: {
  readonly teacher: Float64Array;
  readonly student: Float64Array | null;
  readonly temperature: number;
  readonly label: number | undefined;
  readonly dropped: readonly number[];
}): ReactNode {
  const words = useWords();
  const { teacher, student, temperature, label, dropped } = props;
  const top = largestOf(teacher);
  const second = largestOf(teacher, top);
  const t = `${temperature}`;
  const flat = teacher[top]! < 2 / teacher.length;
  const sure = teacher[second]! < 0.005;
  const told = flat
    ? words.captionFlat(t)
    : sure
      ? words.captionSure(`${top}`, percent(teacher[top]!), t)
      : words.captionSoft(`${top}`, percent(teacher[top]!), t, `${second}`, percent(teacher[second]!));
  const asked = label ?? top;
  const never = dropped.includes(asked) ? ` ${words.captionDropped(`${asked}`)}` : "";
  return (
    <p className="caption" aria-live="polite">
      {told}
      {student ? ` ${words.captionStudent(`${asked}`, percent(student[asked]!))}${never}` : ""}
    </p>
  );
}

/** Region "Soft targets": everything is computed here from recorded logits, so a moved slider answers at once. */
export function SoftTargets(): ReactNode {
  const words = useWords();
  const { probeKind, scale, choose } = usePage();
  const temperature = Number(usePlayground((state) => state.experiment.method.params.temperature) ?? 1);
  const probe = useProbe();
  const classes = usePlayground((state) => state.run?.experiment.teacher.architecture.classes) ?? 10;
  // All probes of the newest judgement: the same array until there is another.
  const vs = usePlayground(({ run }) => (run ? latest(teacherOf(run), probeKind) : undefined));
  const zs = usePlayground(({ run }) => (run ? latest(studentsOfArm(run, "taught")[0], probeKind) : undefined));
  const v = probe ? rowOf(vs, probe.index, classes) : null;
  const z = probe ? rowOf(zs, probe.index, classes) : null;
  const teacher = v ? softmax(v, temperature) : null;
  const student = z ? softmax(z, temperature) : null;
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses) ?? NONE;
  const scales: readonly { value: Scale; label: string }[] = [
    { value: "linear", label: words.linear },
    { value: "logarithmic", label: words.logarithmic },
    { value: "others", label: words.others },
  ];
  return (
    <section id="soft-targets" className="soft-targets" aria-label={words.softTargets}>
      {teacher ? (
        <Caption {...{ teacher, student, temperature, dropped }} label={probe?.label} />
      ) : (
        <p className="caption">{words.waiting}</p>
      )}
      <div className="legend">
        <span className="key teacher">{words.teacher}</span>
        <span className="key student">{words.student}</span>
        <span className="key target">{words.target}</span>
        <span className="grow" />
        <Segments label={words.scale} value={scale} options={scales} onChange={(value) => choose({ scale: value })} />
      </div>
      {teacher ? <Bars {...{ teacher, student, dropped }} /> : null}
      {teacher && v ? (
        <p className="measures">
          <span>{words.entropy(entropy(teacher).toFixed(2))}</span>
          {z ? <span>{words.kl(klFromLogits(v, z, temperature).toPrecision(2))}</span> : null}
        </p>
      ) : null}
    </section>
  );
}
