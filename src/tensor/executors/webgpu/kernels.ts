/** Whole compute shaders: pieces of work gathered into as few dispatches as their order allows. */

import { ADAM, MOMENTUM, type Update } from "../../executor.ts";
import { type BufferId, buffersReadBy, type PlannedOp } from "../../plan/plannedOps.ts";
import { element, type Locate, literal, type ShaderBody } from "./wgsl.ts";

/** A shader and how many workgroups run it. */
export interface Kernel {
  readonly code: string;
  readonly workgroups: number;
}

/** A passage with the buffers it touches. */
export interface KernelPart {
  readonly shader: ShaderBody;
  readonly reads: readonly BufferId[];
  readonly to: BufferId;
}

const THREADS = 64;
const GROUP = 256;
/** Elements up to which work is done by one workgroup, together with its neighbours in the order. */
const SMALL = 8192;
/** Numbers that one invocation may go through before its work is better spread over many workgroups. */
const SHORT = 256;
/** Workgroups along x before they go on along y. */
export const MAX_WORKGROUPS_X = 32_768;

const head = `
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

function wideKernel(extent: number, bodies: readonly string[]): Kernel {
  const code = `${head}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * ${MAX_WORKGROUPS_X}u + group.x) * ${THREADS}u + thread;
  if (i >= ${extent}u) { return; }
  ${bodies.map((body) => `{ ${body} }`).join("\n")}
}`;
  return { code, workgroups: Math.ceil(extent / THREADS) };
}

/** One workgroup does piece after piece, with a barrier wherever one reads what another invocation wrote. */
function narrowKernel(pieces: readonly KernelPart[]): Kernel {
  const written = new Map<BufferId, number>();
  const read = new Set<BufferId>();
  const blocks = pieces.flatMap(({ shader, reads, to }) => {
    const { invocations, elementwise, body, total } = shader;
    const own = (buffer: BufferId) => elementwise && written.get(buffer) === invocations;
    const waits =
      reads.some((buffer) => written.has(buffer) && !own(buffer)) || (written.has(to) && !own(to)) || read.has(to);
    if (waits) {
      written.clear();
      read.clear();
    }
    written.set(to, elementwise ? invocations : -1);
    if (!elementwise) for (const buffer of reads) read.add(buffer);
    const loop = (inside: string) => `for (var i = thread; i < ${invocations}u; i += ${GROUP}u) { ${inside} }`;
    const block = total
      ? `{ var share = 0.0;
        ${loop(`share += ${body};`)}
        shares[thread] = share;
        workgroupBarrier();
        if (thread == 0u) {
          var sum = 0.0;
          for (var k = 0u; k < ${Math.min(GROUP, invocations)}u; k++) { sum += shares[k]; }
          ${total.to} = sum;
        }
        workgroupBarrier(); }`
      : loop(body);
    return [...(waits ? ["storageBarrier();"] : []), block];
  });
  const code = `${head}
