import { describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import { dense } from "../domain/namedArchitectures.ts";
import { fakeConductingWorker } from "../testing/fakeConductingWorker.ts";
import { createPlaygroundStore } from "./playgroundStore.ts";
import { noStorage } from "./storage/browserStorage.ts";

const withTeacher = (teacher: Partial<Experiment["teacher"]>): Experiment => ({
  ...defaultExperiment,
  teacher: { ...defaultExperiment.teacher, ...teacher },
});
const { training } = defaultExperiment.teacher;
const huge = withTeacher({ architecture: dense(...Array.from({ length: 24 }, () => 4096)) });
const long = withTeacher({ architecture: dense(2000, 2000), training: { ...training, steps: 200_000 } });

/** A page whose experiment was edited before anything else, with the commands that its worker got. */
function openWith(experiment: Experiment) {
  const { port, commands } = fakeConductingWorker();
  const saveRun = vi.fn(noStorage.runs.open);
  const store = createPlaygroundStore({
    spawn: () => port,
    storage: { ...noStorage, runs: { ...noStorage.runs, open: saveRun } },
    base: "http://localhost/",
    hash: "",
    fetch: async () => new Response("", { status: 404 }),
    freshSeed: () => 4242,
  });
  store.getState().edit(() => experiment);
  const starts = () => commands.flatMap((command) => (command.type === "start" ? [command] : []));
  return { state: store.getState, starts, saveRun };
}

describe("a run before it starts", () => {
  it("that does not fit into memory is refused with its size, and nothing that is kept is touched", () => {
    const { state, starts, saveRun } = openWith(huge);
    state().train();
    expect(state().notices.at(-1)).toMatchObject({
      code: "too-large",
      detail: expect.stringMatching(/about \d\.\d GiB, but a worker has 2\.0 GiB/),
    });
    expect([starts(), saveRun.mock.calls, state().phase, state().longRun]).toEqual([[], [], "idle", null]);
  });

  it("that takes hours is asked about, and starts when it is confirmed, with the teacher it was to have", () => {
    const { state, starts, saveRun } = openWith(long);
    const teacher = Uint8Array.of(1);
    state().train(teacher);
    expect(state().longRun!.seconds).toBeGreaterThan(3600);
    expect([starts(), saveRun.mock.calls, state().phase]).toEqual([[], [], "idle"]);
    state().confirmLongRun();
    expect(starts()).toMatchObject([{ experiment: long, resumeFrom: { teacher } }]);
    expect([state().longRun, state().phase]).toEqual([null, "loading"]);
  });

  it("is not asked about any more once it is dismissed, or another experiment is set", () => {
    for (const leave of ["dismiss", "edit"] as const) {
      const { state, starts } = openWith(long);
      state().train();
      if (leave === "dismiss") state().dismissLongRun();
      else state().edit(() => defaultExperiment);
      state().confirmLongRun();
      expect([state().longRun, starts()]).toEqual([null, []]);
    }
  });

  it("of ordinary size starts at once", () => {
    const { state, starts } = openWith(defaultExperiment);
    state().train();
    expect([starts().length, state().longRun]).toEqual([1, null]);
  });
});
