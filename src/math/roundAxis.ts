/** Round numbers of axes: on a linear one around zero, and on a logarithmic one. */

/** The first of 1, 2, 5, 10, 20, ... that is not less than a number. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10);
}

/** An axis: its ends, and where its numbers stand. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** An axis with round whole numbers that contains zero and all given values, none of them at its ends. */
export function axisAroundZero(values: readonly number[]): Axis {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const tick = Math.max(1, roundUp((most - least) / 5 || 1));
  const room = 0.3 * tick;
  const [low, high] = [Math.min(least - room, -tick), Math.max(most + room, tick)];
  const first = Math.ceil(low / tick);
  const ticks = Array.from({ length: Math.floor(high / tick) - first + 1 }, (_, i) => (first + i) * tick);
  return { low, high, ticks };
}

/** A logarithmic axis of 1, 2, 5, 10, ...: its lowest number is below the least value, its highest not below the greatest. */
export function logarithmicAxis(least: number, most: number): Axis {
  const high = roundUp(Math.max(2, most));
  const power = 10 ** Math.floor(Math.log10(Math.max(1, Math.min(least, most))));
  const below = [5, 2, 1].map((factor) => factor * power).find((tick) => tick < least) ?? power / 2;
  const low = Math.min(Math.max(1, below), high / 2);
  const ticks = [low];
  while (ticks.at(-1)! < high) ticks.push(roundUp(ticks.at(-1)! * 1.01));
  return { low, high, ticks };
}
