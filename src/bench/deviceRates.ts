/** The rates of a WebGPU device as two shaders measure them: products and sums in registers, and copied memory. */

import type { KernelTimer } from "./kernelTimes.ts";

/** Rates by which a kernel's work becomes a floor of its time. */
export interface DeviceRates {
  /** billions of float32 operations a second */
  readonly gflops: number;
  /** billions of bytes a second, read and written together */
  readonly gigabytes: number;
}

/** How much the shaders do. */
export interface RateEffort {
  /** floats that are copied */
  readonly floats: number;
  /** how long the arithmetic has to take at least, milliseconds */
  readonly longEnough: number;
  readonly rounds: number;
}

/** Workgroups that multiply and add, and by what and up to what their repetitions grow until they take long enough. */
const WORKGROUPS = 4096;
const GROWTH = 4;
const MOST_REPETITIONS = 1 << 16;

const THREADS = 256;
/** Four chains of vectors of four floats: two operations for each of sixteen floats. */
const FLOPS_OF_REPETITION = 2 * 16;

const arithmetic = (repetitions: number) => `
@group(0) @binding(0) var<storage, read> given: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> result: array<vec4f>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let factor = given[0];
  var a = given[id.x % 64u];
  var b = a + 0.25;
  var c = a + 0.5;
  var d = a + 0.75;
  for (var k = 0u; k < ${repetitions}u; k++) {
    a = fma(a, factor, b);
    b = fma(b, factor, c);
    c = fma(c, factor, d);
    d = fma(d, factor, a);
  }
  result[id.x % 64u] = a + b + c + d;
}`;

const copy = (vectors: number, across: number) => `
@group(0) @binding(0) var<storage, read> given: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> result: array<vec4f>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * ${across}u + group.x) * ${THREADS}u + thread;
  if (i < ${vectors}u) { result[i] = given[i]; }
}`;

/**
 * Measures a device's rates: the best of some rounds.
 * @param timer of the same device
 */
export async function measureRates(device: GPUDevice, timer: KernelTimer, effort: RateEffort): Promise<DeviceRates> {
  const { floats, longEnough, rounds } = effort;
  const usage = GPUBufferUsage.STORAGE;
  const [from, to] = [0, 1].map(() => device.createBuffer({ size: 4 * floats, usage })) as [GPUBuffer, GPUBuffer];
  const groups = Math.ceil(floats / 4 / THREADS);
  const across = Math.min(groups, 32_768);
  const best = async (code: string, width: number, height: number): Promise<number> => {
    const module = device.createShaderModule({ code });
    const pipeline = device.createComputePipeline({ layout: "auto", compute: { module, entryPoint: "main" } });
    const entries = [from, to].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const bound = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bound);
      pass.dispatchWorkgroups(width, height);
      pass.end();
      device.queue.submit([encoder.finish()]);
      times.push(...(await timer.read()));
    }
    // In nanoseconds; a device whose clock is too coarse gives 0.
    return Math.max(1, Math.min(...times));
  };
  try {
    let gflops = 0;
    for (let repetitions = 16; ; repetitions *= GROWTH) {
      const nanoseconds = await best(arithmetic(repetitions), WORKGROUPS, 1);
      gflops = (WORKGROUPS * THREADS * repetitions * FLOPS_OF_REPETITION) / nanoseconds;
      if (nanoseconds > 1e6 * longEnough || repetitions >= MOST_REPETITIONS) break;
    }
    const gigabytes = (2 * 4 * floats) / (await best(copy(floats / 4, across), across, Math.ceil(groups / across)));
    return { gflops, gigabytes };
  } finally {
    from.destroy();
    to.destroy();
  }
}
