/** The values at which the slider of a method's setting stops. */

import type { NumberParam } from "../../methods/core/parameters.ts";

const TEMPERATURES = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 60, 80, 100];
const WEIGHTS = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.5, 2, 3, 5, 10];
const INTERVALS = 20;

/** The range in equal intervals, of the value or of its logarithm. */
function divided({ min, max, whole }: NumberParam, logarithmic: boolean): readonly number[] {
  const at = (share: number) => (logarithmic ? min * (max / min) ** share : min + share * (max - min));
  const stops = Array.from({ length: INTERVALS + 1 }, (_, i) => at(i / INTERVALS));
  return stops.map((stop) => (whole ? Math.round(stop) : Number(stop.toPrecision(logarithmic ? 2 : 3))));
}

function stopsOfScale(param: NumberParam): readonly number[] {
  switch (param.scale ?? "linear") {
    case "temperature":
      return TEMPERATURES;
    case "weight":
      return WEIGHTS;
    case "logarithmic":
      return divided(param, true);
    case "linear":
      return divided(param, false);
  }
}

/** The stops of a setting, rising, each once, as its scale says. Both ends and the default are always among them. */
export function stopsOf(param: NumberParam): readonly number[] {
  const { min, max } = param;
  const stops = [...stopsOfScale(param).filter((stop) => stop > min && stop < max), min, max, param.default];
  return [...new Set(stops)].sort((a, b) => a - b);
}