var<workgroup> shares: array<f32, ${GROUP}>;
@compute @workgroup_size(${GROUP})
fn main(@builtin(local_invocation_index) thread: u32) {
  ${blocks.join("\n")}
}`;
  return { code, workgroups: 1 };
}

function isSmall({ shader }: KernelPart): boolean {
  const { invocations, cost } = shader;
  return invocations <= SMALL && Math.ceil(invocations / GROUP) * cost <= SHORT;
}

/**
 * Gathers pieces, in order, into groups that can be one kernel. Small neighbours share one workgroup; large
 * element-by-element neighbours of one size share their invocations.
 */
export function groupKernelParts(pieces: readonly KernelPart[]): readonly (readonly KernelPart[])[] {
  const groups: KernelPart[][] = [];
  for (const piece of pieces) {
    const group = groups.at(-1);
    const first = group?.[0];
    const joins =
      first &&
      (isNarrow(first)
        ? isSmall(piece)
        : first.shader.elementwise &&
          piece.shader.elementwise &&
          piece.shader.invocations === first.shader.invocations);
    if (joins) group!.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

function isNarrow(first: KernelPart): boolean {
  return isSmall(first) || first.shader.total !== undefined;
}

/** The kernel of one group. */
export function kernelOf(group: readonly KernelPart[]): Kernel {
  if (isNarrow(group[0]!)) return narrowKernel(group);
  return wideKernel(
    group[0]!.shader.invocations,
    group.map(({ shader }) => shader.body),
  );
}

/** A piece of work with its passage. */
export function kernelPartOf(work: PlannedOp, shader: ShaderBody): KernelPart {
  return { shader, reads: buffersReadBy(work), to: work.to };
}

/** How images come out of bytes: which inputs hold their places and their shift. */
export interface Gathering {
  readonly to: BufferId;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** where among the inputs the places lie, then jitter and key */
  readonly at: number;
}

/** Batch from bytes: values 0..1, shifted. */
export function gatherPart({ to, count, height, width, at }: Gathering, locate: Locate): KernelPart {
  const size = height * width;
  const settings = at + count;
  const body = `
      let n = i / ${size}u;
      let x = i32(i % ${width}u);
      let y = i32((i / ${width}u) % ${height}u);
      let jitter = i32(inputs[${settings}u]);
      let key = inputs[${settings + 1}u];
      let span = u32(2 * jitter + 1);
      let dx = i32(below(mix32(2u * n * 0x9e3779b1u + key), span)) - jitter;
      let dy = i32(below(mix32((2u * n + 1u) * 0x9e3779b1u + key), span)) - jitter;
      let sx = x - dx;
      let sy = y - dy;
      let inside = sx >= 0 && sx < ${width} && sy >= 0 && sy < ${height};
      let source = inputs[${at}u + n] * ${size}u + u32(clamp(sy, 0, ${height - 1}) * ${width} + clamp(sx, 0, ${width - 1}));
      let grey = (bytes[source >> 2u] >> (8u * (source & 3u))) & 255u;
      ${element(locate(to), "i")} = select(0.0, f32(grey) / 255.0, inside);`;
  return { shader: { invocations: count * size, elementwise: false, cost: 1, body }, reads: [], to };
}

/** One parameter's place in the kernel that updates all. */
export interface UpdatePlace {
  readonly update: Update;
  readonly size: number;
  readonly units: number;
  /** floats from the start of the parameters: weights and slots */
  readonly weights: number;
  readonly m: number;
  readonly v: number;
  readonly gradient: BufferId;
}

/** All parameters of one optimiser in one kernel. The inputs begin with rate and correction. */
function optimiserKernel(places: readonly UpdatePlace[], locate: Locate): Kernel {
  const blocks = places.map(({ size }) => Math.ceil(size / THREADS));
  let before = 0;
  const cases = places.map(({ update, size, weights, m, v, gradient }, n) => {
    const start = before;
    before += blocks[n]!;
    const step =
      update.optimizer === "adam"
        ? `let second = ${literal(ADAM.beta2)} * parameters[${v}u + i] + ${literal(1 - ADAM.beta2)} * g * g;
        let first = ${literal(ADAM.beta1)} * parameters[${m}u + i] + ${literal(1 - ADAM.beta1)} * g;
        parameters[${m}u + i] = first;
        parameters[${v}u + i] = second;
        parameters[${weights}u + i] -= rate * first / (sqrt(second * correction) + ${literal(ADAM.epsilon)});`
        : `let first = ${literal(MOMENTUM)} * parameters[${m}u + i] + g;
        parameters[${m}u + i] = first;
        parameters[${weights}u + i] -= rate * first;`;
    return `if (block < ${before}u) {
      let i = (block - ${start}u) * ${THREADS}u + thread;
      if (i < ${size}u) {
        let g = ${element(locate(gradient), "i")};
        ${step}
      }
      return;
    }`;
  });
  const code = `${head}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let block = group.y * ${MAX_WORKGROUPS_X}u + group.x;
  let rate = bitcast<f32>(inputs[0]);
  let correction = bitcast<f32>(inputs[1]);
  ${cases.join("\n")}
}`;
  return { code, workgroups: before };
}

/** The kernels that end a step: all updates in one, then one for each parameter with a longest length. */
export function updateKernels(places: readonly UpdatePlace[], locate: Locate): readonly Kernel[] {
  if (places.length === 0) return [];
  const limits = places.flatMap(({ update, size, units, weights }) =>
    update.maxNorm > 0
      ? [
          wideKernel(units, [
            `var squares = 0.0;
            for (var at = i; at < ${size}u; at += ${units}u) { let w = parameters[${weights}u + at]; squares += w * w; }
            let length = sqrt(squares);
            if (length > ${literal(update.maxNorm)}) {
              let factor = ${literal(update.maxNorm)} / length;
              for (var at = i; at < ${size}u; at += ${units}u) { parameters[${weights}u + at] *= factor; }
            }`,
          ]),
        ]
      : [],
  );
  return [optimiserKernel(places, locate), ...limits];
}
