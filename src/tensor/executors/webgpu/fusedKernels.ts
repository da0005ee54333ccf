/** Compute shaders, each made of as many kernel parts as can share a dispatch in their order. */

import { type BufferId, buffersReadBy, type PlannedOp } from "../../plan/plannedOps.ts";
import type { KernelSource, ShaderBody } from "./wgslExpressions.ts";

/** A part of a kernel: a shader body and the buffers that it reads and writes. */
export interface KernelPart {
  readonly shader: ShaderBody;
  readonly reads: readonly BufferId[];
  readonly to: BufferId;
}

/** Threads of a workgroup when a kernel has several workgroups, and when it has one. */
export const THREADS = 64;
export const GROUP = 256;
/** Workgroup memory in which invocations join what each of them has found. */
export const SHARES = `var<workgroup> shares: array<f32, ${GROUP}>;`;
/** Invocations up to which a part is run by one workgroup, together with its neighbours. */
const SMALL = 8192;
/** Values that one thread may read before several workgroups are faster. */
const SHORT = 256;
/** Largest number of workgroups along x; more are placed along y. */
export const MAX_WORKGROUPS_X = 32_768;

/** Words at the start of a slot of inputs: learning rate, correction of the second moment, and what replicates need. */
export const HEADER = 4;
/** Which of them says that a replicate takes the step, and which how far the parameters of replicates lie apart. */
export const [TAKEN_AT, STRIDE_AT] = [2, 3];

/** The bindings and functions that every kernel begins with. */
const preamble = `
@group(0) @binding(0) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(1) var<storage, read_write> workspace: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;
@group(0) @binding(3) var<storage, read> inputs: array<u32>;
@group(0) @binding(4) var<storage, read> bytes: array<u32>;
fn mix32(seed: u32) -> u32 {
  var x = seed;
  x ^= x >> 16u;
  x *= 0x7feb352du;
  x ^= x >> 15u;
  x *= 0x846ca68bu;
  return x ^ (x >> 16u);
}
// floor(uniform * span) for a span below 2^16: the upper 32 of the product's 64 bits
fn below(drawn: u32, span: u32) -> u32 {
  return ((drawn >> 16u) * span + (((drawn & 0xffffu) * span) >> 16u)) >> 16u;
}
`;

/** Where the replicates of a program lie in its arrays: words from one to the next. */
export interface ReplicateStrides {
  readonly inputs: number;
  readonly results: number;
  readonly workspace: number;
}

/**
 * The beginning of a kernel that runs several replicates, each by the workgroups of one z. Inputs say whether the replicate
 * takes the step, and the stride of the parameters, whose buffer may grow.
 */
const replicateOf = ({ inputs, results, workspace }: ReplicateStrides) => `
  let own_inputs = workgroup.z * ${inputs}u;
  if (inputs[own_inputs + ${TAKEN_AT}u] == 0u) { return; }
  inputs_at = own_inputs;
  parameters_at = workgroup.z * inputs[own_inputs + ${STRIDE_AT}u];
  results_at = workgroup.z * ${results}u;
  workspace_at = workgroup.z * ${workspace}u;`;

const ARRAYS = ["parameters", "workspace", "results", "inputs"] as const;

/** The code of a kernel. @param strides where it runs several replicates; every index is then that of the replicate */
export function kernelCode(
  { workgroups, threads, declarations, body }: KernelSource,
  strides: ReplicateStrides | null,
): string {
  const each = (code: string) =>
    strides ? code.replace(/\b(parameters|workspace|results|inputs)\[/g, "$1[$1_at + ") : code;
  const moved = strides ? ARRAYS.map((array) => `var<private> ${array}_at: u32;`).join("\n") : "";
  return `${preamble}${moved}${each(declarations)}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  ${strides ? replicateOf(strides) : ""}
  let group = workgroup.y * ${MAX_WORKGROUPS_X}u + workgroup.x;
  ${workgroups > MAX_WORKGROUPS_X ? `if (group >= ${workgroups}u) { return; }` : ""}
  ${each(body)}
}`;
}

/** One invocation runs all bodies for one i below `extent`. */
function wideKernel(extent: number, bodies: readonly string[]): KernelSource {
  const body = `let i = group * ${THREADS}u + thread;
  if (i >= ${extent}u) { return; }
  ${bodies.map((one) => `{ ${one} }`).join("\n")}`;
  return { workgroups: Math.ceil(extent / THREADS), threads: THREADS, declarations: "", body };
}

/** One workgroup runs one part after another, with a barrier wherever a part reads what another invocation wrote. */
function narrowKernel(parts: readonly KernelPart[]): KernelSource {
  const written = new Map<BufferId, number>();
  const read = new Set<BufferId>();
  const blocks = parts.flatMap(({ shader, reads, to }) => {
    const { invocations, elementwise, body, isWorkgroup } = shader;
    const own = (buffer: BufferId) => elementwise && written.get(buffer) === invocations;
    const waits =
      reads.some((buffer) => written.has(buffer) && !own(buffer)) || (written.has(to) && !own(to)) || read.has(to);
    if (waits) {
      written.clear();
      read.clear();
    }
    written.set(to, elementwise ? invocations : -1);
    if (!elementwise) for (const buffer of reads) read.add(buffer);
    const block = isWorkgroup ? body : `for (var i = thread; i < ${invocations}u; i += ${GROUP}u) { ${body} }`;
    return [...(waits ? ["storageBarrier();"] : []), block];
  });
  return { workgroups: 1, threads: GROUP, declarations: SHARES, body: blocks.join("\n") };
}

/** Whether one workgroup runs a body, together with its neighbours. */
export function isSmallBody({ invocations, cost }: Pick<ShaderBody, "invocations" | "cost">): boolean {
  return invocations <= SMALL && Math.ceil(invocations / GROUP) * cost <= SHORT;
}

const isSmall = ({ shader }: KernelPart) => shader.own === undefined && isSmallBody(shader);

/**
 * Groups parts, in order, into kernels. Small neighbours share one workgroup; large element-by-element neighbours of
 * one size share their invocations.
 */
export function groupKernelParts(parts: readonly KernelPart[]): readonly (readonly KernelPart[])[] {
  const groups: KernelPart[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    const first = group?.[0];
    const joins =
      first &&
      first.shader.own === undefined &&
      (isNarrow(first)
        ? isSmall(part)
        : first.shader.elementwise && part.shader.elementwise && part.shader.invocations === first.shader.invocations);
    if (joins) group!.push(part);
    else groups.push([part]);
  }
  return groups;
}

function isNarrow(first: KernelPart): boolean {
  return isSmall(first) || first.shader.isWorkgroup === true;
}

/** The kernel of one group. */
export function kernelOf(group: readonly KernelPart[]): KernelSource {
  const { own } = group[0]!.shader;
  if (own) return own;
  if (isNarrow(group[0]!)) return narrowKernel(group);
  return wideKernel(
    group[0]!.shader.invocations,
    group.map(({ shader }) => shader.body),
  );
}

/** The kernel part of a planned operation. */
export function kernelPartOf(op: PlannedOp, shader: ShaderBody): KernelPart {
  return { shader, reads: buffersReadBy(op), to: op.to };
}
