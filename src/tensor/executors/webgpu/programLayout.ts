/** One program on the GPU: its kernels, and where its inputs and results are in the slot of a step. */

import type { Inputs } from "../../executor.ts";
import { type Program, slotsOf } from "../../executor.ts";
import { planMemory } from "../../plan/memoryPlan.ts";
import { type BufferId, denseView, type ExecutionPlan, type PlannedOp } from "../../plan/plannedOps.ts";
import { planProgram } from "../../plan/planProgram.ts";
import type { DeviceProfile } from "./deviceProfile.ts";
import { groupKernelParts, HEADER, type KernelPart, kernelCode, kernelOf, kernelPartOf } from "./fusedKernels.ts";
import { gatherPart, type ImageGather } from "./gatherShader.ts";
import { shaderBodyOf } from "./opShaders.ts";
import { type UpdateLocation, updateKernels } from "./optimiserKernels.ts";
import { splitReductions } from "./splitReductions.ts";
import type { BufferLocation, Locate } from "./wgslExpressions.ts";

/** Where one input is in a slot, in words of 4 bytes. */
export type InputLocation =
  | { readonly kind: "values"; readonly name: string; readonly at: number; readonly size: number }
  | { readonly kind: "key"; readonly name: string; readonly at: number }
  /** indices in the set, then jitter and key */
  | { readonly kind: "images"; readonly name: string; readonly at: number; readonly count: number };

/** What one kernel computes: gathered images and operations, or updates, or the limit on a parameter's norms. */
export interface KernelContents {
  readonly gathers: readonly ImageGather[];
  readonly operations: readonly PlannedOp[];
  readonly updates: readonly UpdateLocation[];
  /** floats of the parameter whose norms are limited; 0 in other kernels */
  readonly limited: number;
}

/** The code of a shader and its number of workgroups. */
export interface Kernel {
  readonly code: string;
  readonly workgroups: number;
}

/** Everything that is fixed about a program. */
export interface ProgramLayout {
  readonly kernels: readonly Kernel[];
  /** what each kernel computes, and the floats in each buffer of its operations */
  readonly contents: readonly KernelContents[];
  readonly sizes: ReadonlyMap<BufferId, number>;
  /** words of 4 bytes in a slot of inputs, in a slot of results, and in the workspace, of one replicate */
  readonly inputWords: number;
  readonly resultWords: number;
  readonly workspaceWords: number;
  /** the learning rate enters divided by Adam's correction of the first moment */
  readonly adam: boolean;
  readonly inputs: readonly InputLocation[];
  /** where each output is in a slot of results, in words */
  readonly outputs: readonly { readonly name: string; readonly at: number; readonly size: number }[];
}

/** Offsets of parameters in the parameters' buffer, in floats. */
export interface ParameterLocations {
  /** of a parameter that must have been written */
  at(name: string, size: number): number;
  /** of a parameter or slot, which is allocated where it is missing */
  allocated(name: string, size: number): number;
}

/** Adds the copies of running statistics into their parameters as the last operations. */
function withAssignments(
  plan: ExecutionPlan,
  parameters: ParameterLocations,
): { readonly plan: ExecutionPlan; readonly written: ReadonlyMap<BufferId, number> } {
  const sizes = new Map(plan.sizes);
  const written = new Map<BufferId, number>();
  let nextId = Math.max(-1, ...sizes.keys()) + 1;
  const copies = plan.assignments.map(({ parameter, buffer }): PlannedOp => {
    const size = sizes.get(buffer)!;
    const to = nextId++;
    sizes.set(to, size);
    written.set(to, parameters.allocated(parameter, size));
    const view = denseView(buffer, [size]);
    return { kind: "binary", to, operation: "copy", shape: [size], left: view, right: view };
  });
  return { plan: { ...plan, sizes, operations: [...plan.operations, ...copies] }, written };
}

/** @param groups the kernel of each part: of the gathers, then of the operations */
function contentsOf(
  groups: readonly number[],
  gathers: readonly ImageGather[],
  operations: readonly PlannedOp[],
  updates: readonly UpdateLocation[],
): readonly KernelContents[] {
  const none: KernelContents = { gathers: [], operations: [], updates: [], limited: 0 };
  const ofKernel = (kernel: number) => (_: unknown, part: number) => groups[part] === kernel;
  const ofParts = [...new Set(groups)].map((kernel) => ({
    ...none,
    gathers: gathers.filter(ofKernel(kernel)),
    operations: operations.filter((op, n) => ofKernel(kernel)(op, gathers.length + n)),
  }));
  if (updates.length === 0) return ofParts;
  const limits = updates.flatMap(({ update, size }) => (update.maxNorm > 0 ? [{ ...none, limited: size }] : []));
  return [...ofParts, { ...none, updates }, ...limits];
}

