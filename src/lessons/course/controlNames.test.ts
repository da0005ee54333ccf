import { describe, expect, it } from "vitest";
import { siteRecordings } from "../../../scripts/build/lessonFigures.ts";
import { en } from "../../i18n/en.ts";
import { laterWords } from "../../i18n/laterWords.ts";
import { paramLabel } from "../../i18n/methodText.ts";
import { methodTextZh } from "../../i18n/methodText.zh.ts";
import { zh } from "../../i18n/zh.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import type { LessonState } from "../lessonState.ts";
import { lessons, readFigures } from "./index.ts";

/** All texts of a catalogue. */
function textsIn(words: unknown): readonly string[] {
  if (typeof words === "string") return [words];
  return words !== null && typeof words === "object" ? Object.values(words).flatMap(textsIn) : [];
}

const params = registry.flatMap((method) => Object.keys(method.params));
const arms = registry.flatMap((method) => Object.values(method.arms ?? {}).map(({ name }) => name));
const digits = Array.from({ length: 10 }, (_, c) => `${c}`);
const names = {
  en: new Set([
    ...textsIn(en),
    ...textsIn(laterWords.en),
    ...params.map((name) => paramLabel(name, en, {})),
    ...[...arms, ...digits],
  ]),
  zh: new Set([
    ...[...textsIn(zh), ...textsIn(laterWords.zh), ...Object.values(methodTextZh), ...digits],
    ...params.map((name) => paramLabel(name, zh, methodTextZh)),
  ]),
};

const state: LessonState = {
  experiment: presetById("hinton").experiment,
  params: {},
  ...{ temperature: 4, trained: 4, scale: "linear", label: 3, image: 3, dropped: [], bias: 0 },
  ...{ arm: "taught", step: 0, steps: [0], detail: null, teacher: null, student: null },
  ...{ errors: null, twinErrors: null },
};

const figures = readFigures(siteRecordings());

describe.each(lessons)("the controls that lesson $id names", (lesson) => {
  it.each(["en", "zh"] as const)("have these names on the page, in %s", (language) => {
    const own = figures[lesson.id];
    const said = Object.values(lesson.texts[language].cards).flatMap(({ body, action }) => [
      body?.(own) ?? "",
      action?.(own, state) ?? "",
    ]);
    const named = said.flatMap((text) => [...text.matchAll(/\*([^*]+)\*/g)].map((match) => match[1]!));
    expect(named.filter((name) => !names[language].has(name))).toEqual([]);
    expect(said.filter((text) => text.split("*").length % 2 === 0)).toEqual([]);
  });
});
