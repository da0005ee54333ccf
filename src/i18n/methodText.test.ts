import { describe, expect, it } from "vitest";
import { armsOf, type Experiment } from "../domain/experiment.ts";
import { defaultExperiment } from "../domain/presets.ts";
import { judgedIn, recordPictures } from "../engine/recording.ts";
import { armsFor, stagesOf } from "../methods/controls.ts";
import { flowOf } from "../methods/flow.ts";
import type { Method, Stage } from "../methods/method.ts";
import { registry } from "../methods/registry.ts";
import { type Study, studies } from "../methods/studies.ts";
import { en } from "./en.ts";
import { choiceLabel, humanised, loadDictionary, paramLabel, patternOf, translate } from "./methodText.ts";
import { methodTextZh } from "./methodText.zh.ts";
import { zh } from "./zh.ts";

/** Every way to set one choice of the method's preset, every count at its ends, and the preset as it is. */
function settingsOf({ preset, params }: Method): readonly Experiment[] {
  const base = preset(defaultExperiment);
  const chosen = Object.entries(params).flatMap(([name, param]) => {
    const values = param.kind === "choice" ? param.choices : param.whole ? [param.min, param.min + 1, param.max] : [];
    return values.map((value) => ({ [name]: value }));
  });
  return [{}, ...chosen].map((change) => {
    return { ...base, method: { ...base.method, params: { ...base.method.params, ...change } } };
  });
}

/** All stages of all arms that fit the method's preset, under each of its choices. */
function stagesOfMethod(method: Method): readonly Stage[] {
  return settingsOf(method).flatMap((experiment) =>
    [...new Set([...armsOf(experiment), ...armsFor(method.id)])].flatMap((arm) => {
      try {
        return stagesOf(arm, experiment);
      } catch (error) {
        if (error instanceof RangeError) return [];
        throw error;
      }
    }),
  );
}

function textsOfStage(stage: Stage): readonly string[] {
  const panels = recordPictures(stage, 2)?.pictures.flatMap(({ panels }) => panels.map(({ label }) => label)) ?? [];
  return [
    stage.name,
    ...flowOf(stage, defaultExperiment.student.architecture.classes).map(({ name }) => name),
    ...stage.networks.map(({ name }) => name),
    ...(stage.adapters ?? []).map(({ name }) => name),
    ...judgedIn(stage).map(({ name }) => name),
    ...(stage.pictures ?? []).map(({ title }) => title),
    ...panels,
  ];
}

function textsOfStudy({ title, question, rows, columns, cells }: Study): readonly string[] {
  return [title, question, rows, columns, ...cells.flatMap(({ row, column }) => [row, column])];
}

/** Words are known by themselves or by their pattern; bare numbers and settings such as "T = 4" need no translation. */
function isUnknown(text: string): boolean {
  return !(text in methodTextZh) && !(patternOf(text) in methodTextZh) && /[A-Za-z]{2}/.test(text);
}

/** Everything that a method says on the page, each once. */
function textsOf(method: Method): readonly string[] {
  const params = Object.entries(method.params).flatMap(([name, param]) => [
    ...(en.params[name] ? [] : [humanised(name)]),
    param.doc,
    ...(param.kind === "choice"
      ? param.choices.flatMap((choice) => (en.choices[name]?.[choice] ? [] : [humanised(choice)]))
      : []),
  ]);
  return [
    ...new Set([
      method.name,
      method.claim,
      method.fidelity.exact,
      method.fidelity.scaled,
      ...(method.formula ? [method.formula] : []),
      ...params,
      ...Object.values(method.arms ?? {}).map(({ name }) => name),
      ...(method.claims ?? []).map(({ text }) => text),
      ...stagesOfMethod(method).flatMap(textsOfStage),
    ]),
  ];
}

describe("what methods say", () => {
  it("is said in Chinese too, sentence by sentence and name by name", () => {
    const missing = registry.flatMap((method) =>
      textsOf(method)
        .filter(isUnknown)
        .map((text) => `${method.id}: ${text}`),
    );
    expect(missing).toEqual([]);
    expect([...new Set(studies.flatMap(textsOfStudy))].filter(isUnknown)).toEqual([]);
  });

  it("has no translation that nothing says", () => {
    const said = [...registry.flatMap(textsOf), ...studies.flatMap(textsOfStudy)];
    const known = new Set(said.flatMap((text) => [text, patternOf(text)]));
    expect(Object.keys(methodTextZh).filter((text) => !known.has(text))).toEqual([]);
  });

  it("counts in Chinese whatever it counts in English", () => {
    expect(patternOf("round 2: 87.5 % pruned")).toBe("round #: # % pruned");
    for (const text of Object.keys(methodTextZh).filter((key) => key.includes("#"))) {
      let next = 1;
      const said = text.replaceAll("#", () => `${7 * next++}`);
      expect(translate(said, methodTextZh).match(/\d+/g)).toEqual(said.match(/\d+/g));
    }
  });

  it("stays English where no dictionary knows it", () => {
    expect(translate("a sentence nobody wrote", methodTextZh)).toBe("a sentence nobody wrote");
    expect(translate("labels", {})).toBe("labels");
    expect(translate("labels", methodTextZh)).not.toBe("labels");
  });

  it("is fetched for the languages that need a dictionary, and for them alone", async () => {
    expect(await loadDictionary("zh")).toBe(methodTextZh);
    expect(await loadDictionary("en")).toEqual({});
  });

  it("names settings by the catalogue, or by their own names made readable", () => {
    expect(paramLabel("temperature", en, {})).toBe("Temperature");
    expect(paramLabel("hardWeight", zh, methodTextZh)).toBe(zh.params.hardWeight);
    expect(["hintWeight", "no-t-squared", "K", "lambda"].map(humanised)).toEqual([
      "Hint weight",
      "No t squared",
      "K",
      "Lambda",
    ]);
    expect(choiceLabel("mistake", "none", en, {})).toBe("no mistake: the paper's loss");
    expect(choiceLabel("update", "one-by-one", en, {})).toBe("One by one");
  });
});
