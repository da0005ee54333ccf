import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { randomComposedLesson } from "../../testing/lessons/randomComposedLessons.ts";
import { BLANK, type ComposedLesson } from "./composedLesson.ts";
import { lessonOf } from "./lessonOf.ts";

const blank: ComposedLesson = { ...BLANK, title: { en: "Threes" }, experiment: defaultExperiment };

describe("the lesson that the page plays", () => {
  it("has one card after another, every one with a title in both languages, for random cards", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const composed = randomComposedLesson(seed);
      const { cards, texts, controls } = lessonOf(composed, "link-1");
      expect(cards.length).toBeGreaterThan(0);
      expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
      expect(cards.filter(({ kind }) => kind === "predict")).toHaveLength(composed.prediction ? 1 : 0);
      expect(cards.filter(({ kind }) => kind === "check")).toHaveLength(composed.check ? 1 : 0);
      expect(cards.at(-1)!.kind === "lab").toBe(composed.endsInLab);
      expect(cards.at(-1)!.kind).not.toBe("predict");
      for (const { id } of cards)
        for (const text of [texts.en.cards[id]!, texts.zh.cards[id]!]) expect(text.title({})).not.toBe("");
      expect(controls).toEqual({ ...composed.controls, train: composed.trains ? "free" : "hidden" });
    }
  });

  it("shows everything but what is hidden", () => {
    const { shows } = lessonOf(blank, "x").cards[0]!;
    for (const [control, region] of [
      ["dropClasses", "drop"],
      ["bias", "bias"],
      ["step", "time"],
    ] as const) {
      const showsWhere = (state: "locked" | "hidden") => {
        const controls: ComposedLesson["controls"] = {};
        controls[control] = state;
        return lessonOf({ ...blank, controls }, "x").cards[0]!.shows;
      };
      expect(showsWhere("hidden")).toEqual(shows.filter((one) => one !== region));
      expect(showsWhere("locked")).toEqual(shows);
    }
  });

  it("says what a language lacks in the other one, and says which", () => {
    const text = { en: "Raise it." };
    const card = { title: { zh: "标题" }, text, until: { is: "dropped", digit: 3 } as const };
    const { en, zh } = lessonOf({ ...blank, cards: [card] }, "x").texts;
    expect(zh.title).toBe("Threes");
    expect([en.titleLanguage, zh.titleLanguage]).toEqual([undefined, "en"]);
    expect(zh.cards["card-1"]!.action!({}, {} as never)).toBe("Raise it.");
    expect(zh.cards["card-1"]!.languages).toEqual({ action: "en" });
    expect(en.cards["card-1"]!.languages).toEqual({ title: "zh-Hans" });
  });

  it("asks its question on the card that waits for the guess, and says on the next one what came", () => {
    const prediction = { question: { en: "How many?" }, options: [{ en: "1" }, { en: "2" }], right: 1, came: {} };
    const card = { title: {}, text: { en: "Look." }, until: { is: "guess" } as const };
    const { cards, texts } = lessonOf({ ...blank, cards: [card], prediction, endsInLab: false }, "x");
    expect(cards.map(({ kind }) => kind)).toEqual(["predict", "look"]);
    expect(texts.en.cards["card-1"]!.body!({})).toBe("Look. How many?");
    expect(texts.en.cards["card-1"]!.came!({})).toBe("2");
  });
});
