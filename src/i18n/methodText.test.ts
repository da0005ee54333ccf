import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { armsOf, type Experiment } from "../domain/experiment.ts";
import { students, teachers } from "../domain/namedArchitectures.ts";
import { fasterOf } from "../engine/backends/backendTrial.ts";
import { CHOSEN_BY_USER } from "../engine/backends/webgpuDevice.ts";
import { recordPictures } from "../engine/graphs/pictureGraph.ts";
import { sectionComparisons, sectionRows } from "../hinton2015/paperResults.ts";
import { rowDifferences } from "../hinton2015/rowDifferences.ts";
import { gradientFlowOf } from "../methods/core/gradientFlow.ts";
import type { Method, Stage } from "../methods/core/method.ts";
import { fidelityOf } from "../methods/experiments/fidelityTexts.ts";
import { type Study, studies } from "../methods/experiments/studies.ts";
import { evaluatedOutputsOf } from "../methods/parts/teacherStudent.ts";
import { armsFor, stagesOf } from "../methods/registry/arms.ts";
import { registry } from "../methods/registry/methodRegistry.ts";
import { en } from "./en.ts";
import { loadTexts } from "./languages.ts";
import { choiceLabel, humanised, paramLabel, patternOf, translate } from "./methodText.ts";
import { methodTextZh, sharedZh } from "./methodText.zh.ts";
import { compressionZh } from "./methodTextZh/compression.ts";
import { offlineZh } from "./methodTextZh/offline.ts";
import { onlineZh } from "./methodTextZh/online.ts";
import { sectionZh } from "./methodTextZh/section.ts";
import { studiesZh } from "./methodTextZh/studies.ts";
import { zh } from "./zh.ts";

/** Whether a label says something: "10,000" and "T = 4" are the same in every language. */
function isInWords(label: string): boolean {
  return /[a-z]{2}/i.test(label);
}

/** Every way to set one choice of the method's preset, its counts at both ends, and the preset as it is. */
function settingsOf({ preset, params }: Method): readonly Experiment[] {
  const base = preset(defaultExperiment);
  const chosen = Object.entries(params).flatMap(
    ([name, param]): readonly Readonly<Record<string, string | number>>[] => {
      if (param.kind === "choice") return param.choices.map((value) => ({ [name]: value }));
      return param.whole ? [{ [name]: param.min }, { [name]: param.max }] : [];
    },
  );
  return [{}, ...chosen].map((change) => {
    return { ...base, method: { ...base.method, params: { ...base.method.params, ...change } } };
  });
}

/** All stages of all arms that fit the method's preset, under each of its settings. */
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
    ...gradientFlowOf(stage, defaultExperiment.student.architecture.classes).map(({ name }) => name),
    ...stage.networks.map(({ name }) => name),
    ...(stage.adapters ?? []).map(({ name }) => name),
    ...evaluatedOutputsOf(stage).map(({ name }) => name),
    ...(stage.pictures ?? []).flatMap(({ title, reading }) => [title, reading]),
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
  const all = [
    method.name,
    method.claim,
    ...(method.formula ? [method.formula] : []),
    method.paper.equations,
    fidelityOf(method.id).exact,
    fidelityOf(method.id).scaled,
    ...params,
    ...Object.values(method.arms ?? {}).map(({ name }) => name),
    ...(method.claims ?? []).map(({ text }) => text),
    ...stagesOfMethod(method).flatMap(textsOfStage),
  ];
  return [...new Set(all.filter(isInWords))];
}

/** Everything that a study says on the page, each once. */
function textsOfStudy({ title, question, rows, columns, cells }: Study): readonly string[] {
  const labels = cells.flatMap(({ row, column }) => [row, column]).filter(isInWords);
  return [...new Set([title, question, rows, columns, ...labels])];
}

/** What is said beside methods and studies: where offered networks come from, and what only unlike networks need. */
const others = [
  ...[...teachers, ...students].map(({ source }) => source),
  ...[...teachers, ...students].flatMap(({ name }) => (/ (teacher|student)$/.test(name ?? "") ? [name!] : [])),
  "Gradient by layer",
  "Gradient by loss term",
  "regressor of student",
  "regressor of sub-network 2",
];

/** Whether Chinese has words for it, be they the same ones, as of the name of a method. */
function isInChinese(text: string): boolean {
  return translate(text, methodTextZh) !== text || methodTextZh[text] === text;
}

/** What is left in English. */
const untranslated = (id: string, texts: readonly string[]) =>
  texts.filter((text) => !isInChinese(text)).map((text) => `${id}: ${text}`);

describe("texts of methods", () => {
  const ofMethods = new Map(registry.map((method) => [method.id, textsOf(method)]));

  it("are all in the Chinese dictionary, sentences and names", () => {
    expect([...ofMethods].flatMap(([id, texts]) => untranslated(id, texts))).toEqual([]);
  });

  it("of the studies are in the Chinese dictionary", () => {
    expect(studies.flatMap((study) => untranslated(study.id, textsOfStudy(study)))).toEqual([]);
  });

  it("of Hinton's section are in the Chinese dictionary", () => {
    expect(sectionRows.flatMap(({ id, title }) => untranslated(id, [title, rowDifferences[id]!]))).toEqual([]);
    expect(sectionComparisons.flatMap(({ text }) => untranslated("pair", [text]))).toEqual([]);
  });

  it("of the offered networks are in the Chinese dictionary", () => {
    expect(untranslated("networks", others)).toEqual([]);
  });

  it("on why a backend was taken are in the Chinese dictionary", () => {
    const [gpu, cpu] = [{ name: "webgpu", ms: 1.25 } as const, { name: "wasm", ms: 2.5 } as const];
    const measured = [fasterOf(gpu, cpu), fasterOf({ ...gpu, ms: 4 }, cpu)].map(({ why }) => why);
    expect(untranslated("backend", [...measured, CHOSEN_BY_USER])).toEqual([]);
    expect(translate(measured[0]!, methodTextZh)).toMatch(/1\.25.*2\.50/);
  });

  it("have one Chinese text for each English one, whichever dictionary it is in", () => {
    const dictionaries = [sharedZh, offlineZh, onlineZh, compressionZh, studiesZh, sectionZh];
    const keys = dictionaries.flatMap((dictionary) => Object.keys(dictionary));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it("keep their numbers when translated, and lists are translated word by word", () => {
    expect(translate("round 2: 77.6 % pruned", methodTextZh)).toBe("第 2 轮：已剪去 77.6 %");
    expect(translate("1,000 images", methodTextZh)).toBe("1,000 张图像");
    expect(translate("student, peer 2, peer 17", methodTextZh)).toBe("学生、同伴 2、同伴 17");
    expect(translate("student, nobody 2", methodTextZh)).toBe("student, nobody 2");
    for (const [text, chinese] of Object.entries(methodTextZh))
      expect(chinese.split("#").length, text).toBe(text.split("#").length);
  });

  it("with different numbers have one pattern", () => {
    expect(patternOf("round 2: 87.5 % pruned")).toBe("round #: # % pruned");
  });

  it("are fetched with the page's own for each language", async () => {
    expect(await loadTexts("zh")).toEqual({ words: zh, dictionary: methodTextZh });
    expect(await loadTexts("en")).toEqual({ words: en, dictionary: {} });
  });

  it("stay English where the dictionary has no entry", () => {
    expect(translate("a sentence nobody wrote", methodTextZh)).toBe("a sentence nobody wrote");
    expect(translate("labels", {})).toBe("labels");
    expect(translate("labels", methodTextZh)).not.toBe("labels");
  });

  it("label settings by the catalogue, or by their own names made readable", () => {
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
