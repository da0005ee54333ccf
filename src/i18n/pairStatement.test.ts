import { describe, expect, it } from "vitest";
import { batchIndices } from "../data/batches.ts";
import type { SplitCounts } from "../domain/dataset.ts";
import { BASELINE, DISTILLED, type Experiment } from "../domain/experiment.ts";
import { initialValues, layersOf } from "../engine/graphs/networkGraph.ts";
import { onDigits } from "../hinton2015/experiments.ts";
import { streamKey } from "../math/random.ts";
import type { NetworkSpec, Stage } from "../methods/core/method.ts";
import { presets } from "../methods/experiments/presets.ts";
import { evaluatedOutputsOf } from "../methods/parts/teacherStudent.ts";
import { seesTrainingImages, stagesOf } from "../methods/registry/arms.ts";
import { pairFactsOf } from "../methods/registry/pairFacts.ts";
import { en } from "./en.ts";
import { translate } from "./methodText.ts";
import { methodTextZh } from "./methodText.zh.ts";
import { pairStatement } from "./pairStatement.ts";
import { zh } from "./zh.ts";

const cases = presets.flatMap(({ id, experiment }) => [
  { id, experiment },
  ...(id.startsWith("hinton-2015") ? [{ id: `${id}, digits`, experiment: onDigits(experiment) }] : []),
]);

function statementOf(experiment: Experiment, language: "en" | "zh", unpublished?: SplitCounts): string {
  const dictionary = language === "zh" ? methodTextZh : {};
  const { sources, clothing } = language === "zh" ? zh : en;
  const sentences = pairStatement(pairFactsOf(experiment), {
    ...{ language, sources },
    translate: (text) => translate(text, dictionary),
    className: (c) => (experiment.data.dataset === "fashion" ? clothing[c]! : `${c}`),
    unpublished,
  });
  return sentences.join(language === "zh" ? "" : " ");
}

/** The network whose errors an arm has, as the engine evaluates it, and the one from whose weights it was made. */
function evaluatedNetwork(stages: readonly Stage[]): NetworkSpec {
  const last = stages.at(-1)!;
  const find = (name: string, among: readonly Stage[]) =>
    among.flatMap(({ networks }) => networks).find((network) => network.name === name)!;
  let network = find(evaluatedOutputsOf(last)[0]!.network, [last]);
  while (typeof network.startsFrom === "object" && network.startsFrom.network !== "teacher")
    network = find(network.startsFrom.network, stages);
  return network;
}

/** The first weights of an arm's student in one pair, layer by layer; null where they are made from the teacher. */
function firstWeights(experiment: Experiment, arm: string): readonly number[][] | null {
  const network = evaluatedNetwork(stagesOf(arm, experiment));
  if (network.startsFrom !== "random") return null;
  const pair = streamKey(experiment.seed, "pair", 0);
  const isCommon = network.name === "student" || network.name === "teacher";
  const seed = isCommon ? pair : streamKey(pair, "network", network.name);
  return layersOf(network).flatMap((layer) =>
    layer.filter(({ kind }) => kind === "weights").map((parameter) => [...initialValues(parameter, seed).slice(0, 50)]),
  );
}

/** The images of each of a student's own steps: the set with some numbers of images. */
function batches(experiment: Experiment, arm: string): ReadonlyMap<number, string> {
  const stages = stagesOf(arm, experiment);
  const last = evaluatedOutputsOf(stages.at(-1)!)[0]!.network;
  const seen = new Map<number, string>();
  let from = 0;
  for (const { training, networks, images } of stages) {
    const own = networks.some(
      ({ name, trains, startsFrom }) =>
        trains !== "none" &&
        (name === last || name === "all weights" || (name !== "student" && startsFrom === undefined)),
    );
    const set = images ?? "transfer";
    if (own)
      for (let step = from; step < from + training.steps; step++)
        seen.set(
          step,
          `${set} ${batchIndices(1, step, 4, set === "transfer" ? 100 : 5000).join()} ${training.batchSize}`,
        );
    from += training.steps;
  }
  return seen;
}

const small = ({ student }: Experiment) => student.training.steps <= 3000;

