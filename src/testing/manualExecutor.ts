/** An executor that computes nothing and advances a clock with each run. */

import type { Executor, Outputs, UpdateStep } from "../tensor/executor.ts";

/** The executor, its clock in milliseconds, and the number of runs whose outputs have not been awaited. */
export interface ManualExecutor {
  readonly executor: Executor;
  readonly clock: () => number;
  readonly pending: () => number;
  readonly disposed: () => boolean;
}

/**
 * @param duration of a step's run, in milliseconds
 * @param outputsOf a step's run; it may throw or never settle
 */
export function manualExecutor(
  duration: (step: number) => number,
  stepsAhead = 1,
  outputsOf: (step: number) => Outputs | Promise<Outputs> = () => ({}),
): ManualExecutor {
  let [time, pending, disposed] = [0, 0, false];
  const begin = (_: unknown, pace?: UpdateStep) => {
    time += duration(pace?.step ?? 0);
    pending++;
    return async (): Promise<Outputs> => {
      pending--;
      return outputsOf(pace?.step ?? 0);
    };
  };
  const executor: Executor = {
    write: () => {},
    read: async () => new Float32Array(0),
    has: () => true,
    compile: () => ({ begin, run: (inputs, pace) => begin(inputs, pace)() }),
    stepsAhead: () => stepsAhead,
    held: () => 0,
    dispose: () => {
      disposed = true;
    },
  };
  return { executor, clock: () => time, pending: () => pending, disposed: () => disposed };
}
