/** Where a formula may be broken into lines: browsers do not break lines within MathML. */

import type { MathElement, MathNode } from "./mathMarkup.ts";

/** Operators before which a line may begin, and those after which one may. */
const BEGINS_LINE = ["=", "+", "−", "±"];
const ENDS_LINE = [";", ","];

function isOperator(node: MathNode, signs: readonly string[]): boolean {
  return typeof node !== "string" && node.tag === "mo" && signs.includes(node.content.join("").trim());
}

/** A formula's parts from left to right, cut outside its round brackets only; one part where it is no row. */
export function formulaParts(formula: MathNode): readonly MathElement[] {
  if (typeof formula === "string") return [{ tag: "mrow", content: [formula] }];
  if (formula.tag !== "mrow") return [formula];
  const parts: MathNode[][] = [[]];
  let depth = 0;
  for (const node of formula.content) {
    const current = parts.at(-1)!;
    if (depth === 0 && current.length > 0 && isOperator(node, BEGINS_LINE)) parts.push([node]);
    else {
      current.push(node);
      if (depth === 0 && isOperator(node, ENDS_LINE)) parts.push([]);
    }
    if (isOperator(node, ["("])) depth++;
    if (isOperator(node, [")"])) depth--;
  }
  return parts.filter((content) => content.length > 0).map((content) => ({ tag: "mrow", content }));
}
