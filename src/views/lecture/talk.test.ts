import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DISTILLED } from "../../domain/experiment.ts";
import { en } from "../../i18n/en.ts";
import { laterWords } from "../../i18n/laterWords.ts";
import { plainText } from "../../i18n/softTargets/pieces.ts";
import { decodeLog } from "../../protocol/eventLog.ts";
import { biasWithoutLabels } from "../../session/comparisons/biasChoices.ts";
import { withBias } from "../../session/run/biasedRun.ts";
import {
  droppedResult,
  errorCurves,
  mainResult,
  type SeenResults,
  seenResults,
  shuffledResult,
  signalOf,
} from "../../session/run/lectureReadings.ts";
import { recordedLike, recordingOf } from "../../session/run/recordedRuns.ts";
import { foldRun } from "../../session/run/runFromEvents.ts";
import { talk } from "./beats.ts";
import { nextStop, TEMPERATURES } from "./commands.ts";
import { unitsOf } from "./NetworksPanel.tsx";
import { figure, slideSentence } from "./slideSentence.ts";
import { slideSize } from "./slideSize.ts";

const recorded = (path: string) => {
  const packed = readFileSync(join(import.meta.dirname, "../../../public", path));
  return foldRun(decodeLog(gunzipSync(packed).toString("utf8")), "recorded")!;
};
const runs = new Map(
  [...new Set(talk.map(({ experiment }) => recordingOf(recordedLike(experiment)!)!))].map((path) => [
    path,
    recorded(path),
  ]),
);
const runOf = (n: number) => runs.get(recordingOf(recordedLike(talk[n - 1]!.experiment)!)!)!;

describe("the talk of three minutes", () => {
  it("has a note for each of its slides, in both languages", () => {
    for (const { lecture } of Object.values(laterWords)) expect(lecture.notes).toHaveLength(talk.length);
  });

  it("is of recorded runs alone, whose galleries have each digit at its place", () => {
    for (const [n, { view, panel }] of talk.entries()) {
      const run = runOf(n + 1);
      const digit = run.experiment.transferSet.omitClasses[0] ?? 9;
      expect(run.probes.gallery?.labels[view.image!.index]).toBe(digit);
      if (panel === "shuffled") expect(shuffledResult(run)?.word).toBe("helps");
    }
  });

  it("hides the student until the main result, and again before the dropped class", () => {
    expect(talk.map(({ hides }) => hides)).toEqual([true, true, false, true, false, false, false, false, false]);
    expect(mainResult(runOf(3))?.word).toBe("helps");
  });

  it("says the errors on the dropped class and on the others apart, with their sum, as the bias moves", () => {
    const run = runOf(5);
    for (const bias of [0, 0.5, 1.4, 2]) {
      const { of, student, twin } = droppedResult(withBias(run, DISTILLED, bias), DISTILLED)!;
      for (const part of [of, student, twin!]) expect(part.dropped + part.others).toBe(part.all);
      expect(twin!.dropped).toBe(of.dropped);
    }
    // What the lecturer should know: the least errors in all are not where the fewest of the dropped class are.
    const errors = (bias: number) => droppedResult(withBias(run, DISTILLED, bias), DISTILLED)!.student;
    expect(errors(2).dropped).toBeLessThan(errors(0.5).dropped);
    expect(errors(2).all).toBeGreaterThan(errors(0).all);
  });

  it("begins the bias with the one that is chosen without labels", () => {
    const { view } = talk[5]!;
    expect(view.bias).toBe(biasWithoutLabels(runOf(6), DISTILLED));
    expect(signalOf(runOf(6))).toEqual({ labels: false, temperature: 20 });
    expect(biasWithoutLabels(runOf(3), DISTILLED)).toBeNull();
  });

  it("has curves that end at the means of the result", () => {
    const [plain, taught] = errorCurves(runOf(3), DISTILLED, "all pairs");
    const result = mainResult(runOf(3))!;
    expect(taught!.points.at(-1)![1]).toBeCloseTo(result.taught);
    expect(plain!.points.at(-1)![1]).toBeCloseTo(result.plain);
  });

  it("never says the result of a run that has none, nor a difference that cannot be told", () => {
    const answers = {
      ...({ tone: "teacher", teacher: [0.9, 0.1], student: [0.8, 0.2], label: 0, temperature: 1 } as const),
      ...{ step: null, neverSeen: [], bias: null, nameOf: String },
    };
    const facts = { answers, hides: false, dropped: null, droppedNames: [], areWords: false, shuffled: null };
    const say = (result: ReturnType<typeof mainResult>) =>
      plainText(slideSentence("result", { ...facts, showsTwin: true, result }, en));
    const result = { ...mainResult(runOf(3))!, word: "cannot-tell" as const };
    expect(say(null)).toContain("The student answers 0");
    expect(say(result)).toContain("no difference can be told");
    expect(say({ ...result, word: "hurts", saved: { mean: -5, low: -8, high: -2 } })).toContain(
      "5 more, 95 % interval 2 to 8",
    );
  });
});

