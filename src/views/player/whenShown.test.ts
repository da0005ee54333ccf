import { describe, expect, it } from "vitest";
import { createStore } from "zustand";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { whenShown } from "./whenShown.ts";

interface Shown {
  readonly run: Run | null;
  readonly arm: string;
}

const run = { experiment: defaultExperiment } as Run;
const other = { ...defaultExperiment, seed: defaultExperiment.seed + 1 };

describe("what waits for a run", () => {
  it("is done once, also where it changes the store, and leaves nothing that listens", () => {
    const store = createStore<Shown>(() => ({ run: null, arm: "" }));
    const done: string[] = [];
    whenShown(store, defaultExperiment, ({ arm }) => {
      done.push(arm);
      store.setState({ arm: "changed" });
    });
    store.setState({ run: { experiment: other } as Run, arm: "another run" });
    expect(done).toEqual([]);
    store.setState({ run, arm: "its run" });
    store.setState({ arm: "later" });
    expect(done).toEqual(["its run"]);
  });

  it("is done at once where the run is shown", () => {
    const store = createStore<Shown>(() => ({ run, arm: "" }));
    let count = 0;
    whenShown(store, defaultExperiment, () => count++);
    expect(count).toBe(1);
  });

  it("gives way to what is waited for later, also from within the work", () => {
    const store = createStore<Shown>(() => ({ run: null, arm: "" }));
    const done: string[] = [];
    whenShown(store, defaultExperiment, () => done.push("dropped"));
    whenShown(store, defaultExperiment, () => {
      done.push("first");
      whenShown(store, other, () => done.push("second"));
    });
    store.setState({ run });
    store.setState({ run: { experiment: other } as Run });
    store.setState({ run });
    expect(done).toEqual(["first", "second"]);
  });
});
