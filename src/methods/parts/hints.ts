/** Hints: what a hidden layer of the teacher says, and the regressor through which a student's layer answers it. */

import { type Architecture, type PlacedLayer, placeLayers, sizeOf } from "../../domain/architecture.ts";
import type { Ops, Scalar, Tensor } from "../../tensor/graph.ts";
import type { AdapterSpec } from "../core/method.ts";

/** A hidden layer by its number, counted from 1; the middle one of those with weights for 0. */
export function hiddenLayer(role: "teacher" | "student", architecture: Architecture, number: number): PlacedLayer {
  const hidden = placeLayers(architecture).slice(0, -1);
  const weighted = hidden.filter(({ parameters }) => parameters > 0);
  const fit = hidden.filter(({ layer }) => layer.kind !== "dropout");
  const middle = weighted[Math.floor((weighted.length - 1) / 2)];
  const found = number === 0 ? middle : fit.find(({ index }) => index + 1 === number);
  if (found) return found;
  if (fit.length === 0) throw new RangeError(`the ${role} has no hidden layer to take a hint at; give it one`);
  const known = fit.map(({ index }) => index + 1).join(", ");
  throw new RangeError(`the ${role} has no hidden layer ${number} with an output of its own; choose ${known}`);
}

/**
 * From the student's guided layer to what the teacher's hint layer says: for maps a convolution that makes the larger
 * side the smaller one, else a dense layer.
 * @throws RangeError where the student's map is smaller than the teacher's
 */
export function regressorOf(teacher: Architecture, hint: PlacedLayer, guided: PlacedLayer): AdapterSpec {
  const last = placeLayers(teacher).findLast(({ index, parameters }) => index <= hint.index && parameters > 0);
  const own = last?.layer;
  const activation = own && "activation" in own ? own.activation : "linear";
  const [from, to] = [guided.to, hint.to];
  const named = { name: "regressor", from };
  if (from.length === 1 || to.length === 1)
    return { ...named, layers: [{ kind: "dense", units: sizeOf(to), activation }] };
  if (from[0] < to[0])
    throw new RangeError(
      `the student's layer ${guided.index + 1} gives ${from[0]}x${from[1]} maps, smaller than the teacher's ${to[0]}x${to[1]} of layer ${hint.index + 1}; choose an earlier guided layer or a deeper hint layer`,
    );
  const kernel = from[0] - to[0] + 1;
  return { ...named, layers: [{ kind: "conv", filters: to[2], kernel, padding: "valid", activation }] };
}

/** 1/2 ||hint - regressed||^2, summed over an example's units, mean over the batch. Romero et al. 2015, eq. 3. */
export function hintLoss(ops: Ops, hint: Tensor, regressed: Tensor): Scalar {
  const gap = ops.subtract(ops.stopGradient(ops.reshape(hint, regressed.shape)), regressed);
  return ops.multiply(ops.total(ops.multiply(gap, gap)), ops.constant(0.5 / hint.shape[0]!));
}

/** What leaves a layer as maps to look at: at most 4 channels, and a row of units laid out nearly square. */
export function asMaps(ops: Ops, x: Tensor): Tensor {
  if (x.shape.length === 4) return ops.slice(x, 3, 0, Math.min(4, x.shape[3]!));
  const [batch, units] = [x.shape[0]!, x.shape[1]!];
  const columns = Math.ceil(Math.sqrt(units));
  const rows = Math.ceil(units / columns);
  return ops.reshape(ops.pad(x, 1, 0, rows * columns), [batch, rows, columns, 1]);
}
