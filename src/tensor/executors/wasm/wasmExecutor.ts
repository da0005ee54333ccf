/**
 * The planned executor on WASM SIMD: every program is planned once into one block of memory and a list of kernel calls,
 * and a step allocates no memory there.
 */

import {
  ADAM,
  type CompiledProgram,
  type Executor,
  type Inputs,
  MOMENTUM,
  type Program,
  sequentialProgram,
  slotsOf,
  type Update,
  type UpdateStep,
} from "../../executor.ts";
import { volume } from "../../graph.ts";
import type { ImageBatch } from "../../imageBatch.ts";
import { planMemory } from "../../plan/memoryPlan.ts";
import { buffersReadBy, type ExecutionPlan } from "../../plan/plannedOps.ts";
import { planProgram } from "../../plan/planProgram.ts";
import type { BufferAddresses, KernelCall, Keys, Scratch, SparseRowsState, StagedBytes } from "./bufferAddresses.ts";
import { bindOp } from "./kernelCalls.ts";
import { type KernelMemory, type KernelModule, openKernelMemory } from "./kernelModule.ts";
import { argument, named } from "./kernelSignatures.ts";
import { skipsZeros } from "./matmulCalls.ts";

/** Some floats in the memory. */
interface Region {
  readonly address: number;
  readonly size: number;
}

/** One executor's memory: parameters by name, and scratch memory that all programs share. */
interface Store {
  readonly memory: KernelMemory;
  readonly parameters: Map<string, Region>;
  /** counts how often a parameter got another address */
  moves: number;
  readonly scratch: Map<string, Region>;
}

function parameterOf({ parameters }: Store, name: string): Region {
  const found = parameters.get(name);
  if (!found) throw new RangeError(`no parameter "${name}" has been written`);
  return found;
}

function reserveFor(store: Store, name: string, size: number): Region {
  const known = store.parameters.get(name);
  if (known?.size === size) return known;
  if (known) store.moves++;
  const stored = { address: store.memory.reserve(size), size };
  store.parameters.set(name, stored);
  return stored;
}

/** Shared scratch memory for one use. Larger memory replaces smaller; calls bound before keep the smaller. */
function scratchOf({ scratch, memory }: Store, use: string, count: number): number {
  const known = scratch.get(use);
  if (known && known.size >= count) return known.address;
  const stored = { address: memory.reserve(count), size: count };
  scratch.set(use, stored);
  return stored.address;
}

function bindUpdate(store: Store, update: Update, gradientAddress: number, unitCount: number) {
  const { kernels } = store.memory;
  const { address, size } = parameterOf(store, update.parameter);
  const [first, second] = slotsOf(update).map((slot) => reserveFor(store, slot, size).address);
  const { weights, gradient, m, v, count, beta1, beta2, epsilon, decay } = named({
    weights: address,
    gradient: gradientAddress,
    m: first!,
    v: second ?? 0,
    count: size,
    ...ADAM,
    decay: MOMENTUM,
  });
  const { rows, units, limit, scratch } = named({
    rows: size / unitCount,
    units: unitCount,
    limit: update.maxNorm,
    scratch: scratchOf(store, "lengths", unitCount),
  });
  return ({ step, learningRate }: UpdateStep): void => {
    if (update.optimizer === "adam") {
      const rate = argument("rate", learningRate / (1 - beta1 ** step));
      const correction = argument("correction", 1 / (1 - beta2 ** step));
      kernels.adam(weights, gradient, m, v, count, rate, correction, beta1, beta2, epsilon);
    } else kernels.momentum(weights, gradient, m, count, argument("rate", learningRate), decay);
    if (update.maxNorm > 0) kernels.maxNorm(weights, rows, units, limit, scratch);
  };
}

/** A program with all its addresses. */
interface BoundProgram {
  readonly moves: number;
  readonly write: (inputs: Inputs) => Keys;
  readonly calls: readonly KernelCall[];
  readonly read: () => Record<string, Float32Array>;
  readonly assign: () => void;
  readonly updates: readonly ((updateStep: UpdateStep) => void)[];
}

type Write = (given: number | Float32Array | ImageBatch) => void;

function bindInput(store: Store, name: string, address: number, size: number, staged: StagedBytes | null): Write {
  const { memory } = store;
  return (given) => {
    if (staged) staged.gather = null;
    if (typeof given === "number") {
      memory.floats(address, 1)[0] = given;
      return;
    }
    if (given instanceof Float32Array) {
      if (given.length !== size)
        throw new RangeError(`the input "${name}" takes ${size} values, but was given ${given.length}`);
      memory.floats(address, size).set(given);
      return;
    }
    const { bytes, height, width, indices, jitter, key } = given;
    const pixels = height * width;
    if (indices.length * pixels !== size)
      throw new RangeError(`the input "${name}" takes ${size} values, but was given ${indices.length} images`);
    const batch = named({
      to: address,
      bytes: scratchOf(store, `bytes ${name}`, Math.ceil(size / 4)),
      count: indices.length,
      height,
      width,
      jitter,
      key: key | 0,
    });
    const copies = memory.bytes(batch.bytes, size);
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i]! * pixels;
      copies.set(bytes.subarray(from, from + pixels), i * pixels);
    }
    const gather = () =>
      memory.kernels.gather(batch.to, batch.bytes, batch.count, batch.height, batch.width, batch.jitter, batch.key);
    if (!staged || jitter > 0) return gather();
    staged.bytes = batch.bytes;
    staged.gather = gather;
  };
}

