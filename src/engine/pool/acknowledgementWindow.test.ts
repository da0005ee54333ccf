import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { openAcknowledgementWindow } from "./acknowledgementWindow.ts";

const SIZE = 8;

function open() {
  const flow = { pause: vi.fn(), resume: vi.fn() };
  const window = openAcknowledgementWindow(SIZE, flow);
  const send = (count: number) => Array.from({ length: count }, () => window.nextNumber());
  return { window, send, ...flow };
}

describe("the window of unacknowledged messages", () => {
  it("numbers messages from 1, and pauses once when there are more than its size", () => {
    const { send, pause } = open();
    expect(send(SIZE)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(pause).not.toHaveBeenCalled();
    send(3);
    expect(pause).toHaveBeenCalledOnce();
  });

  it("resumes when at most half of its size are left, in whatever order the acknowledgements come", () => {
    const { window, send, resume } = open();
    send(SIZE + 1);
    window.acknowledge(4);
    window.acknowledge(2);
    expect(resume).not.toHaveBeenCalled();
    window.acknowledge(5);
    expect(resume).toHaveBeenCalledOnce();
    window.acknowledge(9);
    expect(resume).toHaveBeenCalledOnce();
  });

  it("does not undo a visitor's pause by acknowledgements", () => {
    const { window, send, resume } = open();
    send(SIZE + 1);
    window.pause();
    window.acknowledge(SIZE + 1);
    expect(resume).not.toHaveBeenCalled();
    expect(window.isPausedByVisitor()).toBe(true);
    window.resume();
    expect(resume).toHaveBeenCalledOnce();
    expect(window.isPausedByVisitor()).toBe(false);
  });

  it("never stays closed once everything is acknowledged, and never lets more than one message beyond its size pass", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 200 }), (script) => {
        let [flows, sent, acknowledged] = [true, 0, 0];
        const window = openAcknowledgementWindow(SIZE, {
          pause: () => {
            flows = false;
          },
          resume: () => {
            flows = true;
          },
        });
        for (const action of script) {
          if (action > 0 && flows) sent = window.nextNumber();
          if (action === 0 && acknowledged < sent) window.acknowledge(++acknowledged);
          expect(sent - acknowledged).toBeLessThanOrEqual(SIZE + 1);
        }
        window.acknowledge(sent);
        expect(flows).toBe(true);
      }),
    );
  });
});
