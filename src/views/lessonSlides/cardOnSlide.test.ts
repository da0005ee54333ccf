import { describe, expect, it } from "vitest";
import { lessonById, lessons } from "../../lessons/course/index.ts";
import type { Card } from "../../lessons/lesson.ts";
import { askedOn, keysOf, slideViews } from "./cardOnSlide.ts";

const cardOf = (lesson: string, card: string) => lessonById(lesson)!.cards.find(({ id }) => id === card)!;
const all = lessons.flatMap(({ id, cards }) => cards.map((card) => [`${id}, ${card.id}`, card] as const));
/** What is shown below the regions, as sliders, buttons or a line. */
const CONTROLS = ["arms", "time", "bias", "settings"];

describe("the views of a card on its slide", () => {
  it.each(all)("show every region and the bars: %s", (_, card) => {
    const shown = new Set(slideViews(card, false).flat());
    for (const region of card.shows.filter((one) => !CONTROLS.includes(one))) {
      if (region === "detail.networks") expect([...shown]).toEqual(expect.arrayContaining(["stages", "networks"]));
      else if (region === "detail.lossCard") expect(shown.has("steps") || shown.has("gradients")).toBe(true);
      else expect([...shown]).toContain(region.replace("detail.", ""));
    }
    const hasBars = card.answers !== false;
    expect(shown.has("bars")).toBe(hasBars);
  });

  it("begin with what the card is about", () => {
    const first = (lesson: string, card: string) => slideViews(cardOf(lesson, card), false)[0];
    expect(first("soft-targets", "soften")).toEqual(["bars"]);
    expect(first("loss", "parts")).toEqual(["steps"]);
    expect(first("loss", "without")).toEqual(["gradients"]);
    expect(first("loss", "cost")).toEqual(["bars", "runs"]);
    expect(first("feature-fusion", "reveal")).toEqual(["networks"]);
    expect(first("feature-fusion", "check")).toEqual(["stages"]);
    expect(first("fsp", "verdict")).toEqual(["result", "chart"]);
    expect(first("drop-3s", "reveal")).toEqual(["bars", "droppedRow"]);
    expect(first("mutual", "lab")).toEqual(["bars", "link"]);
    expect(first("hinton-2015", "guess")).toEqual(["sectionTable"]);
    expect(first("controls", "guess")).toBeUndefined();
  });

  it("say nothing of a student's answers while these are hidden", () => {
    const guess = cardOf("drop-3s", "guess");
    expect(slideViews(guess, true)).toEqual([["bars", "drop"]]);
    const card: Card = { id: "a", kind: "look", shows: ["result", "chart", "claims"] };
    expect(slideViews(card, true)).toEqual([["bars"]]);
  });
});

describe("a card on its slide", () => {
  it("shows its own question, or the prediction before it", () => {
    const lesson = lessonById("drop-3s")!;
    const n = lesson.cards.findIndex(({ kind }) => kind === "predict") + 1;
    expect(askedOn(lesson, n)).toEqual({ card: lesson.cards[n - 1], isOpen: true });
    expect(askedOn(lesson, n + 1)).toEqual({ card: lesson.cards[n - 1], isOpen: false });
    expect(askedOn(lesson, n + 2)).toBeNull();
  });

  it.each(all.filter(([, { kind }]) => kind === "act"))("names a key for what is to be done: %s", (_, card) => {
    expect(keysOf(card).length).toBeGreaterThan(0);
  });
});
