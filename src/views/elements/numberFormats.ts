/** Numbers as texts. */

/** A share in 0..1 as a percentage: whole from 10 % on, else with one decimal. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value >= 10 || value === 0) return `${value.toFixed(0)} %`;
  return value >= 0.1 ? `${value.toFixed(1)} %` : "<0.1 %";
}

/** The text of a number with a minus in place of a hyphen before it. */
export function withMinus(number: number | string): string {
  return `${number}`.replace(/^-/, "−");
}

/** A number with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : withMinus(value);
}

// Made once: `toLocaleString` makes one at each call, which took a tenth of the page's time while a run trained.
const countFormat = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1, signDisplay: "negative" });

/** A number with separators between thousands and at most one decimal. */
export function count(value: number): string {
  return withMinus(countFormat.format(value));
}
