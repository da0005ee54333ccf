import { describe, expect, it } from "vitest";
import { english, loadTexts } from "../../i18n/languages.ts";
import { comparisons, presets } from "../../methods/experiments/presets.ts";
import { studies } from "../../methods/experiments/studies.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { cards, isFound, textOf } from "./cards.ts";
import { pictograms } from "./pictograms.ts";

const idsOf = (group: string) => cards.filter((card) => card.group === group).map(({ id }) => id);

describe("the cards of the chooser", () => {
  it("are there for every preset and every study, but not for presets that others are compared with", () => {
    const ids = new Set(cards.map(({ id }) => id));
    expect([...presets, ...studies].filter(({ id }) => !ids.has(id))).toEqual(comparisons);
  });

  it("stand in one group each, but for the first look, which is the first paper's as well", () => {
    const twice = cards.map(({ id }) => id).filter((id, i, all) => all.indexOf(id) !== i);
    expect(twice).toEqual(["hinton"]);
    expect(idsOf("start")).toHaveLength(4);
    expect(idsOf("papers")).toHaveLength(10);
  });

  it("have a picture for each method", () => {
    expect(Object.keys(pictograms).sort()).toEqual(registry.map(({ id }) => id).sort());
  });

  it.each(["en", "zh"] as const)("say something of their own, in %s", async (language) => {
    const texts = await loadTexts(language);
    const said = cards.map((card) => textOf(card, texts));
    expect(said.filter(({ name, sentence }) => name === "" || sentence === "")).toEqual([]);
    expect(new Set(said.map(({ sentence }) => sentence)).size).toBe(cards.length);
    for (const { paper } of said) expect(paper).toMatch(/^$|\d{4}$/);
  });
});

describe("the search among cards", () => {
  const found = async (sought: string) => {
    const languages = [english, await loadTexts("zh")];
    return cards.filter((card) => isFound(card, sought, languages)).map(({ id }) => id);
  };

  it("finds any word of a card, wherever it stands", async () => {
    expect(await found("furlanello")).toEqual(["born-again", "born-again-clean", "born-again-early-stop"]);
    expect(await found("THIN middle")).toEqual(["fitnets"]);
    expect(await found("2016")).toEqual(["net2net", "net2net-low-rate"]);
  });

  it("finds words of either language", async () => {
    expect(await found("注意力")).toContain("attention-transfer");
    expect(await found("attention")).toContain("attention-transfer");
  });

  it("finds all where nothing is looked for, and none where no card has the words", async () => {
    expect(await found("  ")).toHaveLength(cards.length);
    expect(await found("hydrangea")).toEqual([]);
  });
});