/** What the closing beat says of these results. */
function closing(change: (seen: SeenResults) => SeenResults, words = en): string {
  const seen = change(seenResults(runOf(3), runOf(5), runOf(7))!);
  const answers = {
    ...({ tone: "teacher", teacher: [0.9, 0.1], student: [0.8, 0.2], label: 0, temperature: 1 } as const),
    ...{ step: null, neverSeen: [], bias: null, nameOf: String },
  };
  const facts = { answers, hides: false, result: null, dropped: null, droppedNames: [], areWords: false };
  return plainText(slideSentence("seen", { ...facts, showsTwin: true, shuffled: null, seen }, words));
}

describe("the closing beat", () => {
  it("stands before the address, and says in two sentences what the recordings have shown", () => {
    expect(talk.at(-2)!.says).toBe("seen");
    const { saved, total } = mainResult(runOf(3))!;
    const { of, student, twin } = droppedResult(runOf(5), DISTILLED)!;
    const said = closing((seen) => seen);
    const [mean, low, high] = [saved.mean, saved.low, saved.high].map(figure);
    expect(said).toContain(`of ${figure(total)} digits ${mean} fewer were misread (95 % interval ${low} to ${high}).`);
    expect(said).toContain(`read ${of.dropped - student.dropped} of ${of.dropped} threes`);
    expect(twin!.dropped).toBe(of.dropped);
    expect(said).toMatch(/its twin without the teacher none\.$/);
    expect(said.match(/[.] |[.]$/g)).toHaveLength(2);
  });

  it("says no more than the intervals over pairs do", () => {
    const undecided = closing(({ main, ...others }) => ({
      ...others,
      main: { ...main, word: "cannot-tell", saved: { mean: 3, low: -4, high: 10 } },
    }));
    expect(undecided).toContain("cannot be told from 2,000 digits (95 % interval −4 to 10 fewer).");
    const harmed = closing(({ main, ...others }) => ({
      ...others,
      main: { ...main, word: "hurts", saved: { mean: -5, low: -8, high: -2 } },
    }));
    expect(harmed).toContain("5 more were misread (95 % interval 2 to 8).");
    expect(closing((seen) => ({ ...seen, droppedWord: "cannot-tell" }))).toMatch(
      /Whether they taught it a 3 that it never saw cannot be told\.$/,
    );
  });
});

describe("the slide", () => {
  it("is 16:9 from a ratio of 1.5 on, and fits the window", () => {
    expect(slideSize(1920, 1080)).toEqual({ isWide: true, unit: 1.5, panel: 356 });
    expect(slideSize(1024, 768)).toEqual({ isWide: false, unit: 1, panel: 316 });
    for (const [w, h] of [
      [1500, 1000],
      [1499, 1000],
      [800, 844],
      [3000, 500],
    ] as const) {
      const { isWide, unit } = slideSize(w, h);
      expect(isWide).toBe(w / h >= 1.5);
      expect(unit * (isWide ? 1280 : 1024)).toBeLessThanOrEqual(w + 1e-9);
      expect(unit * (isWide ? 720 : 768)).toBeLessThanOrEqual(h + 1e-9);
    }
  });

  it("is a column of 560 units in an upright window below 700 px, and a slide again where the window lies", () => {
    expect(slideSize(390, 844)).toEqual({ isWide: false, unit: 390 / 560, panel: 504 });
    expect(slideSize(844, 390).isWide).toBe(true);
  });

  it("draws networks of rows of units alone", () => {
    expect(unitsOf("784-600-600-10")).toEqual([784, 600, 600, 10]);
    expect(unitsOf("conv 8")).toBeNull();
  });

  it("moves the temperature by one stop, from values between them too", () => {
    expect(nextStop(TEMPERATURES, 4, 1)).toBe(5);
    expect(nextStop(TEMPERATURES, 2.5, -1)).toBe(2);
    expect(nextStop(TEMPERATURES, 40, 1)).toBe(40);
    expect(nextStop(TEMPERATURES, 1, -1)).toBe(1);
  });
});
