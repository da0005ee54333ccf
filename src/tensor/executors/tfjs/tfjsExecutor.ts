/**
 * Runs recorded programs tensor by tensor on any tfjs backend: the reference on a device, and the fallback where no
 * planned executor runs.
 */

import * as tf from "@tensorflow/tfjs-core";
import { uniformAt } from "../../../math/random.ts";
import {
  type CompiledProgram,
  type Executor,
  type Inputs,
  type Program,
  schedule,
  sequentialProgram,
} from "../../executor.ts";
import { type GraphNode, type OpOf, volume } from "../../graph.ts";
import { gatherImages } from "../../imageBatch.ts";
import { borderOf } from "../../shapes.ts";
import {
  convolve,
  depthwise,
  depthwiseFilterGradient,
  filterGradient,
  inputGradient,
  maxPool,
  maxPoolGradient,
  padded,
} from "./convolution.ts";
import { applyUpdate, type TensorMemory } from "./optimiserUpdates.ts";

/** Properties of a tfjs backend. */
export interface BackendTraits {
  /** products with a transposed side are slow, so the side is transposed first */
  readonly transposeFirst: boolean;
  /** the memory of a tensor, for updates in place, where JavaScript can access the backend's memory */
  readonly memory?: TensorMemory;
}

type Value = tf.Tensor | { readonly key: number };

function tensorOf(value: Value | undefined): tf.Tensor {
  if (value instanceof tf.Tensor) return value;
  throw new RangeError("a random key was used as a number");
}

function dropoutMask(key: number, rate: number, shape: readonly number[]): tf.Tensor {
  const mask = new Float32Array(volume(shape));
  const kept = 1 / (1 - rate);
  for (let i = 0; i < mask.length; i++) mask[i] = uniformAt(key, i) >= rate ? kept : 0;
  return tf.tensor(mask, [...shape]);
}

/** A new tensor with the same values. */
function alias(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return tf.reshape(x, [...shape]);
}

function matmul(op: OpOf<"matmul">, a: tf.Tensor, b: tf.Tensor, traits: BackendTraits): tf.Tensor {
  const { transposeA, transposeB } = op;
  if (!traits.transposeFirst) return tf.matMul(a, b, transposeA, transposeB);
  const transposed = (x: tf.Tensor) => tf.transpose(x, x.rank === 2 ? [1, 0] : [0, 2, 1]);
  return tf.matMul(transposeA ? transposed(a) : a, transposeB ? transposed(b) : b);
}

function evaluate(node: GraphNode, x: readonly Value[], inputs: Inputs, traits: BackendTraits): Value {
  const { op } = node;
  const shape = [...node.shape];
  const [a, b] = [() => tensorOf(x[0]), () => tensorOf(x[1])];
  switch (op.kind) {
    case "input": {
      const given = inputs[op.name];
      if (given === undefined) throw new RangeError(`no value was given for the input "${op.name}"`);
      if (op.holds === "key") return { key: Number(given) };
      if (typeof given === "number") return tf.scalar(given);
      return tf.tensor(given instanceof Float32Array ? given : gatherImages(given), shape);
    }
    case "constant":
      return tf.scalar(op.value);
    case "parameter":
      throw new RangeError(`the parameter "${op.name}" was not looked up`);
    case "add":
      return tf.add(a(), b());
    case "subtract":
      return tf.sub(a(), b());
    case "multiply":
      return tf.mul(a(), b());
    case "divide":
      return tf.div(a(), b());
    case "exp":
      return tf.exp(a());
    case "log":
      return tf.log(a());
    case "sqrt":
      return tf.sqrt(a());
    case "relu":
      return tf.relu(a());
    case "step":
      return tf.cast(tf.greater(a(), 0), "float32");
    case "round":
      return tf.round(a());
    case "stopGradient":
    case "reshape":
      return alias(a(), shape);
    case "matmul":
      return matmul(op, a(), b(), traits);
    case "sum":
      return tf.sum(a(), [...op.axes], true);
    case "broadcast":
      return tf.broadcastTo(a().rank === 0 ? alias(a(), new Array<number>(shape.length).fill(1)) : a(), shape);
    case "slice":
      return tf.slice(
        a(),
        shape.map((_, axis) => (axis === op.axis ? op.from : 0)),
        shape,
      );
    case "pad": {
      const part = a();
      const after = op.length - op.before - part.shape[op.axis]!;
      return tf.pad(
        part,
        shape.map((_, axis) => (axis === op.axis ? [op.before, after] : [0, 0])),
      );
    }
    case "softmax":
      return tf.softmax(a());
    case "logSoftmax":
      return tf.logSoftmax(a());
    case "max":
      return tf.max(a(), -1, true);
    case "convolve":
      return convolve(a() as tf.Tensor4D, b() as tf.Tensor4D, op.padding);
    case "convolveInputGradient":
      return inputGradient(a() as tf.Tensor4D, b() as tf.Tensor4D, op.padding);
    case "convolveFilterGradient":
      return filterGradient(
        padded(a() as tf.Tensor4D, borderOf(shape[0]!, op.padding)),
        b() as tf.Tensor4D,
        shape[0]!,
        traits.transposeFirst,
      );
    case "depthwise":
      return depthwise(a() as tf.Tensor4D, b() as tf.Tensor3D);
    case "depthwiseInputGradient":
      return depthwise(a() as tf.Tensor4D, tf.reverse(b() as tf.Tensor3D, [0, 1]));
    case "depthwiseFilterGradient":
      return depthwiseFilterGradient(
        padded(a() as tf.Tensor4D, borderOf(shape[0]!, "same")),
        b() as tf.Tensor4D,
        shape[0]!,
      );
    case "maxPool":
      return maxPool(a() as tf.Tensor4D, op.size);
    case "maxPoolGradient":
      return maxPoolGradient(a() as tf.Tensor4D, b() as tf.Tensor4D, op.size);
    case "dropoutMask": {
      const key = x[0];
      if (!key || key instanceof tf.Tensor) throw new RangeError("a dropout mask needs a random key");
      return dropoutMask(key.key, op.rate, shape);
    }
    default:
      return op satisfies never;
  }
}

