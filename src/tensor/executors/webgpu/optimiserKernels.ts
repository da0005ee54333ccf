/** Kernels that update parameters and limit their norms at the end of a step. */

import { ADAM, MOMENTUM, type Update } from "../../executor.ts";
import type { BufferId } from "../../plan/plannedOps.ts";
import { THREADS } from "./fusedKernels.ts";
import { element, type KernelSource, type Locate, literal } from "./wgslExpressions.ts";

/** Where one parameter and its slots are, for the kernel that updates all parameters. */
export interface UpdateLocation {
  readonly update: Update;
  /** floats */
  readonly size: number;
  /** length of the last axis */
  readonly units: number;
  /** offsets of weights and slots in the parameters' buffer, in floats */
  readonly weights: number;
  readonly m: number;
  readonly v: number;
  readonly gradient: BufferId;
}

/**
 * Updates all parameters in one kernel. The inputs begin with rate and correction.
 * @param each values that one invocation updates
 */
function optimiserKernel(updates: readonly UpdateLocation[], locate: Locate, each: number): KernelSource {
  const blocks = updates.map(({ size }) => Math.ceil(size / (THREADS * each)));
  let before = 0;
  const cases = updates.map(({ update, size, weights, m, v, gradient }, n) => {
    const start = before;
    before += blocks[n]!;
    const statements = {
      adam: `let second = ${literal(ADAM.beta2)} * parameters[${v}u + i] + ${literal(1 - ADAM.beta2)} * g * g;
        let first = ${literal(ADAM.beta1)} * parameters[${m}u + i] + ${literal(1 - ADAM.beta1)} * g;
        parameters[${m}u + i] = first;
        parameters[${v}u + i] = second;
        parameters[${weights}u + i] -= rate * first / (sqrt(second * correction) + ${literal(ADAM.epsilon)});`,
      momentum: `let first = ${literal(MOMENTUM)} * parameters[${m}u + i] + g;
        parameters[${m}u + i] = first;
        parameters[${weights}u + i] -= rate * first;`,
      sgd: `parameters[${weights}u + i] -= rate * g;`,
    }[update.optimizer];
    return `if (group < ${before}u) {
      let begin = (group - ${start}u) * ${THREADS * each}u + thread;
      for (var n = 0u; n < ${each}u; n++) {
        let i = begin + n * ${THREADS}u;
        if (i >= ${size}u) { return; }
        let g = ${element(locate(gradient), "i")};
        ${statements}
      }
      return;
    }`;
  });
  const body = `let rate = bitcast<f32>(inputs[0]);
  let correction = bitcast<f32>(inputs[1]);
  ${cases.join("\n")}`;
  return { workgroups: before, threads: THREADS, declarations: "", body };
}

/** Units of one workgroup of a limit, and invocations for each unit, which share its weights. */
const [LIMITED_UNITS, LANES] = [16, 16];

/** Scales down each unit's incoming weights where they are longer than the limit. */
function limitKernel({ update, size, units, weights }: UpdateLocation): KernelSource {
  const most = literal(update.maxNorm);
  const rows = size / units;
  const each = (inside: string) =>
    `for (var row = lane; row < ${rows}u; row += ${LANES}u) { let at = ${weights}u + row * ${units}u + unit; ${inside} }`;
  return {
    workgroups: Math.ceil(units / LIMITED_UNITS),
    threads: LIMITED_UNITS * LANES,
    declarations: `var<workgroup> squares: array<f32, ${LIMITED_UNITS * LANES}>;`,
    body: `
      let unit = group * ${LIMITED_UNITS}u + thread % ${LIMITED_UNITS}u;
      let lane = thread / ${LIMITED_UNITS}u;
      let is_unit = unit < ${units}u;
      var sum = 0.0;
      if (is_unit) { ${each("let w = parameters[at]; sum += w * w;")} }
      squares[thread] = sum;
      workgroupBarrier();
      for (var half = ${LANES / 2}u; half > 0u; half /= 2u) {
        if (lane < half) { squares[thread] += squares[thread + half * ${LIMITED_UNITS}u]; }
        workgroupBarrier();
      }
      let length = sqrt(squares[thread % ${LIMITED_UNITS}u]);
      if (is_unit && length > ${most}) { ${each(`parameters[at] *= ${most} / length;`)} }`,
  };
}

/**
 * The kernels at the end of a step: all updates in one, then one for each parameter with a limit on its norms.
 * @param each values that one invocation updates
 */
export function updateKernels(
  updates: readonly UpdateLocation[],
  locate: Locate,
  each: number,
): readonly KernelSource[] {
  if (updates.length === 0) return [];
  const limits = updates.filter(({ update }) => update.maxNorm > 0).map(limitKernel);
  return [optimiserKernel(updates, locate, each), ...limits];
}