/**
 * Plans a program for the GPU.
 * @param first the inputs of its first run, which show which of them are images to be gathered
 * @param replicates how many the kernels run at once, of different inputs, results and parameters
 * @throws RangeError naming an input or parameter that is missing or does not fit
 */
export function layoutOf(
  program: Program,
  first: Inputs,
  parameters: ParameterLocations,
  profile: DeviceProfile,
  replicates = 1,
): ProgramLayout {
  const { plan, written } = withAssignments(splitReductions(planProgram(program), profile), parameters);
  const { origins, sizes } = plan;
  const sizeOf = (buffer: BufferId) => sizes.get(buffer)!;
  const locations = new Map<BufferId, BufferLocation>();
  for (const [buffer, offset] of written) locations.set(buffer, { array: "parameters", offset });

  let words = HEADER;
  const inputs: InputLocation[] = plan.keys.map((name) => ({ kind: "key", name, at: words++ }));
  const keyAt = (name: string) => inputs.find((input) => input.kind === "key" && input.name === name)!.at;
  const gathers: ImageGather[] = [];
  for (const [buffer, origin] of origins) {
    const size = sizeOf(buffer);
    if (origin.kind === "constant") locations.set(buffer, { constant: origin.value });
    else if (origin.kind === "parameter")
      locations.set(buffer, { array: "parameters", offset: parameters.at(origin.name, size) });
    else {
      const { name } = origin;
      const given = first[name];
      if (given === undefined) throw new RangeError(`no value was given for the input "${name}"`);
      if (typeof given === "number" || given instanceof Float32Array) {
        inputs.push({ kind: "values", name, at: words, size });
        locations.set(buffer, { array: "inputs", offset: words });
        words += size;
      } else {
        const count = given.indices.length;
        inputs.push({ kind: "images", name, at: words, count });
        const { height, width, channels } = given;
        gathers.push({ to: buffer, count, height, width, channels, at: words });
        words += count + 2;
      }
    }
  }
  let resultWords = 0;
  const outputs = plan.outputs.map(({ name, buffer }) => {
    const size = sizeOf(buffer);
    const known = locations.get(buffer);
    if (known && !("constant" in known) && known.array === "results") return { name, at: known.offset, size };
    if (known) throw new RangeError(`the output "${name}" is no result of this program`);
    const at = resultWords;
    locations.set(buffer, { array: "results", offset: at });
    resultWords += size;
    return { name, at, size };
  });

  // Parts are grouped before buffers have offsets, since the memory plan depends on the groups.
  const noOffsets: Locate = () => ({ array: "workspace", offset: 0 });
  const partsAt = (locate: Locate): readonly KernelPart[] => [
    ...gathers.map((gather) => gatherPart(gather, locate)),
    ...plan.operations.map((op) => kernelPartOf(op, shaderBodyOf(op, locate, sizeOf, keyAt, profile))),
  ];
  const groups = groupKernelParts(partsAt(noOffsets)).flatMap((group, n) => group.map(() => n));
  const external = new Set(locations.keys());
  const { offsets, size: workspaceWords } = planMemory(plan, { external, groups: groups.slice(gathers.length) });
  const locate: Locate = (buffer) => locations.get(buffer) ?? { array: "workspace", offset: offsets.get(buffer)! };

  const updates = program.updates.map((update, n) => {
    const gradient = plan.gradients[n]!;
    const size = sizeOf(gradient);
    const [m, v] = slotsOf(update).map((slot) => parameters.allocated(slot, size));
    const units = program.nodes[update.gradient]!.shape.at(-1) ?? 1;
    return { update, size, units, weights: parameters.at(update.parameter, size), m: m ?? 0, v: v ?? 0, gradient };
  });
  const sources = [
    ...groupKernelParts(partsAt(locate)).map(kernelOf),
    ...updateKernels(updates, locate, profile.updatesEach),
  ];
  const strides = replicates > 1 ? { inputs: words, results: resultWords, workspace: workspaceWords } : null;
  return {
    kernels: sources.map((source) => ({ code: kernelCode(source, strides), workgroups: source.workgroups })),
    contents: contentsOf(groups, gathers, plan.operations, updates),
    sizes,
    inputWords: words,
    resultWords,
    workspaceWords,
    adam: program.updates.some(({ optimizer }) => optimizer === "adam"),
    inputs,
    outputs,
  };
}
