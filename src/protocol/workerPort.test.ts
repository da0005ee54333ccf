import { describe, expect, it, vi } from "vitest";
import { browserWorkerPort } from "./workerPort.ts";

function open() {
  const worker = { postMessage: vi.fn(), terminate: vi.fn() } as Partial<Worker> as Worker;
  const words = { stopped: (message: string) => `it stopped: ${message}`, unreadable: "it was unreadable" };
  const port = browserWorkerPort<string, number>(worker, words);
  return {
    port,
    worker,
    send: (data: number) => worker.onmessage?.({ data } as MessageEvent),
    fail: (message: string) => {
      const event = Object.assign(new Event("error", { cancelable: true }), { message }) as ErrorEvent;
      worker.onerror?.(event);
      return event;
    },
    garble: () => worker.onmessageerror?.({} as MessageEvent),
  };
}

describe("the port of a browser worker", () => {
  it("passes commands on, and reports to the listener that was set last", () => {
    const { port, worker, send } = open();
    const [first, second] = [vi.fn(), vi.fn()];
    port.post("go");
    expect(worker.postMessage).toHaveBeenCalledExactlyOnceWith("go");
    port.onReport(first);
    send(1);
    port.onReport(second);
    send(2);
    expect([first.mock.calls, second.mock.calls]).toEqual([[[1]], [[2]]]);
  });

  it("reports a worker that failed and a message that could not be read as lost, in words", () => {
    const { port, fail, garble } = open();
    const lost = vi.fn();
    port.onLost(lost);
    fail("out of memory");
    garble();
    expect(lost.mock.calls).toEqual([
      ["it stopped: out of memory", false],
      ["it was unreadable", false],
    ]);
  });

  it("keeps an error from the worker that made this one: only the listener receives it", () => {
    expect(open().fail("out of memory").defaultPrevented).toBe(true);
  });

  it("tells whether a lost worker had ever sent anything", () => {
    const { port, send, fail } = open();
    const lost = vi.fn();
    port.onLost(lost);
    send(1);
    fail("late");
    expect(lost).toHaveBeenCalledExactlyOnceWith("it stopped: late", true);
  });

  it("calls no listener once it is terminated", () => {
    const { port, worker, send, fail, garble } = open();
    const listener = vi.fn();
    port.onReport(listener);
    port.onLost(listener);
    port.terminate();
    send(1);
    fail("late");
    garble();
    expect(worker.terminate).toHaveBeenCalledOnce();
    expect(listener).not.toHaveBeenCalled();
  });
});
