import { describe, expect, it } from "vitest";
import { decodeLog, encodeEvent } from "../../protocol/eventLog.ts";
import { hintonSectionLog } from "../../testing/hintonSectionLog.ts";
import { logOfPairs } from "../../testing/trainingRuns.ts";
import { foldRun, lacksImages, withImages } from "./runFromEvents.ts";

describe("a run", () => {
  it("is the same folded from the events and from their written log", () => {
    const log = logOfPairs([4, 5, 6]);
    expect(foldRun(decodeLog(log.map(encodeEvent).join("\n")), "live")).toEqual(foldRun(log, "live"));
  });

  it("is never changed by later events: each makes a new run", () => {
    const log = logOfPairs([4, 5]);
    const early = foldRun(log.slice(0, 4), "live");
    const frozen = JSON.stringify(early);
    foldRun(log, "live");
    expect(JSON.stringify(early)).toBe(frozen);
  });

  it("drops what a lost worker had sent after its last checkpoint", () => {
    const log = logOfPairs([4]);
    const backend = { name: "cpu", device: "", why: "", workers: 1 } as const;
    const run = foldRun([...log, { type: "recovered", job: "taught/0", step: 1, detail: "", backend }], "live");
    expect(run!.networks[0]).toMatchObject({ step: 1, evaluations: [] });
    expect([...run!.networks[0]!.losses[0]!.rows]).toEqual([3]);
  });

  it("cannot be read from a log that is damaged or newer, and the line is named", () => {
    expect(() => decodeLog('{"type":"finished","reason":"completed"}\n{')).toThrow(/line 2 of the log is damaged/);
    expect(() => decodeLog('{"type":"telepathy"}')).toThrow(/line 1 of the log is .*telepathy.*does not know/);
  });

  it("takes its images where their labels are the right ones, and no others", () => {
    const recorded = foldRun(hintonSectionLog(), "recorded")!;
    expect(lacksImages(recorded)).toBe(true);
    const images = Uint8Array.from({ length: 3 * 784 }, (_, i) => Math.floor(i / 784));
    const filled = withImages(recorded, images, [3, 5, 8])!;
    expect(lacksImages(filled)).toBe(false);
    expect([filled.probes.gallery!.images.length, filled.probes.confusing!.images[0]]).toEqual([2 * 784, 2]);
    expect(withImages(recorded, images, [3, 5, 7])).toBeNull();
  });
});
