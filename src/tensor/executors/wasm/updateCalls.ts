/** Optimiser updates and limits on norms as calls of kernels. */

import { ADAM, MOMENTUM, slotsOf, type Update, type UpdateStep } from "../../executor.ts";
import { type ExecutorMemory, parameterRegion, reserveParameter, reserveScratch } from "./executorMemory.ts";
import { argument, named } from "./kernelSignatures.ts";

/** The calls that update one parameter. @param gradientAddress in bytes; @param unitCount length of its last axis */
export function bindUpdate(store: ExecutorMemory, update: Update, gradientAddress: number, unitCount: number) {
  const { kernels } = store.memory;
  const { address, size } = parameterRegion(store, update.parameter);
  const [first, second] = slotsOf(update).map((slot) => reserveParameter(store, slot, size).address);
  const { weights, gradient, m, v, count, beta1, beta2, epsilon, decay } = named({
    weights: address,
    gradient: gradientAddress,
    m: first ?? 0,
    v: second ?? 0,
    count: size,
    ...ADAM,
    decay: MOMENTUM,
  });
  const { rows, units, limit, scratch } = named({
    rows: size / unitCount,
    units: unitCount,
    limit: update.maxNorm,
    scratch: reserveScratch(store, "lengths", unitCount),
  });
  return ({ step, learningRate }: UpdateStep): void => {
    if (update.optimizer === "adam") {
      const rate = argument("rate", learningRate / (1 - beta1 ** step));
      const correction = argument("correction", 1 / (1 - beta2 ** step));
      kernels.adam(weights, gradient, m, v, count, rate, correction, beta1, beta2, epsilon);
    } else if (update.optimizer === "momentum")
      kernels.momentum(weights, gradient, m, count, argument("rate", learningRate), decay);
    else kernels.descend(weights, gradient, count, argument("rate", learningRate));
    if (update.maxNorm > 0) kernels.maxNorm(weights, rows, units, limit, scratch);
  };
}
