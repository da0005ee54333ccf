import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameExperiment } from "../../src/domain/experiment.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { decodeLog, FINE_STEP } from "../../src/protocol/eventLog.ts";
import type { Evaluation, TrainingEvent } from "../../src/protocol/events.ts";
import { recordedPresets } from "../../src/session/run/recordedRuns.ts";
import { recordedLog } from "../../src/testing/recordings/recordedLog.ts";
import { fineLogits, presetRecording, sectionRecording } from "./trimRecording.ts";

const largest = (row: ArrayLike<number>) => Array.from(row).reduce((best, x, i, all) => (x > all[best]! ? i : best), 0);

describe("what a recording keeps", () => {
  it("is logits rounded to the nearest step of the log, of which the largest stays the largest", () => {
    const rows = fc.array(
      fc.tuple(...Array.from({ length: 3 }, () => fc.float({ min: -100, max: 100, noNaN: true }))),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(rows, (all) => {
        const logits = Float32Array.from(all.flat());
        const fine = fineLogits(logits, 3);
        for (let i = 0; i < all.length; i++) {
          const [before, after] = [logits, fine].map((from) => from.subarray(3 * i, 3 * i + 3)) as [
            Float32Array,
            Float32Array,
          ];
          expect(largest(after)).toBe(largest(before));
          for (let c = 0; c < 3; c++) expect(Math.abs(after[c]! - before[c]!)).toBeLessThanOrEqual(1.5 * FINE_STEP);
        }
        expect(fine.every((x) => Number.isInteger(x / FINE_STEP))).toBe(true);
      }),
    );
  });

  it("holds no image of MNIST in any recording of the page", () => {
    const folder = join(import.meta.dirname, "../../public/replay/mnist");
    const recordings = readdirSync(folder).filter((name) => name.endsWith(".gz"));
    expect(recordings.length).toBeGreaterThan(0);
    const events = recordings.flatMap((name) =>
      decodeLog(gunzipSync(readFileSync(join(folder, name))).toString("utf8")),
    );
    expect(events.filter((event) => event.type === "pictured")).toEqual([]);
    const probes = events.flatMap((event) => (event.type === "probes" ? [event] : []));
    expect(probes.length).toBeGreaterThan(0);
    for (const { images, places } of probes) expect([images.length, places?.length]).toEqual([0, 10]);
  });

  it("holds no image that may not be passed on, and all logits of the student where classes were dropped", () => {
    const evaluation: Evaluation = {
      ...{ errors: 1, total: 2, classErrors: [1, 0], classTotals: [1, 1], confusion: [1, 0, 0, 1] },
      ...{ agreement: 1 / 3, calibrationError: 2 / 3, entropy: 0.5, crossEntropy: 1e-7 },
    };
    const logitsOf = (network: string): TrainingEvent => ({
      type: "testLogits",
      network,
      logits: new Float32Array(2000),
      labels: new Uint8Array(1000),
    });
    const events: readonly TrainingEvent[] = [
      { type: "probes", kind: "gallery", images: new Uint8Array(784), labels: [3], places: [18] },
      { type: "evaluated", network: "taught/0", step: 1, evaluation },
      { type: "evaluated", network: "taught/0", step: 2, evaluation },
      ...["teacher", "taught/0", "plain/0"].map(logitsOf),
    ];
    const kept = sectionRecording(events, { classes: 2, dropsClasses: true, withImages: false, evaluateEvery: 1 });
    expect(kept[0]).toEqual({ type: "probes", kind: "gallery", images: new Uint8Array(), labels: [3], places: [18] });
    const rounded = { ...evaluation, agreement: 0.33333, calibrationError: 0.66667, crossEntropy: 0 };
    expect(kept.slice(1, 3)).toMatchObject([{ evaluation: { ...rounded, confusion: [] } }, { evaluation: rounded }]);
    expect(kept.slice(3).map((event) => event.type === "testLogits" && [event.network, event.labels.length])).toEqual([
      ["teacher", 200],
      ["taught/0", 1000],
    ]);
  });

  it("has matrices to the nearest number that two bytes hold, and bars as they are", () => {
    const { experiment } = presetById("fsp");
    const panels = [{ label: "teacher", shape: [1, 2], values: Float32Array.of(0.1, -0.0001) }];
    const pictured = (kind: "matrices" | "bars"): TrainingEvent => {
      return { type: "pictured", job: "taught/0", step: 1, picture: kind, title: "", kind, panels };
    };
    const kept = presetRecording([pictured("matrices"), pictured("bars")], experiment);
    const values = kept.map((event) => event.type === "pictured" && [...event.panels[0]!.values]);
    expect(values).toEqual([[13 / 128, 0], [...panels[0]!.values]]);
  });

  it("is each preset's own experiment, as it is now", () => {
    for (const id of recordedPresets) {
      const [first] = decodeLog(recordedLog(id));
      expect(first?.type === "started" && sameExperiment(first.experiment, presetById(id).experiment), id).toBe(true);
    }
  });

  it("is, where classes were dropped, all answers of every pair's distilled student, with controls of the first pair's others", () => {
    const logitsOf = (network: string): TrainingEvent => ({
      type: "testLogits",
      network,
      logits: new Float32Array(10_000),
      labels: new Uint8Array(1000),
    });
    const events: readonly TrainingEvent[] = [
      { type: "jobFinished", job: "teacher", step: 1 },
      ...["teacher", "taught/0", "plain/0", "taught/1", "shuffled-soft-targets/0", "shuffled-soft-targets/1"].map(
        logitsOf,
      ),
    ];
    const kept = (id: string) =>
      presetRecording(events, presetById(id).experiment).flatMap((event) =>
        event.type === "testLogits" ? [`${event.network}: ${event.labels.length}`] : [],
      );
    expect(kept("hinton")).toEqual(["teacher: 200"]);
    expect(kept("drop-3s")).toEqual(["teacher: 200", "taught/0: 1000", "taught/1: 1000"]);
    expect(kept("drop-3s-shuffled")).toEqual([
      ...["teacher: 200", "taught/0: 1000", "plain/0: 1000", "taught/1: 1000", "shuffled-soft-targets/0: 1000"],
    ]);
  });

  it("is every moment of the gradients by loss term, and of other pictures the last", () => {
    const pictured = (picture: string, step: number): TrainingEvent => ({
      ...{ type: "pictured", job: "taught/0", step, picture, title: "", kind: "bars" },
      panels: [],
    });
    const events = ["term-gradient-norms", "gradient-norms"].flatMap((id) => [pictured(id, 1), pictured(id, 2)]);
    const kept = presetRecording(events, presetById("hinton").experiment);
    expect(kept.map((event) => event.type === "pictured" && [event.picture, event.step])).toEqual([
      ["term-gradient-norms", 1],
      ["term-gradient-norms", 2],
      ["gradient-norms", 2],
    ]);
  });
});
