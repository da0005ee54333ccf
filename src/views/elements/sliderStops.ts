/** Where a slider of a method's setting may stop. */

import type { Param } from "../../methods/core/parameters.ts";

const TEMPERATURES = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 60, 80, 100];
const WEIGHTS = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.5, 2, 3, 5, 10];
const INTERVALS = 20;
/** From this ratio of its ends on, a range of positive numbers is divided evenly in its logarithm. */
const WIDE = 50;

function divided({ min, max, whole }: Extract<Param, { kind: "number" }>): readonly number[] {
  const wide = min > 0 && max / min >= WIDE;
  const at = (share: number) => (wide ? min * (max / min) ** share : min + share * (max - min));
  const stops = Array.from({ length: INTERVALS + 1 }, (_, i) => at(i / INTERVALS));
  return stops.map((stop) => (whole ? Math.round(stop) : Number(stop.toPrecision(wide ? 2 : 3))));
}

/**
 * The stops of a live setting, rising, each once: the lists known for temperatures and weights by the setting's name,
 * or about 20 between its ends. Both ends and the default are always among them.
 */
export function stopsOf(name: string, param: Extract<Param, { kind: "number" }>): readonly number[] {
  const known = /temperature$/i.test(name) ? TEMPERATURES : /weight$/i.test(name) ? WEIGHTS : divided(param);
  const { min, max } = param;
  const stops = [...known.filter((stop) => stop > min && stop < max), min, max, param.default];
  return [...new Set(stops)].sort((a, b) => a - b);
}
