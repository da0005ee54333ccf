/** A formula as MathML. */

import { createElement, type ReactNode } from "react";
import type { MathNode } from "../../lessons/mathMarkup.ts";

function nodeOf(node: MathNode, key: number): ReactNode {
  if (typeof node === "string") return node;
  // Brackets keep the size of what they hold; beside a fraction they would grow to its height.
  const stretchy = node.tag === "mo" ? "false" : undefined;
  return createElement(node.tag, { key, stretchy }, ...node.content.map(nodeOf));
}

export function Formula({ formula }: { readonly formula: MathNode }): ReactNode {
  return createElement("math", null, nodeOf(formula, 0));
}
