/** jax-js as its documentation suggests: the whole step, with gradients and optimiser, in one `jit`. */

import { blockUntilReady, type Array as JaxArray, jit, lax, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import { inferShapes } from "../domain/architecture.ts";
import { IMAGE_SIZE } from "../domain/dataset.ts";
import { ADAM, MOMENTUM } from "../tensor/executor.ts";
import {
  BATCHES,
  HARD_WEIGHT,
  HINT_WEIGHT,
  LEARNING_RATE,
  type Material,
  type OpenSide,
  SOFT_WEIGHT,
  TEMPERATURE,
  type Workload,
} from "./workloads.ts";

type Tree = Record<string, JaxArray>;

/** A network's forward pass; every use of an array consumes one reference to it. */
function forward(
  network: string,
  { architecture, batch }: Pick<Workload, "architecture" | "batch">,
  weights: Tree,
  given: Tree,
) {
  let x = given.images!.ref;
  let map: JaxArray | null = null;
  for (const { layer, index, inputShape, outputShape } of inferShapes(architecture)) {
    const tensorOf = (name: string) => weights[`${network}/${index}/${name}`]!.ref;
    if (inputShape.length === 3 && x.shape.length === 2) x = x.reshape([batch, ...inputShape]);
    if (layer.kind === "dropout") x = x.mul(given[`mask/${index}`]!.ref.reshape([...x.shape]));
    else if (layer.kind === "pool") {
      const [h, w, c] = outputShape as readonly [number, number, number];
      x = np.max(x.reshape([batch, h, layer.size, w, layer.size, c]), [2, 4]);
    } else {
      if (layer.kind === "conv") {
        // Channels first, as the library's convolution wants them.
        const images = np.transpose(x, [0, 3, 1, 2]);
        const filter = np.transpose(tensorOf("weights"), [3, 2, 0, 1]);
        const sums = lax.convGeneralDilated(images, filter, [1, 1], "SAME");
        x = np.transpose(sums, [0, 2, 3, 1]);
      } else {
        if (x.shape.length > 2) x = x.reshape([batch, -1]);
        x = np.matmul(x, tensorOf("weights"));
      }
      x = x.add(tensorOf("bias"));
      if (layer.activation === "relu") x = nn.relu(x);
    }
    if (outputShape.length === 3) {
      map?.dispose();
      map = x.ref;
    }
  }
  return { logits: x, map };
}

function crossEntropy(batch: number, logits: JaxArray, targets: JaxArray): JaxArray {
  return nn
    .logSoftmax(logits)
    .mul(targets)
    .sum()
    .mul(-1 / batch);
}

/** mean KL(target || student) */
function divergence(batch: number, target: JaxArray, student: JaxArray): JaxArray {
  const logP = nn.logSoftmax(target.ref);
  return nn
    .softmax(target)
    .mul(logP.sub(nn.logSoftmax(student)))
    .sum()
    .mul(1 / batch);
}

function lossOf(workload: Workload, networks: readonly string[], weights: Tree, given: Tree): JaxArray {
  const { batch, lossKind, teacher } = workload;
  const passes = networks.map((name) => forward(name, workload, weights, given));
  const [{ logits: z, map }, peer] = passes as [(typeof passes)[0], (typeof passes)[0] | undefined];
  const hard = crossEntropy(batch, z.ref, given.labels!.ref);
  if (lossKind === "labels") {
    z.dispose();
    map?.dispose();
    return hard;
  }
  if (lossKind === "mutual") {
    const other = peer!.logits;
    const fromOther = divergence(batch, lax.stopGradient(other.ref), z.ref);
    const fromStudent = divergence(batch, lax.stopGradient(z), other.ref);
    return hard
      .add(fromOther)
      .add(crossEntropy(batch, other, given.labels!.ref))
      .add(fromStudent);
  }
  const v = teacher
    ? forward("teacher", { architecture: teacher, batch }, weights, given).logits
    : given.teacherLogits!.ref;
  const soft = divergence(batch, lax.stopGradient(v).div(TEMPERATURE), z.div(TEMPERATURE));
  const distillation = soft.mul(SOFT_WEIGHT * TEMPERATURE ** 2).add(hard.mul(HARD_WEIGHT));
  if (lossKind === "distillation") {
    map?.dispose();
    return distillation;
  }
  return distillation.add(np.square(map!.sub(given.hint!.ref)).mean().mul(HINT_WEIGHT));
}

/** Opens a workload on jax-js' default device. @param every steps between two waits for the device */
export function jaxSide(workload: Workload, material: Material, every = 1): OpenSide {
  const { batch } = workload;
  const names = material.parameters.map(({ name }) => name);
  const trained = names.filter((name) => !name.startsWith("teacher/"));
  const tensor = (values: Float32Array, shape: readonly number[]) =>
    np.array(values as Float32Array<ArrayBuffer>, { shape: [...shape] });
  const state = new Map<string, JaxArray>();
  const frozen: Tree = {};
  for (const { name, shape } of material.parameters) {
    const values = material.weights.get(name)!.slice();
    if (!trained.includes(name)) frozen[name] = tensor(values, shape);
    else {
      state.set(name, tensor(values, shape));
      for (const slot of workload.optimizer === "adam" ? ["m", "v"] : ["m"])
        state.set(`${name}.${slot}`, tensor(new Float32Array(values.length), shape));
    }
  }
  const batches = material.batches.map((one): Tree => {
    const { classes } = workload.architecture;
    return {
      images: tensor(one.images, [batch, IMAGE_SIZE]),
      labels: tensor(one.labels, [batch, classes]),
      teacherLogits: tensor(one.teacherLogits, [batch, classes]),
      ...(one.hint.length ? { hint: tensor(one.hint, material.hintShape) } : {}),
      ...Object.fromEntries(
        one.masks.map(({ layer, values }) => [`mask/${layer}`, tensor(values, [batch, values.length / batch])]),
      ),
    };
  });

  const { beta1, beta2, epsilon } = ADAM;
  const step = jit((weights: Tree, slots: Tree, fixed: Tree, given: Tree, rate: JaxArray, correction: JaxArray) => {
    const [loss, gradients] = valueAndGrad((w: Tree) => lossOf(workload, material.networks, { ...w, ...fixed }, given))(
      weights as never,
    ) as unknown as [JaxArray, Tree];
    const next: Tree = {};
    for (const name of trained) {
      const g = gradients[name]!;
      const w = weights[name]!;
      const m = slots[`${name}.m`]!;
      if (workload.optimizer === "momentum") {
        const moved = m.mul(MOMENTUM).add(g);
        next[`${name}.m`] = moved.ref;
        next[name] = w.sub(moved.mul(rate.ref));
        continue;
      }
      const first = m.mul(beta1).add(g.ref.mul(1 - beta1));
      const second = slots[`${name}.v`]!.mul(beta2).add(np.square(g).mul(1 - beta2));
      next[`${name}.m`] = first.ref;
      next[`${name}.v`] = second.ref;
      const root = np.sqrt(second.mul(correction.ref)).add(epsilon);
      next[name] = w.sub(first.mul(rate.ref).div(root));
    }
    return [loss, next] as [JaxArray, Tree];
  });

  let loss: JaxArray | null = null;
  const referenced = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).map(([k, x]) => [k, x.ref]));
  return {
    async step(number) {
      const pick = (wanted: (name: string) => boolean): Tree =>
        Object.fromEntries([...state].filter(([name]) => wanted(name)));
      const isSlot = (name: string) => /\.[mv]$/.test(name);
      const given = batches[(number - 1) % BATCHES]!;
      const adam = workload.optimizer === "adam";
      const rate = adam ? LEARNING_RATE / (1 - beta1 ** number) : LEARNING_RATE;
      loss?.dispose();
      const [value, next] = step(
        pick((name) => !isSlot(name)) as never,
        pick(isSlot) as never,
        referenced(frozen) as never,
        referenced(given) as never,
        np.array(rate) as never,
        np.array(1 / (1 - beta2 ** number)) as never,
      ) as unknown as [JaxArray, Tree];
      loss = value;
      for (const [name, array] of Object.entries(next)) state.set(name, array);
      if (number % every === 0) await blockUntilReady(loss);
    },
    async finish() {
      await blockUntilReady([...state.values()]);
      return (await loss!.ref.data())[0] as number;
    },
    dispose() {
      loss?.dispose();
      for (const array of [
        ...state.values(),
        ...Object.values(frozen),
        ...batches.flatMap((one) => Object.values(one)),
      ])
        array.dispose();
    },
  };
}
