import { describe, expect, it } from "vitest";
import { armsOf, type Experiment } from "../domain/experiment.ts";
import { defaultExperiment } from "../domain/presets.ts";
import { judgedIn, recordPictures } from "../engine/recording.ts";
import { armsFor, stagesOf } from "../methods/controls.ts";
import { flowOf } from "../methods/flow.ts";
import type { Method, Stage } from "../methods/method.ts";
import { registry } from "../methods/registry.ts";
import { en } from "./en.ts";
import { choiceLabel, humanised, paramLabel, translate } from "./methodText.ts";
import { methodTextZh } from "./methodText.zh.ts";
import { zh } from "./zh.ts";

/** Every way to set one choice of the method's preset, and the preset as it is. */
function settingsOf({ preset, params }: Method): readonly Experiment[] {
  const base = preset(defaultExperiment);
  const chosen = Object.entries(params).flatMap(([name, param]) =>
    param.kind === "choice" ? param.choices.map((value) => ({ [name]: value })) : [],
  );
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
        .filter((text) => methodTextZh[text] === undefined)
        .map((text) => `${method.id}: ${text}`),
    );
    expect(missing).toEqual([]);
  });

  it("stays English where no dictionary knows it", () => {
    expect(translate("a sentence nobody wrote", "zh")).toBe("a sentence nobody wrote");
    expect(translate("labels", "en")).toBe("labels");
    expect(translate("labels", "zh")).not.toBe("labels");
  });

  it("names settings by the catalogue, or by their own names made readable", () => {
    expect(paramLabel("temperature", en, "en")).toBe("Temperature");
    expect(paramLabel("hardWeight", zh, "zh")).toBe(zh.params.hardWeight);
    expect(["hintWeight", "no-t-squared", "K", "lambda"].map(humanised)).toEqual([
      "Hint weight",
      "No t squared",
      "K",
      "Lambda",
    ]);
    expect(choiceLabel("mistake", "none", en, "en")).toBe("no mistake: the paper's loss");
    expect(choiceLabel("update", "one-by-one", en, "en")).toBe("One by one");
  });
});
