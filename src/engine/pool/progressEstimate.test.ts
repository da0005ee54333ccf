import { describe, expect, it } from "vitest";
import { countFlops } from "../../domain/architecture.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { armsOf } from "../../domain/experiment.ts";
import type { Stage } from "../../methods/core/method.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { hasTeacher, stagesOfJob } from "../job/jobOrder.ts";
import { openProgressEstimator } from "./progressEstimate.ts";

/** Images of the test set that is simulated. */
const TEST = 2000;
/** Operations per millisecond of the simulated worker. */
const SPEED = 10e6;
/** Milliseconds that a job takes before its first step, and that every step takes beside its operations. */
const [PREPARATION, OVERHEAD] = [900, 3];
/** Milliseconds between two reports of a job. */
const REPORT = 400;

const flopsOf = (stage: Stage, isEvaluated: boolean) =>
  stage.networks.reduce((sum, { architecture, trains, startsFrom }) => {
    if (isEvaluated) return trains === "none" ? sum : sum + TEST * countFlops(architecture);
    const passes = trains === "none" ? (startsFrom === "pretrained" ? 0 : 1) : 3;
    return sum + passes * countFlops(architecture) * stage.training.batchSize;
  }, 0);

interface Said {
  readonly left: number;
  readonly truth: number;
  readonly part: number;
}

/** A run whose jobs take the time of their operations, with steps that take 0.85 to 1.15 times as long: what is said of the time left, and what it was, s. */
function simulate(experiment: Experiment, workers: number): readonly Said[] {
  const arms = armsOf(experiment);
  const students = Array.from({ length: experiment.pairs }, (_, pair) => arms.map((arm) => ({ arm, pair }))).flat();
  const stages = new Map<string, readonly Stage[]>(
    students.map((student) => [`${student.arm}/${student.pair}`, stagesOfJob({ experiment, student })]),
  );
  const teacher = stagesOfJob({ experiment, student: null });
  const all = new Map(hasTeacher(experiment) ? [["teacher", teacher] as const, ...stages] : stages);
  const estimate = openProgressEstimator(all, workers, { every: experiment.evaluateEvery, images: TEST });
  let random = 1;
  const jitter = () => {
    random = (random * 16807) % 2147483647;
    return 0.85 + (0.3 * random) / 2147483647;
  };
  const reports: { at: number; job: string; step: number; begins?: boolean }[] = [];
  /** @returns when the job has ended */
  const train = (job: string, begins: number): number => {
    let [now, step] = [begins + PREPARATION, 0];
    let reported = now;
    reports.push({ at: begins, job, step: 0, begins: true });
    for (const stage of all.get(job)!) {
      for (let i = 0; i < stage.training.steps; i++) {
        step++;
        now += (flopsOf(stage, false) / SPEED + OVERHEAD) * jitter();
        if (step % experiment.evaluateEvery === 0) now += flopsOf(all.get(job)!.at(-1)!, true) / SPEED;
        if (now - reported < REPORT && step !== estimate.stepsOf(job)) continue;
        reported = now;
        reports.push({ at: now, job, step });
      }
    }
    return now;
  };
  const afterTeacher = hasTeacher(experiment) ? train("teacher", 0) : 0;
  const free = Array.from({ length: Math.min(workers, students.length) }, () => afterTeacher);
  for (const job of stages.keys()) {
    const next = free.indexOf(Math.min(...free));
    free[next] = train(job, free[next]!);
  }
  const end = Math.max(...free);
  return reports
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ at, job, step, begins }) => {
      if (begins) {
        estimate.begin(job, 0, at);
        return [];
      }
      const { secondsLeft: left } = estimate.advance(job, step, at);
      return left === null ? [] : [{ left, truth: (end - at) / 1000, part: at / end }];
    });
}

describe("the time left of a run", () => {
  // Teacher larger than students; stages of different cost in one job; a chain of further teachers; no teacher at all.
  for (const id of ["hinton", "fitnets", "teacher-assistant", "few-labels", "mutual"])
    for (const workers of [1, 2, 4])
      it(`never rises by more than a fifth, and tells the truth within a quarter or the time of three reports: ${id} on ${workers} workers`, () => {
        const said = simulate(presetById(id).experiment, workers);
        expect(said.length).toBeGreaterThan(8);
        let least = Number.POSITIVE_INFINITY;
        for (const { left, truth, part } of said) {
          // Below a second the text says 0 or 1.
          if (left > 1) expect(left).toBeLessThanOrEqual(1.2 * least);
          if (part < 0.9) expect(Math.abs(left - truth)).toBeLessThan(Math.max((3 * REPORT) / 1000, 0.25 * truth));
          least = Math.min(least, left);
        }
        expect(said.at(-1)!.left).toBe(0);
      });

  it("is not said before a job has been reported twice, since the first report is also of its preparation", () => {
    const { experiment } = presetById("hinton");
    const stages = new Map([["teacher", stagesOfJob({ experiment, student: null })]]);
    const estimate = openProgressEstimator(stages, 1, { every: 50, images: TEST });
    estimate.begin("teacher", 0, 0);
    expect(estimate.advance("teacher", 2, 5000).secondsLeft).toBeNull();
    const { secondsLeft } = estimate.advance("teacher", 52, 5500);
    expect(secondsLeft).toBeCloseTo(((500 - 52) / 50) * 0.5, 1);
  });
});
