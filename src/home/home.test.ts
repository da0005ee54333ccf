import { describe, expect, it } from "vitest";
import { inkPng } from "../../scripts/build/greyPng.ts";
import { writtenHome } from "../../scripts/build/staticHome.ts";
import { homeWords } from "../i18n/words/homeWords.en.ts";
import { homeWordsZh } from "../i18n/words/homeWords.zh.ts";
import { decodeLog } from "../protocol/eventLog.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import { recordedLog } from "../testing/recordings/recordedLog.ts";
import { type HomeFacts, readHome } from "./homeFacts.ts";
import { type Guess, namedShare, outcome, pieces, sentence, standingTexts, TEMPERATURES } from "./homeTexts.ts";

const log = recordedLog("hinton");
const events = decodeLog(log);
const { facts, image } = readHome(events, 9);
const markup = writtenHome(log);

/** The lines of the log as plain JSON, read without the code that Home uses. */
const lines = log
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

/** The recording with other last errors of the students, pair by pair. */
function withLastErrors(taught: readonly number[], plain: readonly number[]): HomeFacts {
  const errorsOf = (network: string) => {
    const [arm, pair] = network.split("/");
    return (arm === "taught" ? taught : plain)[Number(pair)]!;
  };
  const changed = events.map((event): TrainingEvent => {
    if (event.type !== "evaluated" || event.network === "teacher" || event.step < facts.student.steps) return event;
    return { ...event, evaluation: { ...event.evaluation, errors: errorsOf(event.network) } };
  });
  return readHome(changed, 9).facts;
}

describe("the numbers of Home", () => {
  it("are those of the recording", () => {
    const lastErrors = (network: string) =>
      lines.findLast((line) => line.type === "evaluated" && line.network === network).evaluation.errors as number;
    const means = ["taught", "plain"].map(
      (arm) => [0, 1, 2].reduce((sum, pair) => sum + lastErrors(`${arm}/${pair}`), 0) / 3,
    );
    expect(facts.errors.taught).toBeCloseTo(means[0]!, 9);
    expect(facts.errors.plain).toBeCloseTo(means[1]!, 9);
    expect(facts.saved.mean).toBeCloseTo(means[1]! - means[0]!, 9);
    expect(facts.teacher.curve.at(-1)).toEqual([500, lastErrors("teacher")]);
    const begun = lines[0];
    expect(facts).toMatchObject({
      seed: begun.experiment.seed,
      date: begun.date,
      total: lines[1].testCount,
      temperature: begun.experiment.method.params.temperature,
      teacher: { parameters: begun.networks[0].parameters, images: lines[1].trainCount, shifted: true },
      student: { parameters: begun.networks[1].parameters, images: lines[1].transferCount, shifted: false },
    });
    expect([facts.taught.length, facts.plain.length]).toEqual([3, 3]);
  });

  it("have the teacher's last logits of the first 9, to a thousandth", () => {
    const probed = lines.findLast(
      (line) => line.type === "probed" && line.network === "teacher" && line.kind === "gallery",
    );
    const [key] = Object.keys(probed.logits);
    const bytes = Uint8Array.from(Buffer.from(probed.logits[key!], "base64"));
    const all =
      key === "$f32" ? new Float32Array(bytes.buffer) : Float32Array.from(new Int16Array(bytes.buffer), (z) => z / 128);
    const at = lines.find((line) => line.type === "probes").labels.indexOf(9);
    facts.logits.forEach((logit, digit) => {
      expect(Math.abs(logit - all[10 * at + digit]!)).toBeLessThanOrEqual(0.0005 + 1e-6);
    });
    const exponents = facts.logits.map(Math.exp);
    expect(exponents[9]! / exponents.reduce((a, b) => a + b)).toBeCloseTo(0.98, 2);
  });

  it("stand in the markup, and as data that is read back", () => {
    const json = /<script type="application\/json" id="home-facts">(.*)<\/script>/.exec(markup)![1]!;
    expect(JSON.parse(json)).toEqual(facts);
    expect(markup).toContain("answers <b>9</b>");
    expect(markup).toContain(inkPng(image).toString("base64"));
    const shares = facts.logits.map((logit) => Math.exp(logit));
    const total = shares.reduce((a, b) => a + b);
    const heights = [...markup.matchAll(/<rect x="[\d.]+%" y="[\d.]+%" width="7.2%" height="([\d.]+)%"/g)];
    expect(heights.slice(0, 10).map(([, height]) => Number(height))).toEqual(
      shares.map((share) => Number(((100 * share) / total).toFixed(2))),
    );
  });

  it("are refused where the recording lacks them", () => {
    expect(() => readHome([], 9)).toThrow(/no event "started"/);
    expect(() => readHome(events, 12)).toThrow(/no image of a 12/);
    // The teacher reads its 4 with 58 %.
    expect(() => readHome(events, 4)).toThrow(/does not read its 4/);
  });

  it("have an image whose pixels are read back from the file", async () => {
    const { inflateSync } = await import("node:zlib");
    const file = inkPng(image);
    const at = file.indexOf("IDAT");
    const rows = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)));
    const read = Uint8Array.from(image, (_, i) => rows[Math.floor(i / 28) * 57 + 1 + 2 * (i % 28) + 1]!);
    expect(read).toEqual(Uint8Array.from(image));
    expect(() => inkPng(new Uint8Array(5))).toThrow(/no square/);
  });
});

