import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchSilence } from "./silenceWatch.ts";

describe("a watch for silence", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  /** A machine that sleeps: its clock goes on, but no timer fires. */
  let slept = 0;
  const sleep = (milliseconds: number) => {
    slept += milliseconds;
  };
  const now = () => performance.now() + slept;
  const open = (isWaiting = () => true) => {
    const [onSilent, ping] = [vi.fn(), vi.fn()];
    const watch = watchSilence({
      limit: () => 100,
      every: 25,
      isWaiting,
      now,
      onSilent,
      ping,
    });
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

  it("counts no silence from before a sleep: the worker slept as well, and gets the whole limit again", () => {
    const { onSilent } = open();
    vi.advanceTimersByTime(100);
    sleep(45_000);
    vi.advanceTimersByTime(100);
    expect(onSilent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(50);
    expect(onSilent).toHaveBeenCalledOnce();
  });

  it("still reports silence where all checks come late, as in a hidden page", () => {
    const { onSilent } = open();
    for (let minute = 1; minute <= 5; minute++) {
      sleep(60_000);
      vi.advanceTimersByTime(25);
      expect(onSilent).toHaveBeenCalledTimes(minute < 5 ? 0 : 1);
    }
  });

  it("measures the time between two signs of life; after sleep or a time of no waiting there is none", () => {
    let waiting = true;
    const { watch } = open(() => waiting);
    vi.advanceTimersByTime(60);
    expect(watch.reset()).toBe(60);
    vi.advanceTimersByTime(30);
    expect(watch.reset()).toBe(30);
    waiting = false;
    vi.advanceTimersByTime(500);
    expect(watch.reset()).toBe(0);
    waiting = true;
    sleep(45_000);
    expect(watch.reset()).toBe(0);
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
