/** A formula as MathML. */

import { createElement, type ReactNode } from "react";
import { formulaParts } from "../../lessons/formulaParts.ts";
import type { MathNode } from "../../lessons/mathMarkup.ts";

function nodeOf(node: MathNode, key: number): ReactNode {
  if (typeof node === "string") return node;
  if (node.tag !== "mo") return createElement(node.tag, { key }, ...node.content.map(nodeOf));
  // Brackets keep the size of what they hold; beside a fraction they would grow to its height. An operator that begins a
  // line keeps the room on both its sides.
  const form = /^[=+−±]$/.test(node.content.join("")) ? "infix" : undefined;
  return createElement("mo", { key, stretchy: "false", form }, ...node.content.map(nodeOf));
}

/** Lines break between its parts where it is wider than its room. */
export function Formula({ formula }: { readonly formula: MathNode }): ReactNode {
  return (
    <span className="formula">
      {formulaParts(formula).map((part, i) => createElement("math", { key: i }, nodeOf(part, 0)))}
    </span>
  );
}
