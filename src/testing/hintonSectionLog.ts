/** The log of a recorded run of Hinton's section, with test logits worked out by hand. */

import { sectionParts } from "../hinton2015/experiments.ts";
import type { NetworkCard, TrainingEvent } from "../protocol/events.ts";

/** The experiment without 3s. */
export const partWithoutThrees = sectionParts("mnist", [1])[1]!;

/** Four images: a 3 taken for a 5, a 3 taken for an 8 by a wide margin, a 5 and an 8 that are right. */
const logits = new Float32Array(40).fill(-9);
const set = (image: number, values: Readonly<Record<number, number>>) => {
  for (const [c, value] of Object.entries(values)) logits[10 * image + Number(c)] = value;
};
set(0, { 3: 1, 5: 2 });
set(1, { 3: 0, 8: 4 });
set(2, { 3: 3, 5: 5 });
set(3, { 3: 0, 8: 6 });
const labels = Uint8Array.of(3, 3, 5, 8);

/** A finished run of the teacher and one pair, without the images that it follows. */
export function hintonSectionLog(): readonly TrainingEvent[] {
  const card = (id: string, arm?: string): NetworkCard => ({
    ...{ id, name: arm ? "student" : "teacher", role: arm ? "student" : "teacher", seed: 1, architecture: "" },
    ...{ parameters: 1, steps: 10, ...(arm ? { arm, pair: 0 } : {}) },
  });
  const evaluation = { errors: 2, total: 4, classErrors: [], classTotals: [], confusion: [] };
  const rest = { agreement: null, calibrationError: 0, entropy: 0, crossEntropy: 0 };
  const trained = (network: string): readonly TrainingEvent[] => [
    { type: "evaluated", network, step: 10, evaluation: { ...evaluation, ...rest } },
    { type: "jobFinished", job: network, step: 10 },
  ];
  return [
    {
      type: "started",
      experiment: partWithoutThrees.experiment,
      backend: { name: "wasm", device: "", why: "", workers: 1 },
      version: "",
      date: "2026-11-25",
      networks: [card("teacher"), card("taught/0", "taught"), card("plain/0", "plain")],
    },
    { type: "probes", kind: "gallery", images: new Uint8Array(), labels: [3, 5], places: [0, 2] },
    { type: "probes", kind: "confusing", images: new Uint8Array(), labels: [8], places: [3] },
    ...["teacher", "taught/0", "plain/0"].flatMap(trained),
    // The teacher's logits of the first images alone, and the student's of all.
    { type: "testLogits", network: "taught/0", logits, labels },
    { type: "testLogits", network: "teacher", logits: logits.slice(0, 20), labels: labels.slice(0, 2) },
  ];
}
