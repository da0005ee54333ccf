import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { noStorage } from "./browserStorage.ts";
import { createPlaygroundStore } from "./playgroundStore.ts";
import { CALM, throttled } from "./throttledStore.ts";

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
      vi.advanceTimersByTime(CALM / 4);
    }
    vi.advanceTimersByTime(CALM);
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
    vi.advanceTimersByTime(10 * CALM);
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
