/**
 * The planned executor on WASM SIMD: every program is planned once into one block of memory and a list of kernel calls,
 * and a step allocates no WASM memory.
 */

import { type CompiledProgram, type Executor, type Program, sequentialProgram } from "../../executor.ts";
import { volume } from "../../graph.ts";
import { planMemory } from "../../plan/memoryPlan.ts";
import { planProgram } from "../../plan/planProgram.ts";
import { type BoundProgram, bindProgram } from "./bindProgram.ts";
import { type ExecutorMemory, parameterRegion, reserveParameter } from "./executorMemory.ts";
import { type KernelModule, openKernelMemory } from "./kernelModule.ts";

function compileOn(store: ExecutorMemory, program: Program): CompiledProgram {
  const plan = planProgram(program);
  const external = new Set([...plan.origins].flatMap(([id, { kind }]) => (kind === "parameter" ? [id] : [])));
  const { offsets, size } = planMemory(plan, { external });
  const block = store.memory.reserve(size);
  let bound: BoundProgram | null = null;
  return sequentialProgram((inputs, updateStep) => {
    // The first run, or a parameter moved since the last: all addresses are bound anew.
    if (bound?.moves !== store.moves) bound = bindProgram(store, program, plan, { block, offsets });
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
  const store: ExecutorMemory = {
    memory: openKernelMemory(module),
    parameters: new Map(),
    moves: 0,
    scratch: new Map(),
  };
  return {
    write(name, values, shape) {
      if (values.length !== volume(shape))
        throw new RangeError(`${name}: ${values.length} values do not fill the shape [${shape}]`);
      const { address, size } = reserveParameter(store, name, values.length);
      store.memory.floats(address, size).set(values);
    },
    async read(name) {
      const { address, size } = parameterRegion(store, name);
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
