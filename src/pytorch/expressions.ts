/**
 * Recorded operations as Python: each node of a graph becomes a PyTorch expression, and nodes that are read more than
 * once become variables. Values have the graph's shapes, maps as [batch, height, width, channels].
 */

import type { GraphNode, Op } from "../tensor/graph.ts";

/** Python's precedence of an expression's outermost operator: a product inside a sum needs no brackets. */
const SUM = 1;
const PRODUCT = 2;
const ATOM = 3;

interface Expression {
  readonly text: string;
  readonly precedence: number;
}

const atom = (text: string): Expression => ({ text, precedence: ATOM });

function bracketed({ text, precedence }: Expression, needed: number): string {
  return precedence < needed ? `(${text})` : text;
}

/** A number as Python writes it; infinities do not occur in graphs. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? "0" : String(value);
}

function tuple(values: readonly number[]): string {
  return `(${values.join(", ")}${values.length === 1 ? "," : ""})`;
}

/** How a graph's inputs are named in Python. */
export interface InputNames {
  /** the expression of an input; `argument` writes what an adapter is applied to */
  nameOf(input: string, argument: (id: number) => string): string;
  /** nodes that an input depends on: what an adapter is applied to */
  argumentsOf?(input: string): readonly number[];
}

/** An operation of the graph that no loss records: one of a gradient, say. */
function unknownOperation(kind: string): RangeError {
  return new RangeError(`the operation "${kind}" has no translation to PyTorch yet`);
}

const BINARY = { add: "+", subtract: "-", multiply: "*", divide: "/" } as const;

function binaryExpression(kind: keyof typeof BINARY, a: Expression, b: Expression): Expression {
  const precedence = kind === "add" || kind === "subtract" ? SUM : PRODUCT;
  // The right side of - and / needs brackets around its own kind of operator.
  const right = bracketed(b, kind === "subtract" || kind === "divide" ? precedence + 1 : precedence);
  return { text: `${bracketed(a, precedence)} ${BINARY[kind]} ${right}`, precedence };
}

/** A product with a constant: -1 as a sign, 1/n as a division by n; 1 changes nothing. */
function scaledExpression(x: Expression, factor: number): Expression {
  if (factor === 1) return x;
  if (factor === -1) return { text: `-${bracketed(x, ATOM)}`, precedence: PRODUCT };
  const divisor = Math.round(1 / factor);
  if (factor !== 0 && Math.abs(factor) < 1 && divisor !== 0 && 1 / divisor === factor)
    return { text: `${bracketed(x, PRODUCT)} / ${divisor}`, precedence: PRODUCT };
  return { text: `${numberText(factor)} * ${bracketed(x, PRODUCT)}`, precedence: PRODUCT };
}

function shapeText(shape: readonly number[], batch: number): string {
  return shape.length > 0 && shape[0]! % batch === 0 ? tuple([-1, ...shape.slice(1)]) : tuple(shape);
}

/** Channels-last maps to PyTorch's order and back, around a convolution. */
const channelsFirst = (x: string) => `${x}.permute(0, 3, 1, 2)`;
const channelsLast = (x: string) => `${x}.permute(0, 2, 3, 1)`;

/** Translates one graph. @param batch the batch size, which reshapes leave open */
export class PythonExpressions {
  readonly #nodes: readonly GraphNode[];
  readonly #names: InputNames;
  readonly #batch: number;
  readonly #uses = new Map<number, number>();
  readonly #variables = new Map<number, string>();
  readonly #taken = new Set<string>();
  readonly #lines: string[] = [];

  constructor(nodes: readonly GraphNode[], names: InputNames, batch: number) {
    this.#nodes = nodes;
    this.#names = names;
    this.#batch = batch;
  }

