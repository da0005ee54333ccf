/** Numbers as texts. */

import type { Interval } from "../math/statistics.ts";

/** A percentage, whose sign no line break parts from it. */
const withSign = (value: string) => `${value}\u00a0%`;

/** A text in which no line break parts an equation such as "T = 4". */
export function withWholeEquations(text: string): string {
  return text.replace(/(?<![\p{L}\d])([A-Zλ]) = (?=[\d−])/gu, "$1\u00a0=\u00a0");
}

/** A share in 0..1 as a percentage: whole from 10 % on, else with one decimal. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value >= 10 || value === 0) return withSign(value.toFixed(0));
  return withSign(value >= 0.1 ? value.toFixed(1) : "<0.1");
}

/** The text of a number with a minus in place of a hyphen before it. */
export function withMinus(number: number | string): string {
  return `${number}`.replace(/^-/, "−");
}

/** A number with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : withMinus(value);
}

/**
 * A number with commas between thousands and at most one decimal. Written by hand: the first number format that a page
 * makes of `Intl` costs more than all other code of the lab's start.
 */
export function count(value: number): string {
  const digits = value
    .toFixed(1)
    .replace(".0", "")
    .replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return withMinus(digits === "-0" ? "0" : digits);
}

/** A number of errors, or an entropy in nats, whose differences are thousandths. */
export function inUnit(value: number, unit: "errors" | "nats"): string {
  return unit === "nats" ? withMinus(value.toFixed(3)) : count(value);
}

/** A mean with its 95 % interval: "36 [11, 61]". */
export function withInterval({ mean, low, high }: Interval): string {
  return `${count(mean)} [${count(low)}, ${count(high)}]`;
}
