/** Hints: outputs of a hidden layer of the teacher that a regressor predicts from a hidden layer of the student. */

import {
  type Architecture,
  inferShapes,
  negativeSlopeOf,
  type ShapedLayer,
  sizeOf,
} from "../../domain/architecture.ts";
import type { Ops, Scalar, Tensor } from "../../tensor/graph.ts";
import type { AdapterSpec } from "../core/method.ts";

/**
 * A hidden layer by its number, counted from 1; for 0 the middle one of those with weights.
 * @throws RangeError otherwise
 */
export function hiddenLayer(role: "teacher" | "student", architecture: Architecture, number: number): ShapedLayer {
  const hidden = inferShapes(architecture).slice(0, -1);
  const weighted = hidden.filter(({ parameters }) => parameters > 0);
  const eligible = hidden.filter(({ layer }) => layer.kind !== "dropout");
  const middle = weighted[Math.floor((weighted.length - 1) / 2)];
  const found = number === 0 ? middle : eligible.find(({ index }) => index + 1 === number);
  if (found) return found;
  if (eligible.length === 0) throw new RangeError(`the ${role} has no hidden layer to take a hint at; give it one`);
  const valid = eligible.map(({ index }) => index + 1).join(", ");
  throw new RangeError(`the ${role} has no hidden layer ${number} with an output of its own; choose ${valid}`);
}

/**
 * The regressor from the outputs of the student's guided layer to those of the teacher's hint layer: between maps a
 * valid convolution whose kernel is the difference of their sides plus 1, else a dense layer. It has the nonlinearity
 * of the hint layer.
 * @throws RangeError where the student's map is smaller than the teacher's
 */
export function regressorOf(teacher: Architecture, hint: ShapedLayer, guided: ShapedLayer): AdapterSpec {
  const last = inferShapes(teacher).findLast(({ index, parameters }) => index <= hint.index && parameters > 0);
  const layer = last?.layer;
  const activated = layer && "activation" in layer ? layer : ({ activation: "linear" } as const);
  const { activation } = activated;
  const slope = activation === "leakyRelu" ? { slope: negativeSlopeOf(activated) } : {};
  const [from, to] = [guided.outputShape, hint.outputShape];
  const common = { name: "regressor", inputShape: from };
  if (from.length === 1 || to.length === 1)
    return { ...common, layers: [{ kind: "dense", units: sizeOf(to), activation, ...slope }] };
  if (from[0] < to[0] || from[1] < to[1])
    throw new RangeError(
      `the student's layer ${guided.index + 1} gives ${from[0]}x${from[1]} maps, smaller than the teacher's ${to[0]}x${to[1]} of layer ${hint.index + 1}; choose an earlier guided layer or a deeper hint layer`,
    );
  const kernel = from[0] - to[0] + 1;
  if (from[1] - to[1] + 1 !== kernel)
    throw new RangeError(`no square filter makes ${to[0]}x${to[1]} maps of ${from[0]}x${from[1]}; choose other layers`);
  return { ...common, layers: [{ kind: "conv", filters: to[2], kernel, padding: "valid", activation, ...slope }] };
}

/** 1/2 ||hint - regressed||^2, summed over an example's units, mean over the batch. Romero et al. 2015, eq. 3. */
export function hintLoss(ops: Ops, hint: Tensor, regressed: Tensor): Scalar {
  const difference = ops.subtract(ops.stopGradient(ops.reshape(hint, regressed.shape)), regressed);
  return ops.multiply(ops.total(ops.multiply(difference, difference)), ops.constant(0.5 / hint.shape[0]!));
}

/**
 * Outputs of a layer as maps to draw: at most 4 channels; a row of units as one map that is nearly square, filled up
 * with zeros.
 */
export function asMaps(ops: Ops, x: Tensor): Tensor {
  if (x.shape.length === 4) return ops.slice(x, 3, 0, Math.min(4, x.shape[3]!));
  const [batch, units] = [x.shape[0]!, x.shape[1]!];
  const columns = Math.ceil(Math.sqrt(units));
  const rows = Math.ceil(units / columns);
  return ops.reshape(ops.pad(x, 1, 0, rows * columns), [batch, rows, columns, 1]);
}
