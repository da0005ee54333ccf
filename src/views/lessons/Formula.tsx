/** A formula as MathML. */

import { createElement, type ReactNode } from "react";
import type { MathNode } from "../../lessons/mathMarkup.ts";

function nodeOf(node: MathNode, key: number): ReactNode {
  if (typeof node === "string") return node;
  return createElement(node.tag, { key }, ...node.content.map(nodeOf));
}

export function Formula({ formula }: { readonly formula: MathNode }): ReactNode {
  return createElement("math", null, nodeOf(formula, 0));
}
