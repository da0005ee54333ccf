/** A panel of bars, above or below 0. */

import { type CSSProperties, type ReactNode, useContext } from "react";
import { withMinus } from "../../i18n/numberFormats.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { untranslated, useTranslate } from "../elements/translation.ts";
import { DrawingBox, type PanelProps } from "./panelProps.ts";
import { formatNumber, type ImagePanel, listedNames, numberedBars, verticalScale } from "./panels.ts";

const LABELS = 18;
/** Up to this many bars have names and numbers. */
const MAX_NAMED = 12;
/** Characters of a bar's name that have room under it; its tooltip has the whole name. */
const NAME_LENGTH = 4;
/** The widest bar with its gap. */
const PITCH = 40;

/** Width of a number with three digits after the point. */
const NUMBER = 42;
/** Width of a figure of a number, in the larger type of a large screen. */
const FIGURE = 8.5;

type NameOf = (i: number) => string;

const shortNumber = (value: number) => formatNumber(Number(value.toPrecision(2)));

/** The panel's name, and which bar is the longest. */
function useFinding({ label, values }: ImagePanel, nameOf: NameOf): string {
  const words = useLaterWords().inDetail;
  const translate = useTranslate();
  const longest = values.reduce((best, v, i, all) => (Math.abs(v) > Math.abs(all[best]!) ? i : best), 0);
  return words.gradientFinding(translate(label), nameOf(longest), shortNumber(values[longest] ?? 0));
}

/** The middle of a number over its bar, as near to the bar's as the drawing has room for it. */
function within(middle: number, text: string, width: number): number {
  const half = (FIGURE * text.length) / 2;
  return Math.min(width - half, Math.max(half, middle));
}

/** Bars whose names are words: a row each. */
function NamedRows({ panel, extent, names }: PanelProps & { readonly names: readonly string[] }): ReactNode {
  const translate = useTranslate();
  const finding = useFinding(panel, (i) => translate(names[i]!));
  return (
    <figure className="named-rows">
      <div role="img" aria-label={finding}>
        {names.map((name, i) => (
          <p key={name} style={{ "--length": `${(100 * panel.values[i]!) / extent[1]}%` } as CSSProperties}>
            <span>{translate(name)}</span>
            <i />
            <b {...untranslated}>{shortNumber(panel.values[i]!)}</b>
          </p>
        ))}
      </div>
    </figure>
  );
}

/** One value as a number. */
function OneNumber({ panel }: { readonly panel: ImagePanel }): ReactNode {
  const translate = useTranslate();
  const value = panel.values[0]!;
  const number = Math.abs(value) < 0.001 ? withMinus(value.toFixed(7)) : shortNumber(value);
  return (
    <figure className="one-number">
      <p role="img" aria-label={`${translate(panel.label)}: ${number}`} {...untranslated}>
        {number}
      </p>
      <figcaption>{translate(panel.label)}</figcaption>
    </figure>
  );
}

/** Upright bars on the scale of all panels. */
function UprightBars({ panel, extent, tone, nameOf }: PanelProps & { readonly nameOf: NameOf }): ReactNode {
  const translate = useTranslate();
  const finding = useFinding(panel, nameOf);
  const values = Array.from(panel.values);
  const box = useContext(DrawingBox);
  const pitch = Math.min(PITCH, box.width / values.length);
  const y = verticalScale(extent, LABELS, box.height);
  const height = box.height + 2 * LABELS + (extent[0] < 0 ? LABELS : 0);
  const isNamed = values.length <= MAX_NAMED;
  const numbered = numberedBars(
    values.map((value) => y(value)),
    values.map((value) => Math.abs(y(value) - y(0))),
    pitch < NUMBER / 2 ? 2 : 1,
    extent[0] >= 0,
  );
  return (
    <figure className={tone}>
      <svg {...untranslated} viewBox={`0 0 ${box.width} ${height}`} role="img" aria-label={finding}>
        {values.map((value, i) => {
          const middle = (i + 0.5) * pitch;
          const [top, bottom] = [y(Math.max(value, 0)), y(Math.min(value, 0))];
          return (
            <g key={i}>
              <title>{`${nameOf(i)}: ${formatNumber(value)}`}</title>
              <rect
                className="bar"
                x={i * pitch + pitch * 0.14}
                y={top}
                width={pitch * 0.72}
                height={Math.max(0.75, bottom - top)}
                rx={2}
              />
              {isNamed && numbered.has(i) ? (
                <text
                  className="number"
                  x={within(middle, shortNumber(value), box.width)}
                  y={value < 0 ? bottom + 12 : top - 4 - numbered.get(i)!}
                  textAnchor="middle"
                >
                  {shortNumber(value)}
                </text>
              ) : null}
              {isNamed ? (
                <text x={middle} y={height - 4} textAnchor="middle">
                  {nameOf(i).slice(0, NAME_LENGTH)}
                </text>
              ) : null}
            </g>
          );
        })}
        <line className="axis" x1={0} x2={pitch * values.length} y1={y(0)} y2={y(0)} />
      </svg>
      <figcaption>{translate(panel.label)}</figcaption>
    </figure>
  );
}

/** One panel: [bars]. @param props.nameOf names a bar by its index where the panel's label does not */
export function Bars(props: PanelProps & { readonly nameOf: NameOf }): ReactNode {
  const names = listedNames(props.panel);
  if (names && names.length > 1) return <NamedRows {...props} names={names} />;
  return props.panel.values.length === 1 ? <OneNumber panel={props.panel} /> : <UprightBars {...props} />;
}
