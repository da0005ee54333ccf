/** Short runs with given errors, as logs of events and folded. */

import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { BASELINE, DISTILLED, type Experiment } from "../domain/experiment.ts";
import type { Evaluation, NetworkCard, TrainingEvent } from "../protocol/events.ts";
import { foldRun, type Run } from "../session/run/runFromEvents.ts";

/** An evaluation with a number of errors out of some test images; everything else is made up. */
export function evaluationWith(errors: number, total = 100): Evaluation {
  const half = total / 2;
  return {
    ...{
      errors,
      total,
      classErrors: [errors, 0],
      classTotals: [half, half],
      confusion: [half - errors, errors, 0, half],
    },
    ...{ agreement: null, calibrationError: 0, entropy: 0, crossEntropy: 0 },
  };
}

function studentCard(id: string, arm: string, pair: number): NetworkCard {
  return { id, name: "student", role: "student", arm, pair, seed: pair, architecture: "", parameters: 1 };
}

/** The first event of a run of some networks. */
function startedWith(experiment: Experiment, networks: readonly NetworkCard[]): TrainingEvent {
  const backend = { name: "cpu", device: "", why: "", workers: 1 } as const;
  return { type: "started", experiment, backend, version: "0", date: "2026-11-24", networks };
}

/** The log of a completed run of two steps: in each pair the baseline student makes so many errors more. */
export function logOfPairs(differences: readonly number[]): readonly TrainingEvent[] {
  const students = differences.flatMap((difference, pair) =>
    [DISTILLED, BASELINE].map((arm) => ({ arm, pair, errors: 20 + (arm === BASELINE ? difference : 0) })),
  );
  const trained = students.flatMap(({ arm, pair, errors }): TrainingEvent[] => {
    const id = `${arm}/${pair}`;
    return [
      { type: "losses", job: id, fromStep: 1, columns: ["total"], rows: Float32Array.of(3, 2) },
      { type: "evaluated", network: id, step: 2, evaluation: evaluationWith(errors) },
      { type: "jobFinished", job: id, step: 2 },
    ];
  });
  const cards = students.map(({ arm, pair }) => studentCard(`${arm}/${pair}`, arm, pair));
  return [startedWith(defaultExperiment, cards), ...trained, { type: "finished", reason: "completed" }];
}

/** A network's evaluations, by step. */
type Evaluations = readonly { readonly step: number; readonly errors: number; readonly entropy?: number }[];

/** A run of four steps with given evaluations by network: "arm/pair", or "arm/pair/output" for a job's further outputs. */
export function runWithEvaluations(measured: Readonly<Record<string, Evaluations>>): Run {
  const cards = Object.keys(measured).map((id): NetworkCard => {
    const [arm, pair, output] = id.split("/");
    const card = { ...studentCard(id, arm!, Number(pair)), steps: 4 };
    return output ? { ...card, name: output, member: true } : card;
  });
  const evaluated = Object.entries(measured).flatMap(([network, evaluations]): TrainingEvent[] =>
    evaluations.map(({ step, errors, entropy = 0 }) => {
      return { type: "evaluated", network, step, evaluation: { ...evaluationWith(errors), entropy } };
    }),
  );
  const ended = cards.map(({ arm, pair }): TrainingEvent => ({ type: "jobFinished", job: `${arm}/${pair}`, step: 4 }));
  return foldRun([startedWith(defaultExperiment, cards), ...evaluated, ...ended], "live")!;
}

/** A completed run of an experiment with given errors out of 2,000 by arm, pair by pair. */
export function runWithErrors(
  experiment: Experiment,
  errors: Readonly<Record<string, readonly number[]>>,
  jobsFinished = true,
): Run {
  return foldRun(logOfErrors(experiment, errors, jobsFinished), "live")!;
}

/** The log of such a run. */
export function logOfErrors(
  experiment: Experiment,
  errors: Readonly<Record<string, readonly number[]>>,
  jobsFinished = true,
): readonly TrainingEvent[] {
  const students = Object.entries(errors).flatMap(([arm, each]) => each.map((count, pair) => ({ arm, pair, count })));
  const trained = students.flatMap(({ arm, pair, count }): TrainingEvent[] => [
    { type: "evaluated", network: `${arm}/${pair}`, step: 1, evaluation: evaluationWith(count, 2000) },
    ...(jobsFinished ? [{ type: "jobFinished", job: `${arm}/${pair}`, step: 1 } as const] : []),
  ]);
  const cards = students.map(({ arm, pair }) => studentCard(`${arm}/${pair}`, arm, pair));
  return [startedWith(experiment, cards), ...trained, { type: "finished", reason: "completed" }];
}
