import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { momentAt } from "../../../session/run/moments.ts";
import { followedIn, mostWrongCell, placesOf } from "./cellImages.ts";
import { cellAfter } from "./cellKeys.ts";

/** Logits of two classes: the second one is the answer where `says` is 1. */
const saying = (...says: readonly number[]) => Float32Array.from(says.flatMap((answer) => [1 - answer, answer]));

describe("the cell that is shown first", () => {
  const evaluation = { confusion: [9, 1, 5, 2, 9, 0, 3, 0, 9], classTotals: [15, 11, 12] };
  const first = (dropped: readonly number[], hasImages: (trueClass: number, answer: number) => boolean) => {
    const { trueClass, answer } = mostWrongCell(evaluation, dropped, (cell) => hasImages(cell.trueClass, cell.answer));
    return [trueClass, answer];
  };

  it("has the most errors of those whose images are known, and else of all", () => {
    expect(first([], () => true)).toEqual([0, 2]);
    expect(first([], (trueClass) => trueClass > 0)).toEqual([2, 0]);
    expect(first([], () => false)).toEqual([0, 2]);
  });

  it("is of a dropped class where there is one", () => {
    expect(first([1], () => true)).toEqual([1, 0]);
    expect(first([1], (trueClass) => trueClass === 2)).toEqual([1, 0]);
  });
});

describe("the images of a cell", () => {
  const labels = Uint8Array.of(0, 1, 0, 0);

  it("are the test images of its true class that got its answer", () => {
    const cell = { trueClass: 0, answer: 1 };
    expect(placesOf(saying(1, 1, 0, 1), labels, 2, cell)).toEqual({ places: [0, 3], lookedThrough: 4 });
    expect(placesOf(saying(1, 1), labels, 2, cell)).toEqual({ places: [0], lookedThrough: 2 });
    expect(placesOf(undefined, labels, 2, cell)).toBeNull();
  });

  it("are, where answers to the test set are not known, those of the followed images at the step that is shown", () => {
    const images = new Uint8Array();
    const run = {
      experiment: defaultExperiment,
      probes: {
        gallery: { images, labels: [0, 1], places: [5, 6] },
        confusing: { images, labels: [0, 0], places: [5, 9] },
      },
    };
    const moments = (at4: Float32Array, at8: Float32Array) => [
      { step: 4, logits: at4 },
      { step: 8, logits: at8 },
    ];
    const probeLogits = {
      gallery: moments(saying(1, 1), saying(0, 1)),
      confusing: moments(saying(1, 1), saying(0, 1)),
    };
    const cell = { trueClass: 0, answer: 1 };
    const placesAt = (step: number | null) =>
      followedIn(run, { probeLogits }, 2, cell, step).map(({ kind, place }) => `${kind} ${place}`);
    expect(placesAt(4)).toEqual(["gallery 5", "confusing 9"]);
    expect(placesAt(null)).toEqual(["confusing 9"]);
  });
});

describe("the moment that is shown", () => {
  const moments = [{ step: 10 }, { step: 20 }];

  it("is the newest one that is not after the step, and without a step the newest of all", () => {
    expect([null, 25, 20, 19, 3].map((step) => momentAt(moments, step)?.step)).toEqual([20, 20, 20, 10, 10]);
    expect(momentAt([], 4)).toBeUndefined();
  });
});

describe("arrow keys in the grid", () => {
  it("move by one cell and stay within it", () => {
    const cell = { trueClass: 3, answer: 9 };
    expect(cellAfter("ArrowRight", cell, 10)).toEqual(cell);
    expect(cellAfter("ArrowUp", cell, 10)).toEqual({ trueClass: 2, answer: 9 });
    expect(cellAfter("Home", cell, 10)).toEqual({ trueClass: 3, answer: 0 });
    expect(cellAfter("a", cell, 10)).toBeNull();
  });
});