describe("the sentence of Home", () => {
  const at = (temperature: number, moved = true) =>
    sentence(homeWords, facts, { stage: "ask", temperature, moved, guess: null }).replaceAll("*", "");

  it("is true of the bars at every position of the slider", () => {
    const said = TEMPERATURES.map((temperature) => {
      const text = at(temperature, temperature > 1);
      const exponents = facts.logits.map((logit) => Math.exp(logit / temperature));
      const shares = exponents.map((one) => one / exponents.reduce((a, b) => a + b));
      const bars = [...shares.entries()].sort(([, a], [, b]) => b - a);
      const [[first, largest], [second], [third, ofThird], [, ofFourth]] = bars as [
        ...[[number, number], [number, number], [number, number], [number, number]],
      ];
      const [least, smallest] = bars.at(-1)!;
      if (text.includes("answers")) {
        expect(text).toContain(`answers ${first}`);
        expect(largest).toBeGreaterThan(0.9);
        return "answers";
      }
      if (text.includes("Still sure")) {
        expect(largest).toBeGreaterThan(0.75);
        return "sure";
      }
      if (text.includes("almost alike")) {
        expect(largest).toBeLessThan(2 * smallest);
        expect(largest).toBeLessThan(0.15);
        return "alike";
      }
      expect(text).toContain(`a ${second} and a ${third}`);
      expect(ofThird).toBeGreaterThan(1.2 * ofFourth);
      if (text.includes("hardly")) {
        expect(text).toContain(`hardly like a ${least}.`);
        expect(smallest).toBeLessThan(ofThird / 3);
        expect(smallest).toBeLessThan(0.05);
        return "hardly";
      }
      expect(text).toContain(`a ${least} is still last`);
      expect(smallest).toBeGreaterThan(ofThird / 3);
      return "closer";
    });
    expect(said).toEqual([
      ...["answers", "sure", "hardly", "hardly", "hardly", "hardly"],
      ...["closer", "closer", "closer", "alike", "alike"],
    ]);
  });

  it("says by how much fewer digits are misread, and that the visitor said so", () => {
    expect(outcome(homeWords, facts, null)).toBe(
      "Shown the large network’s whole answers, the small one misreads a third fewer digits.",
    );
    expect(outcome(homeWords, facts, "taught")).toMatch(/^As you said: shown/);
    expect(outcome(homeWords, facts, "same")).toMatch(/^Not as you said: shown/);
    expect(outcome(homeWordsZh, facts, "plain")).toBe(
      "和你想的不同，看到大网络完整回答的小网络，认错的数字少了三分之一。",
    );
  });

  it("says that no difference can be told where the interval holds 0", () => {
    const undecided = withLastErrors([190, 210, 200], [200, 200, 205]);
    expect(undecided.saved.low).toBeLessThan(0);
    expect(undecided.saved.high).toBeGreaterThan(0);
    for (const guess of ["taught", "plain", "same", null] as readonly (Guess | null)[])
      expect(outcome(homeWords, undecided, guess)).toBe("Shown the whole answers or not: no difference can be told.");
  });

  it("says that more are misread where the whole interval is below 0", () => {
    const harmed = withLastErrors([300, 302, 298], [200, 200, 200]);
    expect(outcome(homeWords, harmed, "plain")).toBe(
      "As you said: shown the large network’s whole answers, the small one misreads 50 % more digits.",
    );
  });

  it("names a share only where it is near one that has a name", () => {
    expect([0.35, 0.333, 0.25, 0.1, 0.5, 0.29, 0.66].map(namedShare)).toEqual([
      ...["third", "third", "quarter", "tenth", 50, 29, "two thirds"],
    ]);
  });

  it("marks digits alone", () => {
    expect(pieces("a *4* and a *7*.").filter(({ marked }) => marked)).toEqual([
      { text: "4", marked: true },
      { text: "7", marked: true },
    ]);
    for (const words of [homeWords, homeWordsZh])
      for (const text of Object.values(standingTexts(words, facts))) expect(text).not.toContain("*");
  });

  it("has no English text left in Chinese but names", () => {
    const [en, zh] = [homeWords, homeWordsZh].map((words) => Object.entries(standingTexts(words, facts)));
    expect(en!.filter(([key, text], i) => text === zh![i]![1] && key === zh![i]![0]).map(([key]) => key)).toEqual([
      "section",
    ]);
  });
});
