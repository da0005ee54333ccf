/** The axes of the section's pictures: shares of their width, from 0 at the left end to 1. */

const STEPS = [1, 2, 5] as const;
/** Room beyond the smallest and the largest value of a logarithmic axis, as a factor. */
const MARGIN = 1.15;

/** An axis: where a value stands on it, and which values are named. */
export interface Axis {
  readonly ticks: readonly number[];
  /** 0 to 1; a value beyond an end stands at that end */
  share(value: number): number;
}

const within = (share: number) => Math.min(1, Math.max(0, share));

/** A logarithmic axis around some positive values, with ticks at 1, 2 and 5 times the powers of ten. */
export function logAxis(values: readonly number[]): Axis {
  const positive = values.filter((value) => value > 0);
  const low = Math.log(Math.min(...positive) / MARGIN);
  const high = Math.log(Math.max(...positive) * MARGIN);
  const [first, last] = [Math.floor(low / Math.LN10), Math.floor(high / Math.LN10)];
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const ticks = powers
    .flatMap((power) => STEPS.map((step) => step * 10 ** power))
    .filter((tick) => Math.log(tick) >= low && Math.log(tick) <= high);
  return { ticks, share: (value) => within((Math.log(Math.max(value, 1e-9)) - low) / (high - low)) };
}

/** The share of the extents that the axis around zero holds; what is larger would crowd them. */
const HELD = 0.8;

/** A linear axis that holds zero and most of some intervals. @param extents low and high end of each */
export function axisAroundZero(extents: readonly (readonly [number, number])[]): Axis {
  const reach = extents.map(([low, high]) => Math.max(Math.abs(low), Math.abs(high))).sort((a, b) => a - b);
  const limit = reach[Math.floor(HELD * (reach.length - 1))] || 1;
  const held = extents.flat().filter((end) => Math.abs(end) <= limit);
  const [low, high] = [Math.min(0, ...held), Math.max(0, ...held)];
  const room = 0.06 * (high - low);
  const raw = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (STEPS.find((one) => one * power >= raw) ?? 10);
  const ticks = Array.from(
    { length: Math.floor(high / step) - Math.ceil(low / step) + 1 },
    (_, i) => Math.round((Math.ceil(low / step) + i) * step * 1e6) / 1e6 + 0,
  );
  return { ticks, share: (value) => within((value - low + room) / (high - low + 2 * room)) };
}
