/** A slider over the stops of a setting, with its part filled in the colour of a network. */

import { type CSSProperties, type ReactNode, useId } from "react";

/** Where a value lies on the stops, 0..1; between two stops in proportion. */
export function placeOnStops(stops: readonly number[], value: number): number {
  const last = stops.length - 1;
  const next = stops.findIndex((stop) => stop >= value);
  if (next === -1) return 1;
  if (next === 0 || last < 1) return 0;
  const [from, to] = [stops[next - 1]!, stops[next]!];
  return (next - 1 + (value - from) / (to - from)) / last;
}

/** The slider; a value between two stops is shown unchanged. */
export function StopSlider(props: {
  readonly label: string;
  readonly value: number;
  readonly stops: readonly number[];
  readonly tint: "teacher" | "student";
  readonly onChange: (value: number) => void;
  /** the value from which the track is filled; the first stop unless given */
  readonly origin?: number;
  readonly format?: (value: number) => string;
  readonly title?: string | undefined;
  readonly disabled?: boolean;
  /** what stands under the track */
  readonly children?: ReactNode;
  /** id of the text that says what the value means */
  readonly describedBy?: string;
}): ReactNode {
  const id = useId();
  const { label, value, stops, tint, onChange, origin = stops[0] ?? 0, format = (x) => `${x}` } = props;
  const nearest = stops.reduce(
    (best, stop, i) => (Math.abs(stop - value) < Math.abs(stops[best]! - value) ? i : best),
    0,
  );
  const ends = [placeOnStops(stops, origin), nearest / Math.max(1, stops.length - 1)].sort((a, b) => a - b);
  return (
    <div className={`stop-slider ${tint}`}>
      <div className="knob-head">
        <label htmlFor={id}>{label}</label>
        <output htmlFor={id}>{format(value)}</output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={nearest}
        aria-valuetext={format(value)}
        aria-describedby={props.describedBy}
        title={props.title}
        disabled={props.disabled}
        style={{ "--from": `${100 * ends[0]!}%`, "--to": `${100 * ends[1]!}%` } as CSSProperties}
        onChange={(event) => onChange(stops[Number(event.target.value)]!)}
      />
      {props.children}
    </div>
  );
}
