import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NEWS_INTERVAL } from "../protocol/pacing.ts";
import { createPlaygroundStore } from "./playgroundStore.ts";
import { noStorage } from "./storage.ts";
import { throttled } from "./throttledStore.ts";

describe("a calm store", () => {
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
    });
  const run = (step: number) => ({ run: { step } as never });

  it("tells a run's news at most once in its time, and always the newest in the end", () => {
    const store = open();
    const seen: unknown[] = [];
    throttled(store).subscribe(({ run }) => seen.push(run));
    for (let step = 1; step <= 40; step++) {
      store.setState(run(step));
      vi.advanceTimersByTime(NEWS_INTERVAL / 4);
    }
    vi.advanceTimersByTime(NEWS_INTERVAL);
    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(seen.length).toBeLessThanOrEqual(12);
    expect(seen.at(-1)).toEqual({ step: 40 });
  });

  it("tells of everything else at once, with the news that waited", () => {
    const store = open();
    const seen: unknown[] = [];
    throttled(store).subscribe(({ run, phase }) => seen.push([run, phase]));
    store.setState(run(1));
    vi.advanceTimersByTime(0);
    store.setState(run(2));
    store.setState({ phase: "paused" });
    expect(seen).toEqual([
      [{ step: 1 }, "idle"],
      [{ step: 2 }, "paused"],
    ]);
    vi.advanceTimersByTime(10 * NEWS_INTERVAL);
    expect(seen).toHaveLength(2);
  });

  it("leaves nothing to a subscriber that has gone", () => {
    const store = open();
    const heard = vi.fn();
    throttled(store).subscribe(heard)();
    store.setState({ phase: "paused" });
    expect(heard).not.toHaveBeenCalled();
  });
});
