/** Lets a training worker report that it computes, however long a job yields no event. */

import { LIFE_INTERVAL } from "../../protocol/pacing.ts";
import type { CompiledProgram, Executor, Outputs } from "../../tensor/executor.ts";

/**
 * The same executors, which report together whenever a program has run, and whenever a parameter is written or read.
 * @param report called at most once in `LIFE_INTERVAL`, and always where `isPreparing` changes: while a program runs for
 * the first time
 * @param now milliseconds of a steady clock
 */
export function withSignsOfLife(
  executors: readonly Executor[],
  report: (isPreparing: boolean) => void,
  now: () => number,
): readonly Executor[] {
  /** first runs that have not ended */
  let preparing = 0;
  let [reported, lastReport] = [false, now()];
  const sign = () => {
    if (preparing > 0 === reported && now() - lastReport < LIFE_INTERVAL) return;
    [reported, lastReport] = [preparing > 0, now()];
    report(reported);
  };
  const watched = (program: CompiledProgram): CompiledProgram => {
    let isNew = true;
    const begin: CompiledProgram["begin"] = (inputs, updateStep) => {
      const isFirst = isNew;
      isNew = false;
      if (isFirst) preparing++;
      sign();
      const outputs = program.begin(inputs, updateStep);
      return async (): Promise<Outputs> => {
        try {
          return await outputs();
        } finally {
          if (isFirst) preparing--;
          sign();
        }
      };
    };
    return { begin, run: (inputs, updateStep) => begin(inputs, updateStep)() };
  };
  return executors.map((executor) => ({
    ...executor,
    compile: (program) => watched(executor.compile(program)),
    write(name, values, shape) {
      sign();
      executor.write(name, values, shape);
    },
    async read(name) {
      sign();
      return executor.read(name);
    },
  }));
}
