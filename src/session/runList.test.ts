import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { logOfPairs } from "../testing/trainingRuns.ts";
import { foldRun, type Run } from "./run/runFromEvents.ts";
import { createRunList } from "./runList.ts";

describe("the page's list of runs", () => {
  const events = logOfPairs([4, 6]);
  const ended = foldRun(events, "live")!;
  const open = () => {
    const shown: Run[] = [];
    const playground = createStore(() => ({ run: null as Run | null, showRun: (run: Run) => shown.push(run) }));
    let time = 0;
    const list = createRunList(playground as unknown as Parameters<typeof createRunList>[0], () => time);
    const take = (run: Run | null, at: number) => {
      time = at;
      playground.setState({ run });
    };
    return { list, take, shown };
  };

  it("takes in a run when it ends, with the time that it took, and never lets it go for another experiment", () => {
    const { list, take } = open();
    take({ ...ended, status: "training" }, 1000);
    expect(list.getState().runs).toEqual([]);
    take({ ...ended, status: "training", marks: [] }, 2000);
    take(ended, 4000);
    take(null, 5000);
    expect(list.getState().runs).toMatchObject([{ number: 1, seconds: 3, name: null, pinned: false }]);
    take({ ...foldRun(events, "recorded")!, date: "2026-11-01" }, 6000);
    expect(list.getState().runs.map(({ seconds, run }) => [seconds, run.origin])).toEqual([
      [3, "live"],
      [null, "recorded"],
    ]);
  });

  it("keeps nothing of a run without an evaluation", () => {
    const { list, take } = open();
    take(foldRun([events[0]!, { type: "finished", reason: "stopped" }], "live"), 1);
    expect(list.getState().runs).toEqual([]);
  });

  it("shows, names and pins its runs", () => {
    const { list, take, shown } = open();
    take(ended, 1);
    const { name, pin, show } = list.getState();
    name(1, " mine ");
    pin(1, true);
    expect(list.getState().runs).toMatchObject([{ name: "mine", pinned: true }]);
    name(1, " ");
    show(list.getState().runs[0]!);
    expect(list.getState().runs[0]!.name).toBeNull();
    expect(shown).toHaveLength(1);
  });
});
