/** Bars above and below zero, one a class. */

import { memo, type ReactNode } from "react";
import { withMinus } from "../../i18n/numberFormats.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { untranslated } from "../elements/translation.ts";

/** The box of the drawing, which is stretched to the room that it has. */
const SIDE = 100;

/** Names of more classes have no room under their bars; that of the marked one stands over them. */
const MOST_NAMED = 12;

/** A number with two digits after the point, and its sign. */
function withSign(value: number): string {
  return `${value > 0 ? "+" : ""}${withMinus(value.toFixed(value !== 0 && Math.abs(value) < 0.095 ? 3 : 2))}`;
}

/**
 * Where one loss pushes the logits: up where a logit is to rise. The class that is marked has its number; the table has all of them.
 * @param props.extent the largest absolute value of all panels
 */
export const GradientBars = memo(function GradientBars(props: {
  readonly title: string;
  readonly values: readonly number[];
  readonly tone: string;
  readonly extent: number;
  readonly nameOf: (c: number) => string;
}): ReactNode {
  const { title, values, tone, extent, nameOf } = props;
  const { inDetail: words } = useLaterWords();
  const marked = usePage((page) => page.marked);
  const choose = usePage((page) => page.choose);
  const pitch = SIDE / values.length;
  const middle = SIDE / 2;
  const lengthOf = (value: number) => (Math.abs(value) / extent) * (middle - 2);
  const strongest = values.reduce((best, value, c) => (Math.abs(value) > Math.abs(values[best]!) ? c : best), 0);
  const read = marked ?? strongest;
  return (
    <figure className="gradient">
      <figcaption>
        <b>{title}</b> <span>{words.classNumber(nameOf(read), withSign(values[read] ?? 0))}</span>
      </figcaption>
      <svg
        {...untranslated}
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.gradientFinding(title, nameOf(strongest), withSign(values[strongest] ?? 0))}
      >
        {values.map((value, c) => (
          <g
            key={c}
            onPointerEnter={() => choose({ marked: c })}
            onPointerLeave={() => choose({ marked: null })}
            className={c === marked ? "marked" : ""}
          >
            <rect className="ground" x={c * pitch} y={0} width={pitch} height={SIDE} />
            <rect
              className={`bar ${tone}`}
              x={(c + 0.2) * pitch}
              y={value > 0 ? middle - lengthOf(value) : middle}
              width={pitch * 0.6}
              height={Math.max(1, lengthOf(value))}
            />
          </g>
        ))}
        <line x1={0} x2={SIDE} y1={middle} y2={middle} />
      </svg>
      {values.length > MOST_NAMED ? null : (
        <div className="names" aria-hidden="true" {...untranslated}>
          {values.map((_, c) => (
            <span key={c} className={c === marked ? "marked" : ""}>
              {nameOf(c).slice(0, 3)}
            </span>
          ))}
        </div>
      )}
    </figure>
  );
});

/** A few bars without numbers, beside a text that has them. */
export function MiniBars({ values, tone }: { readonly values: ArrayLike<number>; readonly tone: string }): ReactNode {
  const all = Array.from(values);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const y = (value: number) => ((high - value) / Math.max(high - low, 1e-12)) * 30;
  return (
    <svg className="mini-bars" viewBox="0 0 100 31" preserveAspectRatio="none" aria-hidden="true">
      {all.map((value, c) => (
        <rect
          key={c}
          className={tone}
          x={((c + 0.1) * 100) / all.length}
          y={y(Math.max(0, value))}
          width={80 / all.length}
          height={Math.max(0.8, y(Math.min(0, value)) - y(Math.max(0, value)))}
        />
      ))}
    </svg>
  );
}
