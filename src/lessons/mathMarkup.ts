/** Formulas as trees of MathML elements. */

/** An element of MathML with its content. */
export interface MathElement {
  readonly tag: "math" | "mrow" | "mi" | "mn" | "mo" | "mtext" | "mfrac" | "msup" | "msub" | "msubsup" | "msqrt";
  readonly content: readonly MathNode[];
}
export type MathNode = string | MathElement;

const element =
  (tag: MathElement["tag"]) =>
  (...content: readonly MathNode[]): MathElement => ({ tag, content });

/** An identifier, such as a variable. */
export const name = element("mi");
export const text = element("mtext");
export const operator = element("mo");
export const row = element("mrow");
export const fraction = element("mfrac");
export const squareRoot = element("msqrt");
export const superscript = element("msup");
export const subscript = element("msub");

/** A number with `decimals` decimals; trailing zeros stay, so that a moving number keeps its width. */
export function number(value: number, decimals = 0): MathElement {
  return { tag: "mn", content: [value.toFixed(decimals).replace("-", "−")] };
}
