/** Binds a planned program: all its reads, writes and kernel calls, with fixed addresses. */

import type { Inputs, Program, UpdateStep } from "../../executor.ts";
import type { BufferId, ExecutionPlan } from "../../plan/plannedOps.ts";
import type { BufferAddresses, KernelCall, Keys, Scratch, SparseRowsState, StagedBytes } from "./bufferAddresses.ts";
import { type ExecutorMemory, parameterRegion, reserveParameter, reserveScratch } from "./executorMemory.ts";
import { bindInput } from "./inputWriters.ts";
import { bindOp } from "./kernelCalls.ts";
import { argument } from "./kernelSignatures.ts";
import { onlyReadAsSparse, sparseCandidates } from "./sparseCandidates.ts";
import { bindUpdate } from "./updateCalls.ts";

/** A program with all its addresses. */
export interface BoundProgram {
  /** how often parameters had moved when the addresses were bound */
  readonly moves: number;
  readonly write: (inputs: Inputs) => Keys;
  readonly calls: readonly KernelCall[];
  readonly read: () => Record<string, Float32Array>;
  readonly assign: () => void;
  readonly updates: readonly ((updateStep: UpdateStep) => void)[];
}

/** Where the plan's buffers are: the block's address in bytes, and each buffer's offset in the block in floats. */
export interface BlockLayout {
  readonly block: number;
  readonly offsets: ReadonlyMap<BufferId, number>;
}

function addressesOf(store: ExecutorMemory, plan: ExecutionPlan, { block, offsets }: BlockLayout): BufferAddresses {
  const { sizes, origins } = plan;
  const candidates = sparseCandidates(plan);
  const isSparseCandidate = (buffer: BufferId) => candidates.has(buffer);
  const sparseRows = new Map<BufferId, SparseRowsState>();
  const staged = new Map<BufferId, StagedBytes>();
  // `argument` and `named` type a number by the name of a kernel's parameter: see kernelSignatures.ts.
  for (const buffer of onlyReadAsSparse(plan, isSparseCandidate))
    staged.set(buffer, { bytes: argument("bytes", 0), gather: null });
  return {
    address(buffer) {
      const origin = origins.get(buffer);
      if (origin?.kind !== "parameter") return block + 4 * offsets.get(buffer)!;
      const stored = parameterRegion(store, origin.name);
      if (stored.size !== sizes.get(buffer))
        throw new RangeError(
          `the parameter "${origin.name}" has ${stored.size} values, but this program takes ${sizes.get(buffer)}`,
        );
      return stored.address;
    },
    scratch: (use: Scratch, count: number) => reserveScratch(store, use, count),
    sparseRows(buffer) {
      const known = sparseRows.get(buffer) ?? { run: null, fits: false };
      sparseRows.set(buffer, known);
      return known;
    },
    isSparseCandidate,
    staged: (buffer) => staged.get(buffer) ?? null,
    padded: (count, geometry) => reserveScratch(store, `padded ${geometry}`, count),
  };
}

function givenValue(values: Inputs, name: string) {
  const value = values[name];
  if (value === undefined) throw new RangeError(`no value was given for the input "${name}"`);
  return value;
}

/**
 * Binds a program to the addresses of its buffers and parameters, and writes its constants.
 * @throws RangeError naming a parameter that is missing or of another size
 */
export function bindProgram(
  store: ExecutorMemory,
  program: Program,
  plan: ExecutionPlan,
  layout: BlockLayout,
): BoundProgram {
  const { memory } = store;
  const { sizes, origins, keys } = plan;
  const addresses = addressesOf(store, plan, layout);
  const { address } = addresses;
  const sizeOf = (buffer: BufferId) => sizes.get(buffer)!;
  const calls = plan.operations.map((op) => bindOp(op, memory, addresses, sizeOf));
  const updates = program.updates.map((update, i) =>
    bindUpdate(store, update, address(plan.gradients[i]!), program.nodes[update.gradient]!.shape.at(-1) ?? 1),
  );
  const inputs = [...origins].flatMap(([buffer, origin]) => {
    if (origin.kind !== "input") return [];
    const { name } = origin;
    const place = { name, address: address(buffer), size: sizeOf(buffer), staged: addresses.staged(buffer) };
    return [{ name, write: bindInput(store, place) }];
  });
  for (const [buffer, origin] of origins)
    if (origin.kind === "constant") memory.floats(address(buffer), 1)[0] = origin.value;
  const assignments = plan.assignments.map(({ parameter, buffer }) => ({
    from: address(buffer),
    to: reserveParameter(store, parameter, sizeOf(buffer)),
  }));
  return {
    moves: store.moves,
    calls,
    updates,
    write(values) {
      for (const { name, write } of inputs) write(givenValue(values, name));
      return Object.fromEntries(keys.map((name) => [name, Number(givenValue(values, name))]));
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
