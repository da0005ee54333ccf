import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { encodeEvent } from "../../protocol/eventLog.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { createPlaygroundStore } from "../../session/playgroundStore.ts";
import { sectionRecordingOf } from "../../session/run/recordedRuns.ts";
import { noStorage } from "../../session/storage/browserStorage.ts";
import { eventually } from "../../testing/eventually.ts";
import { fakeConductingWorker } from "../../testing/fakeConductingWorker.ts";
import { hintonSectionLog, partWithoutThrees as part } from "../../testing/hintonSectionLog.ts";
import { sectionRows } from "../paperResults.ts";
import { comparedRunOf, createHintonSectionStore } from "./hintonSectionStore.ts";

describe("the store of Hinton's section", () => {
  const open = () => {
    const fetched: string[] = [];
    const fetcher = (async (address) => {
      fetched.push(String(address));
      const isPart = String(address).endsWith(sectionRecordingOf(part));
      return isPart ? new Response(hintonSectionLog().map(encodeEvent).join("\n")) : new Response("", { status: 404 });
    }) as typeof fetch;
    const { port, commands } = fakeConductingWorker();
    const base = "http://localhost/";
    const playground = createPlaygroundStore({
      spawn: () => port,
      storage: noStorage,
      base,
      hash: "",
      fetch: fetcher,
      freshSeed: () => 4242,
    });
    return { playground, section: createHintonSectionStore(playground, base, fetcher), fetched, commands };
  };
  const row = sectionRows.find(({ id }) => id === "no-3s")!;
  const ofRow = { run: row.id, seed: part.experiment.seed, dataset: part.dataset };

  it("opens a figure's recorded run with its experiment, and shows it in place of any other", async () => {
    const { playground, section } = open();
    section.getState().open(ofRow);
    await eventually(() => expect(playground.getState().run?.experiment).toEqual(part.experiment));
    expect(playground.getState()).toMatchObject({ presetId: part.id, shownArm: "taught", phase: "idle" });
    expect(comparedRunOf(playground.getState().run, null)).toBe(playground.getState().run);
  });

  it("trains a share of it live, and compares only that run with the recorded one", async () => {
    const { playground, section, commands } = open();
    section.getState().open(ofRow);
    await eventually(() => expect(playground.getState().run).not.toBeNull());
    const recorded = playground.getState().run!;
    await section.getState().train(row, 1 / 10);
    const { experiment } = playground.getState();
    expect(experiment.teacher.training.steps).toBe(Math.round(part.experiment.teacher.training.steps / 10));
    expect(commands[0]).toMatchObject({ type: "start", experiment });
    const { compared } = section.getState();
    const live = { ...recorded, origin: "live", experiment } as const;
    expect(comparedRunOf(live, compared)).toBe(recorded);
    expect(comparedRunOf({ ...live, experiment: defaultExperiment }, compared)).toBeNull();
  });

  it("reports missing figures, and fetches them again when it is opened again", async () => {
    const { section, fetched } = open();
    await section.getState().load("mnist");
    expect(section.getState().summaries.mnist).toBeNull();
    await section.getState().load("mnist");
    expect(fetched.filter((address) => address.endsWith("mnist/summary.json"))).toHaveLength(2);
  });

  it("says that there is no recording of another seed, or of a figure that it does not know", async () => {
    const { playground, section } = open();
    await section.getState().open({ ...ofRow, seed: 987_654 });
    await section.getState().open({ ...ofRow, run: "no-4s" });
    const missing = playground.getState().notices.filter(({ code }) => code === "recording-missing");
    const details = missing.map(({ detail }) => detail);
    expect(details).toEqual(expect.arrayContaining([`${row.id}, 987654`, `no-4s, ${ofRow.seed}`]));
  });

  it("opens the distilled student of an experiment that is named instead of a figure", async () => {
    const { playground, section } = open();
    section.getState().open({ ...ofRow, run: part.id });
    await eventually(() => expect(playground.getState().run?.experiment).toEqual(part.experiment));
  });

  it("opens nothing while another run goes on", async () => {
    const { playground, section } = open();
    playground.setState({ phase: "training" } satisfies Partial<Playground>);
    const before = playground.getState().experiment;
    await section.getState().open(ofRow);
    expect(playground.getState().experiment).toBe(before);
  });
});