  /**
   * Writes outputs: the assignments that they need, in order, and an expression for each.
   * @throws RangeError where an operation has no translation
   */
  write(outputs: readonly number[]): { readonly lines: readonly string[]; readonly expressions: readonly string[] } {
    const needed = new Set(outputs);
    for (const { id } of this.#nodes.toReversed())
      if (needed.has(id))
        for (const input of this.#inputsOf(id)) {
          needed.add(input);
          this.#uses.set(input, (this.#uses.get(input) ?? 0) + 1);
        }
    for (const id of outputs) this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1);
    const expressions = outputs.map((id) => this.#read(id).text);
    return { lines: this.#lines, expressions };
  }

  #inputsOf(id: number): readonly number[] {
    const { op, inputs } = this.#nodes[id]!;
    return op.kind === "input" ? [...inputs, ...(this.#names.argumentsOf?.(op.name) ?? [])] : inputs;
  }

  /** The expression of a node, or the variable that holds it. */
  #read(id: number): Expression {
    const known = this.#variables.get(id);
    if (known !== undefined) return atom(known);
    const { op } = this.#nodes[id]!;
    const expression = this.#expressionOf(id);
    const isSimple = op.kind === "constant" || /^-?[\w.[\]"]+(\(\d+\))?$/.test(expression.text);
    if (isSimple || (this.#uses.get(id) ?? 0) < 2) return expression;
    const variable = this.#freeName(op);
    this.#variables.set(id, variable);
    this.#lines.push(`${variable} = ${expression.text}`);
    return atom(variable);
  }

  #freeName({ kind }: Op): string {
    const stem = kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    for (let count = 1; ; count++) {
      const name = `${stem}_${count}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }

  #constantOf(id: number): number | null {
    const { op } = this.#nodes[id]!;
    return op.kind === "constant" ? op.value : null;
  }

  #expressionOf(id: number): Expression {
    const node = this.#nodes[id]!;
    const { op, inputs, shape } = node;
    const [a, b] = inputs;
    const x = () => bracketed(this.#read(a!), ATOM);
    switch (op.kind) {
      case "input":
        return atom(this.#names.nameOf(op.name, (argument) => this.#read(argument).text));
      case "parameter":
        return atom(this.#names.nameOf(op.name, () => ""));
      case "constant":
        return { text: numberText(op.value), precedence: op.value < 0 ? PRODUCT : ATOM };
      case "multiply": {
        const [left, right] = [this.#constantOf(a!), this.#constantOf(b!)];
        if (right !== null) return scaledExpression(this.#read(a!), right);
        if (left !== null) return scaledExpression(this.#read(b!), left);
        return binaryExpression(op.kind, this.#read(a!), this.#read(b!));
      }
      case "add":
      case "subtract":
        if (this.#constantOf(b!) === 0) return this.#read(a!);
        return binaryExpression(op.kind, this.#read(a!), this.#read(b!));
      case "divide":
        if (this.#constantOf(b!) === 1) return this.#read(a!);
        return binaryExpression(op.kind, this.#read(a!), this.#read(b!));
      case "exp":
      case "log":
      case "sqrt":
      case "relu":
      case "round":
        return atom(`torch.${op.kind}(${this.#read(a!).text})`);
      case "step":
        return atom(`(${this.#read(a!).text} > 0).float()`);
      case "stopGradient":
        return atom(`${x()}.detach()`);
      case "matmul": {
        const turned = (text: string, turns: boolean) => (turns ? `${text}.transpose(-1, -2)` : text);
        const right = bracketed(this.#read(b!), ATOM);
        return {
          text: `${turned(x(), op.transposeA)} @ ${turned(right, op.transposeB)}`,
          precedence: PRODUCT,
        };
      }
      case "sum": {
        const axes = op.axes.length === 1 ? String(op.axes[0]) : tuple(op.axes);
        return atom(`${x()}.sum(${axes}, keepdim=True)`);
      }
      case "broadcast":
        return atom(`${x()}.expand(${tuple(shape)})`);
      case "reshape":
        return this.#reshaped(a!, shape);
      case "slice": {
        const before = ":, ".repeat(op.axis);
        return atom(`${x()}[${before}${op.from}:${op.from + op.size}]`);
      }
      case "pad": {
        const rank = shape.length;
        const after = op.length - op.before - this.#nodes[a!]!.shape[op.axis]!;
        const zeros = "0, 0, ".repeat(rank - 1 - op.axis);
        return atom(`F.pad(${this.#read(a!).text}, (${zeros}${op.before}, ${after}))`);
      }
      case "softmax":
        return atom(`F.softmax(${this.#read(a!).text}, dim=-1)`);
      case "logSoftmax":
        return atom(`F.log_softmax(${this.#read(a!).text}, dim=-1)`);
      case "max":
        return atom(`${x()}.amax(-1, keepdim=True)`);
      case "convolve": {
        const filter = `${bracketed(this.#read(b!), ATOM)}.permute(3, 2, 0, 1)`;
        return atom(channelsLast(`F.conv2d(${channelsFirst(x())}, ${filter}, padding="${op.padding}")`));
      }
      case "maxPool":
        return atom(channelsLast(`F.max_pool2d(${channelsFirst(x())}, ${op.size})`));
      default:
        throw unknownOperation(op.kind);
    }
  }

  /** A sum over all axes that is reshaped to a scalar is the sum of everything. */
  #reshaped(input: number, shape: readonly number[]): Expression {
    const { op, inputs } = this.#nodes[input]!;
    const isTotal = shape.length === 0 && op.kind === "sum" && (this.#uses.get(input) ?? 0) < 2;
    if (isTotal) return atom(`${bracketed(this.#read(inputs[0]!), ATOM)}.sum()`);
    return atom(`${bracketed(this.#read(input), ATOM)}.reshape(${shapeText(shape, this.#batch)})`);
  }
}
