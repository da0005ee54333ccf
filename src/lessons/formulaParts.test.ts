import { describe, expect, it } from "vitest";
import { formulaParts } from "./formulaParts.ts";
import { type MathNode, name, number, operator, row, subscript } from "./mathMarkup.ts";

const textOf = (node: MathNode): string => (typeof node === "string" ? node : node.content.map(textOf).join(""));

describe("the parts of a formula", () => {
  const formula = row(
    name("L"),
    operator("="),
    number(0.9, 1),
    operator("·"),
    name("f"),
    operator("("),
    name("a"),
    operator("+"),
    name("b"),
    operator(")"),
    operator("+"),
    subscript(name("z"), number(1)),
    operator(";"),
    name("g"),
  );

  it("begin at its operators outside round brackets, and are all of it", () => {
    const parts = formulaParts(formula);
    expect(parts.map(textOf)).toEqual(["L", "=0.9·f(a+b)", "+z1;", "g"]);
    expect(parts.map(textOf).join("")).toBe(textOf(formula));
  });

  it("are one where it is no row", () => {
    expect(formulaParts(name("x")).map(textOf)).toEqual(["x"]);
  });
});