describe("what the page states of a pair", () => {
  it("is printed, one statement a preset, in both languages", () => {
    const table = cases.map(({ id, experiment }) => {
      const [english, chinese] = [statementOf(experiment, "en"), statementOf(experiment, "zh")];
      expect(english).not.toMatch(/undefined|NaN|\[object|\.\.|; ;|\(\)/);
      expect(chinese).not.toMatch(/undefined|NaN|\[object|。。|；；|（）/);
      return `${id}\n  ${english}\n  ${chinese}`;
    });
    console.log(table.join("\n"));
  });

  it.each(cases.filter(({ id }) => !id.endsWith("digits")))(
    "of $id names the first weights as the same only where the engine draws the same",
    ({ experiment }) => {
      const [own, other] = [firstWeights(experiment, DISTILLED), firstWeights(experiment, BASELINE)];
      const { equalLayers } = pairFactsOf(experiment);
      const equal = own?.findIndex((layer, i) => `${layer}` !== `${other?.[i]}`) ?? 0;
      expect(equalLayers.count === equalLayers.of && equalLayers.of > 0).toBe(equal === -1);
      expect(statementOf(experiment, "en").includes("same first weights")).toBe(equal === -1);
    },
  );

  it.each(cases.filter(({ experiment }) => small(experiment)))(
    "of $id names the batches as the same only where the data give the same",
    ({ experiment }) => {
      const [own, other] = [batches(experiment, DISTILLED), batches(experiment, BASELINE)];
      const equal = [...own].filter(([step, images]) => other.get(step) === images).length;
      const facts = pairFactsOf(experiment);
      expect(facts.equalBatches).toBe(equal);
      const same = /the same[^.]*\bbatches\b[^.]*number of steps/.test(statementOf(experiment, "en"));
      expect(same).toBe(equal === own.size && own.size === other.size);
    },
  );

  it("says of the teacher's labels what the images allow", () => {
    const of = (id: string) => statementOf(cases.find((one) => one.id === id)!.experiment, "en");
    expect(of("hinton")).toContain(
      "The teacher learnt from the labels of 10,000 images; the transfer set has 1,000 of them.",
    );
    for (const id of ["hinton-2015", "hinton-2015-30", "hinton-2015-300", "hinton-2015-800"])
      expect(of(id)).toContain("The teacher learnt from the images of the transfer set.");
    expect(of("net2net")).toContain("begins with weights made from the trained teacher's");
    expect(of("subliminal")).toContain("begins with the first weights of the network that teaches it");
    expect(of("ensemble-net")).toContain("only the first of 3 layers begins with the same weights");
    expect(of("born-again")).toContain("generation 2");
    expect(of("fsp")).toContain("for 600 steps the distilled student sees the teacher's training images");
    expect(of("fsp-new-task")).toContain("of which the teacher saw no image");
  });

  it("names the classes of Fashion-MNIST, and says where its files are not the published ones", () => {
    const { experiment } = cases.find(({ id }) => id === "drop-3s")!;
    const dropped = { ...experiment, data: { ...experiment.data, dataset: "fashion" as const } };
    const unpublished = { train: 20_000, test: 10_000 };
    const english = statementOf(dropped, "en", unpublished);
    expect(english).toContain("The transfer set has no Dress; the teacher saw such images, too.");
    expect(english).toContain("20,000 training and 10,000 test images here: it is not the published split");
    expect(statementOf(dropped, "zh", unpublished)).toMatch(/迁移集里没有连衣裙；.*不是公开发布的/);
    expect(statementOf(dropped, "en", { train: 60_000, test: 10_000 })).toContain("files are not the published ones");
    expect(statementOf(dropped, "en")).not.toContain("published");
    expect(statementOf(experiment, "zh")).toContain("迁移集里没有 3；");
  });

  it("says that labels of another kind of images are given to nobody", () => {
    const { experiment } = cases.find(({ id }) => id === "hinton")!;
    const of = (source: Experiment["transferSet"]["source"]) => {
      const transferSet = { ...experiment.transferSet, source, labelled: false, noisyLabels: 0.2 };
      return statementOf({ ...experiment, transferSet }, "en");
    };
    const own = /only the baseline student is given the labels.*20 % of the transfer set's labels are wrong/;
    expect(of("mnist")).toMatch(own);
    expect(of("fashion")).toContain("Its labels are those of other classes, and no student is given them.");
    expect(of("fashion")).not.toMatch(/only the baseline student is given|labels are wrong/);
  });

  it("knows that a term of weight 0 teaches nothing", () => {
    expect(statementOf(cases.find(({ id }) => id === "hinton-2015-30")!.experiment, "en")).toContain(
      "What differs: only the distilled student learns from the teacher; the distilled student's own loss has no labels.",
    );
    const { experiment } = cases.find(({ id }) => id === "hinton")!;
    const { params } = experiment.method;
    const without = { ...experiment, method: { ...experiment.method, params: { ...params, softWeight: 0 } } };
    expect(pairFactsOf(without).distilled.sources.teacher).toBe(false);
    expect(statementOf(without, "en")).not.toContain("learns from the teacher");
  });

  it("says that a dropped class is never seen only where no stage sees the teacher's images", () => {
    const sees = presets.filter(({ experiment }) => seesTrainingImages(DISTILLED, experiment)).map(({ id }) => id);
    expect(sees).toEqual(["fsp", "fsp-new-task", "subliminal"]);
  });
});

describe("the statement of a pair with a given teacher", () => {
  it("names it and claims nothing of what it saw", () => {
    for (const id of ["hinton", "drop-3s", "few-labels", "decoupled"]) {
      const { experiment } = presets.find((preset) => preset.id === id)!;
      const given = [{ name: "mine", checksum: "0".repeat(16), architecture: experiment.teacher.architecture }];
      const said = statementOf({ ...experiment, teacher: { ...experiment.teacher, given } }, "en");
      expect(said).toMatch(/The teacher was given \(mine\) and not trained in this run/);
      expect(said).not.toMatch(/teacher saw|teacher learnt|teacher's images/);
      expect(said.includes("The transfer set has no 3.")).toBe(id === "drop-3s");
    }
  });
});