/** The result of `make`; all other tensors that it allocates are freed. */
function kept(make: () => Value): Value {
  return tf.tidy(() => {
    const value = make();
    return value instanceof tf.Tensor ? tf.keep(value) : value;
  }) as Value;
}

function compileOn(store: Map<string, tf.Tensor>, traits: BackendTraits, program: Program): CompiledProgram {
  const order = schedule(program);
  const assign = (name: string, value: tf.Tensor) => {
    store.get(name)?.dispose();
    store.set(name, tf.keep(tf.clone(value)));
  };
  return sequentialProgram(async (inputs, updateStep) => {
    const known = new Map<number, Value>();
    const owned = new Set<tf.Tensor>();
    const release = (value: Value | undefined) => {
      if (value instanceof tf.Tensor && owned.delete(value)) value.dispose();
    };
    try {
      for (const { node, frees } of order) {
        if (node.op.kind === "parameter") {
          const found = store.get(node.op.name);
          if (!found) throw new RangeError(`no parameter "${node.op.name}" has been written`);
          known.set(node.id, found);
        } else {
          const value = kept(() =>
            evaluate(
              node,
              node.inputs.map((id) => known.get(id)!),
              inputs,
              traits,
            ),
          );
          known.set(node.id, value);
          if (value instanceof tf.Tensor) owned.add(value);
        }
        for (const id of frees) {
          release(known.get(id));
          known.delete(id);
        }
      }
      const outputs: Record<string, Float32Array> = {};
      for (const [name, id] of Object.entries(program.outputs)) {
        outputs[name] = Float32Array.from(await tensorOf(known.get(id)).data());
      }
      for (const { parameter, node } of program.assignments) assign(parameter, tensorOf(known.get(node)));
      for (const update of program.updates) {
        if (!updateStep) throw new RangeError("a program that trains needs its step and learning rate");
        applyUpdate(update, tensorOf(known.get(update.gradient)), store, updateStep, traits.memory);
      }
      return outputs;
    } finally {
      for (const tensor of owned) tensor.dispose();
    }
  });
}

/**
 * Opens an empty executor on the current tfjs backend, which must be ready.
 * @param traits of this backend: they affect speed, not results
 */
export function openTfjs(traits: BackendTraits): Executor {
  const store = new Map<string, tf.Tensor>();
  return {
    write(name, values, shape) {
      store.get(name)?.dispose();
      store.set(
        name,
        tf.tidy(() => tf.keep(tf.tensor(Float32Array.from(values), [...shape]))),
      );
    },
    async read(name) {
      const found = store.get(name);
      if (!found) throw new RangeError(`no parameter "${name}" has been written`);
      return Float32Array.from(await found.data());
    },
    has: (name) => store.has(name),
    compile: (program) => compileOn(store, traits, program),
    stepsAhead: () => 1,
    held: () => tf.memory().numTensors,
    dispose() {
      for (const tensor of store.values()) tensor.dispose();
      store.clear();
    },
  };
}
