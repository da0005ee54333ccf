import { describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { encodeEvent } from "../../protocol/eventLog.ts";
import type { NetworkCard, TrainingEvent } from "../../protocol/events.ts";
import { noStorage } from "../../session/browserStorage.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { createPlaygroundStore } from "../../session/playgroundStore.ts";
import { sectionRecordingOf } from "../../session/run/recordedRuns.ts";
import { foldRun, lacksImages, withImages } from "../../session/run/runFromEvents.ts";
import { sectionParts } from "../experiments.ts";
import { sectionFigures, sectionRows } from "../figures.ts";
import { comparedRunOf, createReplayStore } from "./hintonSectionStore.ts";
import { readFigure, readFigures } from "./measuredFigures.ts";

const [, noThrees] = sectionParts("mnist", [1]);
const part = noThrees!;

/** Four images: a 3 taken for a 5, a 3 taken for an 8 from far, a 5 and an 8 that are right. */
const logits = new Float32Array(40).fill(-9);
const set = (image: number, values: Readonly<Record<number, number>>) => {
  for (const [c, value] of Object.entries(values)) logits[10 * image + Number(c)] = value;
};
set(0, { 3: 1, 5: 2 });
set(1, { 3: 0, 8: 4 });
set(2, { 3: 3, 5: 5 });
set(3, { 3: 0, 8: 6 });
const labels = Uint8Array.of(3, 3, 5, 8);

function log(): readonly TrainingEvent[] {
  const card = (id: string, arm?: string): NetworkCard => ({
    ...{ id, name: arm ? "student" : "teacher", role: arm ? "student" : "teacher", seed: 1, architecture: "" },
    ...{ parameters: 1, steps: 10, ...(arm ? { arm, pair: 0 } : {}) },
  });
  const evaluation = { errors: 2, total: 4, classErrors: [], classTotals: [], confusion: [] };
  const rest = { agreement: null, calibrationError: 0, entropy: 0, crossEntropy: 0 };
  const told = (network: string): readonly TrainingEvent[] => [
    { type: "evaluated", network, step: 10, evaluation: { ...evaluation, ...rest } },
    { type: "jobFinished", job: network, step: 10 },
  ];
  return [
    {
      type: "started",
      experiment: part.experiment,
      backend: { name: "wasm", device: "", why: "", workers: 1 },
      version: "",
      date: "2026-11-25",
      networks: [card("teacher"), card("taught/0", "taught"), card("plain/0", "plain")],
    },
    { type: "probes", kind: "gallery", images: new Uint8Array(), labels: [3, 5], places: [0, 2] },
    { type: "probes", kind: "confusing", images: new Uint8Array(), labels: [8], places: [3] },
    ...["teacher", "taught/0", "plain/0"].flatMap(told),
    // The teacher's answers to the first images alone, and the student's to all.
    { type: "testLogits", network: "taught/0", logits, labels },
    { type: "testLogits", network: "teacher", logits: logits.slice(0, 20), labels: labels.slice(0, 2) },
  ];
}
const run = foldRun(log(), "recorded")!;

describe("a recorded run of the section", () => {
  it("says what the bias of the dropped class comes to, from logits worked out by hand", () => {
    const rows = Object.fromEntries(sectionRows.map((row) => [row.id, readFigure(run, row)]));
    expect(rows["no-3s"]).toEqual({ seed: 1, errors: 2, onDropped: 2, bias: 0 });
    // Above +1 the first 3 is read, above +2 the 5 is lost: the best is one error, with 3s still missed once.
    expect(rows["no-3s-best"]).toMatchObject({ errors: 1, onDropped: 1 });
    expect(rows["no-3s-best"]!.bias).toBeGreaterThan(1);
    expect(rows["no-3s-best"]!.bias).toBeLessThan(2);
    expect(Object.keys(readFigures([{ id: part.id, run }])).sort()).toEqual(["no-3s", "no-3s-best", "no-3s-share"]);
  });

  it("says nothing of networks that it lacks", () => {
    const sweep = sectionFigures.find(({ id }) => id === "800-8")!;
    expect(readFigure(run, sweep)).toBeNull();
  });

  it("takes in its images where they are the right ones, and no others", () => {
    expect(lacksImages(run)).toBe(true);
    const images = Uint8Array.from({ length: 3 * 784 }, (_, i) => Math.floor(i / 784));
    const filled = withImages(run, images, [3, 5, 8])!;
    expect(lacksImages(filled)).toBe(false);
    expect([filled.probes.gallery!.images.length, filled.probes.confusing!.images[0]]).toEqual([2 * 784, 2]);
    expect(withImages(run, images, [3, 5, 7])).toBeNull();
  });
});

describe("the desk of Hinton's section", () => {
  const open = () => {
    const asked: string[] = [];
    const fetcher = (async (address) => {
      asked.push(String(address));
      const isPart = String(address).endsWith(sectionRecordingOf(part));
      return isPart ? new Response(log().map(encodeEvent).join("\n")) : new Response("", { status: 404 });
    }) as typeof fetch;
    const sent: unknown[] = [];
    const worker = {
      postMessage: (command: unknown) => sent.push(command),
      terminate: () => {},
      onmessage: null,
      onerror: null,
      onmessageerror: null,
    };
    const base = "http://localhost/";
    const playground = createPlaygroundStore({
      spawn: () => worker,
      storage: noStorage,
      base,
      hash: "",
      fetch: fetcher,
    });
    return { playground, desk: createReplayStore(playground, base, fetcher), asked, sent };
  };
  const row = sectionRows.find(({ id }) => id === "no-3s")!;

  it("opens a figure's recorded run, with its experiment, in the place of whatever is shown", async () => {
    const { playground, desk } = open();
    desk.getState().open(row);
    await vi.waitFor(() => expect(playground.getState().run?.experiment).toEqual(part.experiment));
    expect(playground.getState()).toMatchObject({ presetId: part.id, shownArm: "taught", phase: "idle" });
    expect(comparedRunOf(playground.getState().run, null)).toBe(playground.getState().run);
  });

  it("trains a share of it live, and lays that run alone over the recorded one", async () => {
    const { playground, desk, sent } = open();
    desk.getState().open(row);
    await vi.waitFor(() => expect(playground.getState().run).not.toBeNull());
    const recorded = playground.getState().run!;
    desk.getState().train(row, 1 / 10);
    const { experiment } = playground.getState();
    expect(experiment.teacher.training.steps).toBe(Math.round(part.experiment.teacher.training.steps / 10));
    expect(sent[0]).toMatchObject({ type: "start", experiment });
    const { compared } = desk.getState();
    const live = { ...recorded, origin: "live", experiment } as const;
    expect(comparedRunOf(live, compared)).toBe(recorded);
    expect(comparedRunOf({ ...live, experiment: defaultExperiment }, compared)).toBeNull();
  });

  it("says so where figures are missing, and asks again when it is opened again", async () => {
    const { desk, asked } = open();
    await desk.getState().load("mnist");
    expect(desk.getState().summaries.mnist).toBeNull();
    await desk.getState().load("mnist");
    expect(asked.filter((address) => address.endsWith("mnist/summary.json"))).toHaveLength(2);
  });

  it("opens nothing while another run goes on", async () => {
    const { playground, desk } = open();
    playground.setState({ phase: "training" } satisfies Partial<Playground>);
    const before = playground.getState().experiment;
    desk.getState().open(row);
    expect(playground.getState().experiment).toBe(before);
  });
});
