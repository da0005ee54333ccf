import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curvesOf } from "../../session/comparisons/evaluationCurves.ts";
import { runWithEvaluations } from "../../testing/trainingRuns.ts";
import { errorsAxis, lastShownStep, pushedApart, rowsOf } from "./chartCurves.ts";
import { type EndLabel, fittedLines, linesOf, widthOf } from "./endLabels.ts";
import { MOST_ROWS, NOTE_WIDTH, placedNotes, rowsOfNotes } from "./stepNotes.ts";

const falling = (from: number, to: number, end = 4) => [
  { step: 0, errors: from },
  { step: end, errors: to },
];

describe("the curves", () => {
  it("of several pairs are thin, and their mean is over those that have finished", () => {
    const { networks } = runWithEvaluations({
      "taught/0": falling(90, 20),
      "taught/1": falling(80, 30),
      "taught/2": falling(70, 10, 2),
    });
    const curves = curvesOf(networks);
    expect(curves.map(({ kind }) => kind)).toEqual(["pair", "pair", "pair", "mean"]);
    expect(curves[3]!.points).toEqual([
      { step: 0, errors: 85 },
      { step: 4, errors: 25 },
    ]);
  });

  it("of one pair are its own", () => {
    const { networks } = runWithEvaluations({ "taught/0": falling(90, 20), "plain/0": falling(90, 40) });
    expect(curvesOf(networks).map(({ id, kind }) => [id, kind])).toEqual([
      ["taught/0", "mean"],
      ["plain/0", "mean"],
    ]);
  });

  it("end with the students where the teacher trains much longer", () => {
    const { networks } = runWithEvaluations({ "taught/0": falling(90, 20) });
    const [student] = networks;
    const teacherOf = (steps: number) => {
      const { arm: _, pair: __, ...card } = student!.card;
      return { ...student!, card: { ...card, id: "teacher", steps } };
    };
    expect(lastShownStep([...networks, teacherOf(5)])).toEqual({ end: 5, teacher: 5 });
    expect(lastShownStep([...networks, teacherOf(40)])).toEqual({ end: 4, teacher: 40 });
    const curves = curvesOf(networks);
    expect(rowsOf(curves, errorsAxis(curves, [], false).low, 3)).toEqual([{ step: 0, "taught/0": 90 }]);
  });
});

describe("a given teacher", () => {
  it("is a level line over the students' steps, however long it was trained", () => {
    const { networks } = runWithEvaluations({ "taught/0": falling(90, 20) });
    const { arm: _, pair: __, ...card } = networks[0]!.card;
    const evaluations = networks[0]!.evaluations.slice(-1).map((one) => ({ ...one, step: 900 }));
    const teacher = { card: { ...card, id: "teacher", steps: 900, given: true as const }, evaluations };
    const all = [teacher, ...networks];
    expect(lastShownStep(all)).toEqual({ end: 4, teacher: 0 });
    const points = [0, 4].map((step) => ({ step, errors: 20 }));
    expect(curvesOf(all)[0]).toMatchObject({ kind: "teacher", points });
    expect(curvesOf([{ ...teacher, evaluations: [] }])).toEqual([]);
  });
});

describe("labels at the ends of lines", () => {
  it("never overlap, and keep their order, where there is room for all", () => {
    const label = fc.record({ at: fc.integer({ min: 0, max: 300 }), height: fc.integer({ min: 10, max: 30 }) });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), (labels) => {
        const places = pushedApart(labels, 0, 300);
        const order = labels.map((_, i) => i).sort((a, b) => labels[a]!.at - labels[b]!.at || a - b);
        for (const [k, i] of order.entries()) {
          expect(places[i]! - labels[i]!.height / 2).toBeGreaterThanOrEqual(-1e-9);
          expect(places[i]! + labels[i]!.height / 2).toBeLessThanOrEqual(300 + 1e-9);
          const next = order[k + 1];
          if (next === undefined) continue;
          const gap = (labels[i]!.height + labels[next]!.height) / 2;
          expect(places[next]! - places[i]!).toBeGreaterThanOrEqual(gap - 1e-9);
        }
      }),
    );
  });
});

describe("the lines of a label", () => {
  it.each([
    ["without", "198", ["without 198"]],
    ["shuffled soft targets", "259", ["shuffled soft", "targets 259"]],
    ["", "77", ["77"]],
    ["没有", "198", ["没有 198"]],
    ["由其他同伴的集成来教（DML_e）", "488", ["由其他同伴的集成来教", "（DML_e） 488"]],
  ])("of %s %s are %j", (name, value, lines) => {
    expect(linesOf({ name, value })).toEqual(lines);
  });

  it("are no wider than a chart leaves room for, in Chinese as well", () => {
    for (const line of linesOf({ name: "从头训练的与增长后的网络同样大小的网络", value: "1,234" }))
      expect(widthOf(line)).toBeLessThanOrEqual(11);
  });

  it("share the room: long names are cut short, then lesser labels have none", () => {
    const label = (name: string, isMinor: boolean): EndLabel => ({
      ...{ key: name, name, value: "516", at: 516, colour: "", isMinor },
    });
    const labels = [label("without", false), label("Branches without teaching", false), label("branch 2", true)];
    expect(fittedLines(labels, 4)).toEqual(labels.map(linesOf));
    const short = fittedLines(labels, 3);
    expect(short.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(short[1]![0]).toMatch(/^Branches.*… 516$/);
    expect(fittedLines(labels, 2).map(({ length }) => length)).toEqual([1, 1, 0]);
    expect(fittedLines(labels, 1).map(({ length }) => length)).toEqual([1, 1, 0]);
  });
});

describe("the notes over the chart", () => {
  const toX = (step: number) => 45 + step / 10;
  const note = fc.record({
    step: fc.integer({ min: 0, max: 1300 }),
    text: fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12})?$/),
  });

  it("never lie over one another, stay in their room, and leave the plot to the lines", () => {
    fc.assert(
      fc.property(fc.array(note, { maxLength: 10 }), fc.constantFrom(12, 14), (notes, size) => {
        const placed = placedNotes(notes, toX, [0, 175], size);
        const boxes = placed.flatMap(({ lines, row, x }) =>
          lines.map((text, i) => ({ row: row + i, from: x, to: x + NOTE_WIDTH * size * widthOf(text) })),
        );
        for (const [i, { row, from, to }] of boxes.entries()) {
          expect(row).toBeLessThan(Math.min(MOST_ROWS, rowsOfNotes(placed)));
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(175 + 1e-9);
          for (const other of boxes.slice(i + 1))
            expect(row !== other.row || to < other.from || other.to < from).toBe(true);
        }
      }),
    );
  });

  it("share a row where they have room, and the first of the list are named in any case", () => {
    const two = [
      { step: 0, text: "hint" },
      { step: 900, text: "distil" },
    ];
    expect(rowsOfNotes(placedNotes(two, toX, [0, 175], 12))).toBe(1);
    const many = Array.from({ length: 10 }, (_, i) => ({ step: 10 * i, text: `temperature ${i}` }));
    const lines = placedNotes(many, toX, [0, 175], 12).map((one) => one.lines.length);
    expect(lines.slice(0, MOST_ROWS)).toEqual([1, 1, 1, 1]);
    expect(lines.slice(MOST_ROWS)).toEqual(Array(10 - MOST_ROWS).fill(0));
  });
});
