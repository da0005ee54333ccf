/** The average of several networks' predictions, as logits. Hinton, Vinyals and Dean 2015, section 2: of an ensemble. */

import type { Average } from "../../domain/experiment.ts";
import type { Logits, Ops, Tensor } from "../../tensor/graph.ts";

/** log(exp(a) + exp(b)), which neither overflows nor becomes log 0. */
function logOfSum(ops: Ops, a: Tensor, b: Tensor): Tensor {
  const [above, below] = [ops.relu(ops.subtract(b, a)), ops.relu(ops.subtract(a, b))];
  const distance = ops.add(above, below);
  const rest = ops.log(ops.add(ops.constant(1), ops.exp(ops.multiply(ops.constant(-1), distance))));
  return ops.add(ops.add(a, above), rest);
}

/**
 * The logits of an average, [batch, classes].
 * @param by "logits": their mean, which is the geometric mean of the probabilities; "probabilities": the logarithm of the
 * mean of the probabilities at temperature 1
 */
export function averagedLogits(ops: Ops, all: readonly Logits[], by: Average): Logits {
  const share = 1 / all.length;
  if (by === "logits")
    return ops.multiply(
      ops.constant(share),
      all.reduce((sum, logits) => ops.add(sum, logits)),
    );
  const sum = all.map((logits) => ops.logSoftmax(logits)).reduce((a, b) => logOfSum(ops, a, b));
  return ops.add(sum, ops.constant(Math.log(share)));
}
