/** Measures a program's kernels one by one with the timestamps of a WebGPU device. */

import { median } from "../math/statistics.ts";

/** Most timestamps of a query set, two for each kernel. */
const MAX_TIMESTAMPS = 4096;

/** Reads the times of kernels that a device has run. */
export interface KernelTimer {
  /** the nanoseconds of each kernel in the command buffers submitted since the last reading, in their order */
  read(): Promise<readonly number[]>;
}

/** The timestamps of one command buffer. */
interface Recorded {
  readonly resolved: GPUBuffer;
  readonly staging: GPUBuffer;
  readonly kernels: number;
}

/**
 * Runs every kernel of a device's compute passes in a pass of its own, with a timestamp at its beginning and its end: the
 * device's own commands change for as long as it lives. The passes add a little to each kernel's time.
 * @param device with the feature "timestamp-query"
 */
export function timeKernels(device: GPUDevice): KernelTimer {
  const recorded: Recorded[] = [];
  const createEncoder = device.createCommandEncoder.bind(device);
  const querySet = device.createQuerySet({ type: "timestamp", count: MAX_TIMESTAMPS });

  device.createCommandEncoder = (descriptor) => {
    const encoder = createEncoder(descriptor);
    const beginPass = encoder.beginComputePass.bind(encoder);
    const finish = encoder.finish.bind(encoder);
    let kernels = 0;
    const timedPass = () => {
      let pipeline: GPUComputePipeline;
      let group: readonly [index: number, group: GPUBindGroup, offsets: readonly number[]];
      return {
        setPipeline(next: GPUComputePipeline) {
          pipeline = next;
        },
        setBindGroup(index: number, next: GPUBindGroup, offsets: readonly number[] = []) {
          group = [index, next, offsets];
        },
        dispatchWorkgroups(across: number, down?: number, deep?: number) {
          const [begin, end] = [2 * kernels, 2 * kernels + 1];
          if (end >= MAX_TIMESTAMPS)
            throw new RangeError(`at most ${MAX_TIMESTAMPS / 2} kernels of a submit are timed`);
          kernels++;
          const timestampWrites = { querySet, beginningOfPassWriteIndex: begin, endOfPassWriteIndex: end };
          const pass = beginPass({ timestampWrites });
          pass.setPipeline(pipeline);
          pass.setBindGroup(group[0], group[1], [...group[2]]);
          pass.dispatchWorkgroups(across, down, deep);
          pass.end();
        },
        end() {},
      };
    };
    encoder.beginComputePass = () => timedPass() as unknown as GPUComputePassEncoder;
    encoder.finish = (options) => {
      if (kernels > 0) {
        const size = 16 * kernels;
        const resolved = device.createBuffer({ size, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC });
        const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
        encoder.resolveQuerySet(querySet, 0, 2 * kernels, resolved, 0);
        encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
        recorded.push({ resolved, staging, kernels });
      }
      return finish(options);
    };
    return encoder;
  };

  return {
    async read() {
      const times: number[] = [];
      for (const { resolved, staging, kernels } of recorded.splice(0)) {
        await staging.mapAsync(GPUMapMode.READ);
        const stamps = new BigUint64Array(staging.getMappedRange().slice(0));
        for (const buffer of [staging, resolved]) buffer.destroy();
        // A device that has changed its clock in between gives an end before the beginning.
        for (let kernel = 0; kernel < kernels; kernel++)
          times.push(Math.max(0, Number(stamps[2 * kernel + 1]! - stamps[2 * kernel]!)));
      }
      return times;
    },
  };
}

/**
 * The median time of each kernel of a program over some of its steps, in milliseconds.
 * @param runStep runs one step to its end in one submit
 * @throws Error where a step does not run as many kernels as the program has
 */
export async function medianKernelTimes(
  timer: KernelTimer,
  kernels: number,
  steps: number,
  runStep: () => Promise<void>,
): Promise<readonly number[]> {
  const samples: (readonly number[])[] = [];
  await timer.read();
  for (let step = 0; step < steps; step++) {
    await runStep();
    const times = await timer.read();
    if (times.length !== kernels) throw new Error(`a step ran ${times.length} kernels, but its program has ${kernels}`);
    samples.push(times);
  }
  return Array.from({ length: kernels }, (_, kernel) => median(samples.map((times) => times[kernel]! / 1e6)));
}
