import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LONGEST_NEWS_INTERVAL, NEWS_INTERVAL, NEWS_PAUSE } from "../protocol/pacing.ts";
import { createPlaygroundStore } from "./playgroundStore.ts";
import { noStorage } from "./storage/browserStorage.ts";
import { throttled } from "./throttledStore.ts";

describe("a throttled store", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const open = () =>
    createPlaygroundStore({
      spawn: () => {
        throw new RangeError("nothing is trained here");
      },
      storage: noStorage,
      base: "http://localhost/",
      hash: "",
      fetch: () => Promise.reject(new Error("offline")),
      freshSeed: () => 4242,
    });
  const run = (step: number) => ({ run: { step } as never });

  it("notifies of a run's news at most once in its interval, and of the newest in the end", () => {
    const store = open();
    const notified: unknown[] = [];
    throttled(store).subscribe(({ run }) => notified.push(run));
    for (let step = 1; step <= 40; step++) {
      store.setState(run(step));
      vi.advanceTimersByTime(NEWS_INTERVAL / 4);
    }
    vi.advanceTimersByTime(NEWS_INTERVAL);
    expect(notified.length).toBeGreaterThanOrEqual(10);
    expect(notified.length).toBeLessThanOrEqual(12);
    expect(notified.at(-1)).toEqual({ step: 40 });
  });

  it("notifies of every other change at once, together with the news that waited", () => {
    const store = open();
    const notified: unknown[] = [];
    throttled(store).subscribe(({ run, phase }) => notified.push([run, phase]));
    store.setState(run(1));
    vi.advanceTimersByTime(0);
    store.setState(run(2));
    store.setState({ phase: "paused" });
    expect(notified).toEqual([
      [{ step: 1 }, "idle"],
      [{ step: 2 }, "paused"],
    ]);
    vi.advanceTimersByTime(10 * NEWS_INTERVAL);
    expect(notified).toHaveLength(2);
  });

  it("shows a moved slider at once, while the run's news keep waiting", () => {
    const store = open();
    const views = throttled(store);
    const notified: unknown[] = [];
    views.subscribe(({ run, experiment }) => notified.push([run, experiment.seed]));
    store.setState(run(1));
    vi.advanceTimersByTime(0);
    store.setState(run(2));
    const { experiment } = store.getState();
    store.setState({ experiment: { ...experiment, seed: 99 }, presetId: null });
    expect(notified.at(-1)).toEqual([{ step: 1 }, 99]);
    expect(views.getState()).toMatchObject({ run: { step: 1 }, experiment: { seed: 99 } });
    vi.advanceTimersByTime(NEWS_PAUSE - 1);
    expect(notified).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(notified.slice(1)).toEqual([
      [{ step: 1 }, 99],
      [{ step: 2 }, 99],
    ]);
    expect(views.getState()).toBe(store.getState());
  });

  it("shows a run's news in time while a slider is moved without a pause", () => {
    const store = open();
    const steps: unknown[] = [];
    throttled(store).subscribe(({ run }) => steps.push((run as { step?: number } | null)?.step));
    const { experiment } = store.getState();
    for (let move = 1; move * 20 <= 2.5 * LONGEST_NEWS_INTERVAL; move++) {
      store.setState(run(move));
      store.setState({ experiment: { ...experiment, seed: move } });
      vi.advanceTimersByTime(20);
    }
    expect(new Set(steps).size).toBeGreaterThanOrEqual(3);
  });

  it("does not notify a listener that has unsubscribed", () => {
    const store = open();
    const listener = vi.fn();
    throttled(store).subscribe(listener)();
    store.setState({ phase: "paused" });
    expect(listener).not.toHaveBeenCalled();
  });
});
