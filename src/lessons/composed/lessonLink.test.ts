import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { packed } from "../../session/experimentLink.ts";
import { randomComposedLesson } from "../../testing/lessons/randomComposedLessons.ts";
import { BLANK, type ComposedLesson } from "./composedLesson.ts";
import { fitsAddress, lessonFile, lessonOfFile, lessonOfLink, packedLesson } from "./lessonLink.ts";

const blank: ComposedLesson = { ...BLANK, title: { en: "Threes" }, experiment: defaultExperiment };

/** A link with fields that a lesson may not have. */
const changed = (change: object) => packed({ version: 1, title: { en: "Threes" }, ...change });

describe("a composed lesson", () => {
  it("comes back exactly from its link and from its file, with random controls and cards", async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const lesson = randomComposedLesson(seed);
      const text = await packedLesson(lesson);
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(await lessonOfLink(text), `seed ${seed}`).toEqual(lesson);
      expect(lessonOfFile(lessonFile(lesson)), `seed ${seed}`).toEqual(lesson);
    }
  });

  it("carries only what differs from a blank one", async () => {
    expect((await packedLesson(blank)).length).toBeLessThan(70);
    expect(fitsAddress(`#/lesson-link/${await packedLesson(blank)}`)).toBe(true);
  });

  it("that is damaged, newer or oversized is refused with its own reason", async () => {
    await expect(lessonOfLink("!!!")).rejects.toMatchObject({ code: "link-damaged" });
    await expect(lessonOfLink((await packedLesson(blank)).slice(0, -6))).rejects.toMatchObject({
      code: "link-damaged",
    });
    await expect(lessonOfLink(await changed({ version: 9 }))).rejects.toMatchObject({ code: "link-newer" });
    await expect(lessonOfLink("A".repeat(9000))).rejects.toMatchObject({ code: "link-too-long" });
    await expect(lessonOfLink(await changed({ pad: "x".repeat(70_000) }))).rejects.toMatchObject({
      code: "link-too-long",
    });
    expect(() => lessonOfFile("[]")).toThrow(/holds no lesson/);
    expect(() => lessonOfFile("{")).toThrow(/cannot be read/);
    expect(() => lessonOfFile(" ".repeat(70_000))).toThrow(/more than 64 kB/);
  });

  const words = { en: "x" };
  const card = { title: {}, text: words, until: null };
  const asked = { question: words, options: [words, words], right: 0 };
  it.each<[string, object, RegExp]>([
    ["no title", { title: {} }, /one language/],
    ["an empty text", { title: { en: "" } }, /leave it out where it is empty/],
    ["another language", { title: { en: "x", fr: "y" } }, /title\.fr is not known/],
    ["an unknown field", { script: "x" }, /script is not known/],
    ["an unknown control", { controls: { volume: "locked" } }, /name of a control/],
    ["an unknown state", { controls: { bias: "open" } }, /locked or hidden/],
    ["six cards", { cards: Array.from({ length: 6 }, () => card) }, /at most 5/],
    ["a card without a text", { cards: [{ ...card, text: {} }] }, /one language/],
    ["a text that is too long", { cards: [{ ...card, text: { en: "x".repeat(301) } }] }, /at most 300/],
    [
      "a range without ends",
      { cards: [{ ...card, until: { is: "control", control: "bias", atLeast: null, atMost: null } }] },
      /least or a largest/,
    ],
    [
      "a range upside down",
      { cards: [{ ...card, until: { is: "control", control: "bias", atLeast: 2, atMost: 1 } }] },
      /not above/,
    ],
    [
      "a wait for what is no slider",
      { cards: [{ ...card, until: { is: "control", control: "digit", atLeast: 2, atMost: null } }] },
      /slider/,
    ],
    ["a wait for a guess that is not asked for", { cards: [{ ...card, until: { is: "guess" } }] }, /prediction/],
    ["one option", { prediction: { ...asked, options: [words], came: {} } }, /2 to 4/],
    ["a right answer that is none", { prediction: { ...asked, right: 2, came: {} } }, /one of its options/],
    ["a check without replies", { check: { ...asked, replies: [] } }, /a reply for each/],
    ["a bias out of range", { view: { bias: 99 } }, /from -10 to 10/],
    ["an experiment out of range", { experiment: { pairs: 10_000 } }, /pairs/],
    ["a field of the prototype", JSON.parse('{"__proto__":{"a":1}}'), /./],
  ])("with %s is refused, and the message says why", async (_, change, reason) => {
    const reading = lessonOfLink(await packed({ version: 1, title: { en: "Threes" }, ...change }));
    await expect(reading).rejects.toMatchObject({ code: "link-out-of-range" });
    await expect(reading).rejects.toThrow(reason);
  });
});