/** Inputs that only products read, and only as sparse rows: images among them may stay bytes. */
function onlyReadAsSparse(plan: ExecutionPlan, mostlyZero: (buffer: number) => boolean): ReadonlySet<number> {
  const found = new Set([...plan.origins].flatMap(([buffer, { kind }]) => (kind === "input" ? [buffer] : [])));
  for (const op of plan.operations)
    for (const buffer of buffersReadBy(op)) {
      const once = buffersReadBy(op).filter((other) => other === buffer).length === 1;
      if (!(once && skipsZeros(op, mostlyZero) && op.kind === "matmul" && op.left === buffer)) found.delete(buffer);
    }
  for (const { buffer } of [...plan.outputs, ...plan.assignments]) found.delete(buffer);
  for (const buffer of plan.gradients) found.delete(buffer);
  return found;
}

function bindProgram(
  store: Store,
  program: Program,
  plan: ExecutionPlan,
  block: number,
  offsets: ReadonlyMap<number, number>,
): BoundProgram {
  const { memory } = store;
  const { sizes, origins, keys } = plan;
  const address = (buffer: number): number => {
    const origin = origins.get(buffer);
    if (origin?.kind !== "parameter") return block + 4 * offsets.get(buffer)!;
    const stored = parameterOf(store, origin.name);
    if (stored.size !== sizes.get(buffer))
      throw new RangeError(
        `the parameter "${origin.name}" has ${stored.size} values, but this program takes ${sizes.get(buffer)}`,
      );
    return stored.address;
  };
  const sparseRows = new Map<number, SparseRowsState>();
  const images = new Set<number>();
  for (const [buffer, { kind }] of origins) if (kind === "input") images.add(buffer);
  for (const op of plan.operations)
    if (op.kind === "binary" && op.operation === "multiply" && images.has(op.left.buffer)) images.add(op.to);
  const mostlyZero = (buffer: number) => images.has(buffer);
  const staged = new Map<number, StagedBytes>();
  for (const buffer of onlyReadAsSparse(plan, mostlyZero))
    staged.set(buffer, { bytes: argument("bytes", 0), gather: null });
  const addresses: BufferAddresses = {
    address,
    scratch: (use: Scratch, count: number) => scratchOf(store, use, count),
    sparseRows(buffer: number) {
      const known = sparseRows.get(buffer) ?? { run: null, fits: false };
      sparseRows.set(buffer, known);
      return known;
    },
    mostlyZero,
    staged: (buffer: number) => staged.get(buffer) ?? null,
    padded: (count: number, geometry: string) => scratchOf(store, `padded ${geometry}`, count),
  };
  const sizeOf = (buffer: number) => sizes.get(buffer)!;
  const calls = plan.operations.map((op) => bindOp(op, memory, addresses, sizeOf));
  const updates = program.updates.map((update, i) =>
    bindUpdate(store, update, address(plan.gradients[i]!), program.nodes[update.gradient]!.shape.at(-1) ?? 1),
  );
  const inputs = [...origins].flatMap(([buffer, origin]) =>
    origin.kind === "input"
      ? [
          {
            name: origin.name,
            write: bindInput(store, origin.name, address(buffer), sizeOf(buffer), addresses.staged(buffer)),
          },
        ]
      : [],
  );
  for (const [buffer, origin] of origins)
    if (origin.kind === "constant") memory.floats(address(buffer), 1)[0] = origin.value;
  const given = (values: Inputs, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`no value was given for the input "${name}"`);
    return value;
  };
  const assignments = plan.assignments.map(({ parameter, buffer }) => ({
    from: address(buffer),
    to: reserveFor(store, parameter, sizeOf(buffer)),
  }));
  return {
    moves: store.moves,
    calls,
    updates,
    write(values) {
      for (const { name, write } of inputs) write(given(values, name));
      return Object.fromEntries(keys.map((name) => [name, Number(given(values, name))]));
    },
    read: () =>
      Object.fromEntries(
        plan.outputs.map(({ name, buffer }) => [name, memory.floats(address(buffer), sizeOf(buffer)).slice()]),
      ),
    assign() {
      for (const { from, to } of assignments) memory.floats(to.address, to.size).set(memory.floats(from, to.size));
    },
  };
}

function compileOn(store: Store, program: Program): CompiledProgram {
  const plan = planProgram(program);
  const external = new Set([...plan.origins].flatMap(([id, { kind }]) => (kind === "parameter" ? [id] : [])));
  const { offsets, size } = planMemory(plan, { external });
  const block = store.memory.reserve(size);
  let bound: BoundProgram | null = null;
  return sequentialProgram((inputs, updateStep) => {
    if (bound?.moves !== store.moves) bound = bindProgram(store, program, plan, block, offsets);
    const keys = bound.write(inputs);
    for (const call of bound.calls) call(keys);
    const outputs = bound.read();
    bound.assign();
    if (bound.updates.length > 0) {
      if (!updateStep) throw new RangeError("a program that trains needs its step and learning rate");
      for (const update of bound.updates) update(updateStep);
    }
    return outputs;
  });
}

/** Opens an empty executor with a memory of its own. */
export function openWasm(module: KernelModule): Executor {
  const store: Store = { memory: openKernelMemory(module), parameters: new Map(), moves: 0, scratch: new Map() };
  return {
    write(name, values, shape) {
      if (values.length !== volume(shape))
        throw new RangeError(`${name}: ${values.length} values do not fill the shape [${shape}]`);
      const { address, size } = reserveFor(store, name, values.length);
      store.memory.floats(address, size).set(values);
    },
    async read(name) {
      const { address, size } = parameterOf(store, name);
      return store.memory.floats(address, size).slice();
    },
    has: (name) => store.parameters.has(name),
    compile: (program) => compileOn(store, program),
    stepsAhead: () => 1,
    held: () => store.memory.size(),
    dispose() {
      store.parameters.clear();
    },
  };
}
