/** A run as it was at an earlier step of its students. The teacher, which was trained before them, is as it is. */

import { type NetworkRun, type Run, rewound } from "./runFromEvents.ts";
import { shownStudent, teacherOf } from "./runSelectors.ts";

/** Steps after which the shown student was evaluated, ascending. */
export function evaluatedSteps(network: NetworkRun | undefined): readonly number[] {
  return network?.evaluations.map(({ step }) => step) ?? [];
}

/** The run at a step: evaluations, answers to probes and losses of the students up to it, and no test logits. */
export function runAtStep(run: Run, step: number): Run {
  const teacher = teacherOf(run);
  const networks = run.networks.map((network): NetworkRun => {
    if (network.job === teacher?.job) return network;
    const { testLogits: _, ...others } = network;
    return { ...others, ...rewound(network, step) };
  });
  return { ...run, networks };
}

/** The steps that can be shown of a run: those of the shown arm's first student. */
export function shownSteps(shown: Parameters<typeof shownStudent>[0]): readonly number[] {
  return evaluatedSteps(shownStudent(shown));
}
