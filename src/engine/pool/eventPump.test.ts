import { describe, expect, it } from "vitest";
import type { TrainingEvent } from "../../protocol/events.ts";
import { COMMAND_INTERVAL, MESSAGE_INTERVAL } from "../../protocol/pacing.ts";
import { openPumpControl, pump } from "./eventPump.ts";

type Step = Extract<TrainingEvent, { type: "losses" }>;

const losses = (fromStep: number, ...rows: readonly number[]): Step => ({
  type: "losses",
  job: "teacher",
  fromStep,
  columns: ["total"],
  rows: Float32Array.from(rows),
});
const checkpoint = (step: number): TrainingEvent => ({
  type: "checkpoint",
  job: "teacher",
  step,
  bytes: new Uint8Array(),
});

/** A pump over a job whose steps each yield their losses and a checkpoint, with a clock that stands still by default. */
function open({ steps = 5, onPull = () => {}, onYield = () => {}, now = (): number => 0 } = {}) {
  const job = { pulled: 0, isClosed: false };
  const messages: (readonly TrainingEvent[])[] = [];
  const control = openPumpControl();
  async function* events(): AsyncGenerator<TrainingEvent> {
    try {
      for (let step = 1; step <= steps; step++) {
        job.pulled++;
        onPull();
        yield losses(step, step);
        job.pulled++;
        onYield();
        yield checkpoint(step);
      }
    } finally {
      job.isClosed = true;
    }
  }
  const run = () => pump(events(), control, (gathered) => messages.push(gathered), now);
  const set = (change: Partial<typeof control>) => {
    Object.assign(control, change);
    control.changed();
  };
  return { job, messages, control, run, set };
}

/** Waits until every promise callback that is due has run: the pump then holds. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

const typesOf = (messages: readonly (readonly TrainingEvent[])[]) => messages.map((one) => one.map(({ type }) => type));

describe("the event pump", () => {
  it("passes every event in order to the end, and closes the generator", async () => {
    const { job, messages, run } = open({ steps: 2 });
    expect(await run()).toBe("completed");
    expect(messages.flat()).toEqual([losses(1, 1), checkpoint(1), losses(2, 2), checkpoint(2)]);
    expect(job.isClosed).toBe(true);
  });

  it("pulls nothing while it is paused, and goes on where it was", async () => {
    const { job, messages, control, run, set } = open({ steps: 3 });
    control.state = "paused";
    const ended = run();
    await settled();
    expect([job.pulled, messages.length]).toEqual([0, 0]);
    set({ state: "open" });
    expect(await ended).toBe("completed");
    expect([job.pulled, messages.flat().length]).toEqual([6, 6]);
  });

  it("sends what it has gathered before it holds", async () => {
    const { job, messages, control, run } = open({
      onPull: () => {
        if (job.pulled === 5) control.state = "paused";
      },
    });
    run();
    await settled();
    expect(job.pulled).toBe(5);
    expect(messages).toEqual([[losses(1, 1), checkpoint(1), losses(2, 2), checkpoint(2), losses(3, 3)]]);
  });

  it("lets exactly one step pass for each that is allowed while it is paused", async () => {
    const { messages, control, run, set } = open();
    control.state = "paused";
    run();
    const passed: number[] = [];
    for (const allowedSteps of [1, 1, 2]) {
      set({ allowedSteps });
      await settled();
      passed.push(messages.flat().filter(({ type }) => type === "losses").length);
      expect(control.allowedSteps).toBe(0);
    }
    expect(passed).toEqual([1, 2, 4]);
    expect(typesOf(messages)).toEqual([
      ["losses"],
      ["checkpoint", "losses"],
      ["checkpoint", "losses", "checkpoint", "losses"],
    ]);
  });

  it.each(["flows", "is paused"])(
    "stops where it %s: returns so, closes the generator and sends the rest",
    async (how) => {
      const { job, messages, control, run, set } = open({
        onPull: () => {
          if (job.pulled === 3) control.state = how === "flows" ? "stopped" : "paused";
        },
      });
      const ended = run();
      await settled();
      set({ state: "stopped" });
      expect(await ended).toBe("stopped");
      expect(job).toEqual({ pulled: 3, isClosed: true });
      expect(messages.flat().length).toBe(3);
    },
  );

  it("sends what it has gathered when the job fails, and passes the failure on", async () => {
    const { messages, run } = open({
      onYield: () => {
        throw new RangeError("the job failed");
      },
    });
    await expect(run()).rejects.toThrow("the job failed");
    expect(messages).toEqual([[losses(1, 1)]]);
  });

  it("sends a message once its interval is over, with the loss rows of adjacent steps joined", async () => {
    let time = 0;
    async function* steps(): AsyncGenerator<TrainingEvent> {
      for (let step = 1; step <= 8; step++) {
        time += MESSAGE_INTERVAL / 2;
        yield losses(step, step);
      }
    }
    const messages: (readonly TrainingEvent[])[] = [];
    await pump(
      steps(),
      openPumpControl(),
      (gathered) => messages.push(gathered),
      () => time,
    );
    expect(messages).toEqual([[losses(1, 1, 2, 3)], [losses(4, 4, 5, 6)], [losses(7, 7, 8)]]);
  });

  it("lets commands in once their interval is over, even while every event is ready at once", async () => {
    let time = 0;
    const { job, run, set } = open({
      steps: 1000,
      onPull: () => {
        time += COMMAND_INTERVAL + 1;
      },
      now: () => time,
    });
    setImmediate(() => set({ state: "stopped" }));
    expect(await run()).toBe("stopped");
    expect(job.pulled).toBeLessThan(2000);
  });
});
