import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchSilence } from "./silenceWatch.ts";

describe("a watch for silence", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const open = (isWaiting = () => true) => {
    const [onSilent, ping] = [vi.fn(), vi.fn()];
    const watch = watchSilence({ limit: 100, every: 25, isWaiting, now: () => performance.now(), onSilent, ping });
    return { watch, onSilent, ping };
  };

  it("reports silence at the first check after the limit, and not before", () => {
    const { onSilent } = open();
    vi.advanceTimersByTime(124);
    expect(onSilent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSilent).toHaveBeenCalledOnce();
  });

  it("never reports silence while signs of life arrive within the limit", () => {
    const { watch, onSilent } = open();
    for (let i = 0; i < 50; i++) {
      vi.advanceTimersByTime(100);
      watch.reset();
    }
    expect(onSilent).not.toHaveBeenCalled();
  });

  it("does not count the time in which nothing is expected", () => {
    let waiting = false;
    const { onSilent, ping } = open(() => waiting);
    vi.advanceTimersByTime(10_000);
    expect(ping).not.toHaveBeenCalled();
    waiting = true;
    vi.advanceTimersByTime(100);
    expect(onSilent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(25);
    expect(onSilent).toHaveBeenCalledOnce();
  });

  it("sends a ping at every check within the limit, and reports each silence once", () => {
    const { onSilent, ping } = open();
    vi.advanceTimersByTime(100);
    expect(ping).toHaveBeenCalledTimes(4);
    vi.advanceTimersByTime(100);
    expect(onSilent).toHaveBeenCalledTimes(1);
    expect(ping).toHaveBeenCalledTimes(7);
  });

  it("does nothing more once it is stopped", () => {
    const { watch, onSilent, ping } = open();
    watch.stop();
    vi.advanceTimersByTime(10_000);
    expect(onSilent).not.toHaveBeenCalled();
    expect(ping).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
