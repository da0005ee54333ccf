import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { networkCards } from "../../engine/job/jobOrder.ts";
import { en } from "../../i18n/en.ts";
import { zh } from "../../i18n/zh.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { foldRun } from "../../session/run/runFromEvents.ts";
import { waitingSentence } from "./waiting.ts";

const started: TrainingEvent = {
  ...{ type: "started", experiment: defaultExperiment, version: "", date: "" },
  backend: { name: "cpu", device: "", why: "", workers: 1 },
  networks: networkCards(defaultExperiment),
};
const losses = (job: string, step: number): TrainingEvent => {
  return { type: "losses", job, fromStep: step, columns: ["total"], rows: Float32Array.of(1) };
};

describe("what stands where there is nothing to show", () => {
  it("asks for Train only where no run is there and none goes on", () => {
    expect(waitingSentence({ run: null, phase: "idle", isFetchingRun: false }, en)).toBe(en.waiting);
    expect(waitingSentence({ run: null, phase: "idle", isFetchingRun: true }, en)).toBe(en.going.fetching);
    const run = foldRun([started], "live");
    for (const words of [en, zh])
      for (const phase of ["loading", "training", "paused", "stopping"] as const)
        for (const shown of [null, run])
          if (shown || phase === "loading")
            expect(waitingSentence({ run: shown, phase, isFetchingRun: false }, words)).not.toBe(words.waiting);
    expect(waitingSentence({ run, phase: "idle", isFetchingRun: false }, en)).toBe(en.going.nothing);
  });

  it("says which networks train, and how far they are", () => {
    const teacher = foldRun([started, losses("teacher", 120)], "live");
    expect(waitingSentence({ run: teacher, phase: "training", isFetchingRun: false }, en)).toContain(
      "The teacher trains: step 120 of 500",
    );
    const events = [started, { type: "jobFinished", job: "teacher", step: 500 } as const, losses("taught/0", 30)];
    const students = foldRun(events, "live");
    expect(waitingSentence({ run: students, phase: "training", isFetchingRun: false }, en)).toContain(
      "The students train: step 30 of 2,400",
    );
  });
});
