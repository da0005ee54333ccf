/** What the students of a pair share and in what they differ, as sentences in the visitor's language. */

import type { Architecture } from "../domain/architecture.ts";
import { describeArchitecture } from "../domain/architectureName.ts";
import type { SplitCounts } from "../domain/dataset.ts";
import { FASHION_COUNTS } from "../domain/namedDatasets.ts";
import { sameJson } from "../domain/sameJson.ts";
import { ownSteps, type PairFacts, type StudentFacts } from "../methods/registry/pairFacts.ts";
import type { Language } from "./languages.ts";
import { pairWords as english, type PairWords } from "./words/pairWords.en.ts";
import { pairWords as chinese } from "./words/pairWords.zh.ts";

/** What the sentences need beside the facts. */
export interface StatementWords {
  readonly language: Language;
  /** the catalogue's names of the sources of a transfer set */
  readonly sources: Readonly<Record<string, string>>;
  /** the translation of a method's own name for a network */
  readonly translate: (text: string) => string;
  /** the name of a class */
  readonly className: (c: number) => string;
  /** numbers of images, where the data are known */
  readonly counts?: { readonly train: number; readonly transfer: number } | undefined;
  /** how many images the files of Fashion-MNIST have, where they are not the published ones */
  readonly unpublished?: SplitCounts | undefined;
}

const count = (value: number) => value.toLocaleString("en-US");

function differences(facts: PairFacts, words: PairWords, { translate }: StatementWords): readonly string[] {
  const { distilled, baseline, equalLayers, data } = facts;
  const names = (networks: readonly string[]) => words.list(networks.map(translate));
  const [steps, others] = [ownSteps(distilled), ownSteps(baseline)];
  const shape = (architecture: Architecture) => describeArchitecture(architecture);
  const said: string[] = [];
  if (distilled.start.from === "teacher" && baseline.start.from !== "teacher") said.push(words.madeFromTeacher);
  else if (distilled.startsAsItsTeacher && !baseline.startsAsItsTeacher) said.push(words.startsAsItsTeacher);
  else if (equalLayers.count === 0) said.push(words.otherWeights);
  else if (equalLayers.count < equalLayers.of)
    said.push(
      words.fewLayers(equalLayers.count, equalLayers.of, shape(distilled.architecture), shape(baseline.architecture)),
    );
  if (!sameJson(distilled.sources, baseline.sources)) {
    const { teacher, earlier, beside } = distilled.sources;
    if (teacher && !baseline.sources.teacher) said.push(words.learnsFromTeacher);
    const passesOn = facts.usesTeacher && !teacher;
    if (earlier.length > 0)
      said.push(words.learnsFromEarlier(names(earlier)) + (passesOn ? words.whichLearnsFromTeacher : ""));
    if (beside.length > 0) said.push(words.learnsFromBeside(names(beside), beside.length));
  }
  if (!sameJson(distilled.before, baseline.before) && distilled.before.steps > 0)
    said.push(words.before(names(distilled.before.networks), count(distilled.before.steps)));
  const silent = distilled.beside.filter((name) => !distilled.sources.beside.includes(name));
  if (!sameJson(distilled.beside, baseline.beside) && silent.length > 0)
    said.push(words.beside(names(silent), silent.length));
  if (distilled.sharedLayers > baseline.sharedLayers) said.push(words.sharesLayers(distilled.sharedLayers));
  if (distilled.output !== baseline.output && distilled.output !== null)
    said.push(words.output(translate(distilled.output)));
  if (!facts.sameImages) {
    const seen = distilled.stretches.filter(({ images }) => images === "training");
    const all = seen.reduce((sum, stretch) => sum + stretch.steps, 0);
    const readsLabels = seen.some((stretch) => stretch.readsLabels);
    said.push(words.trainingImages(count(all), readsLabels));
  }
  const readsNone = ({ stretches }: StudentFacts) => stretches.every(({ readsLabels }) => !readsLabels);
  if (readsNone(distilled) && !readsNone(baseline)) said.push(words.noLabels);
  if (steps !== others) said.push(words.otherSteps(count(steps), count(others)));
  if (facts.equalBatches < Math.min(steps, others))
    said.push(
      facts.equalBatches === 0 && facts.sameImages
        ? words.otherBatches
        : words.someBatches(count(facts.equalBatches), count(Math.min(steps, others))),
    );
  if (!facts.sameRates) said.push(words.otherRates);
  if (!data.labelled && data.labels === "own") said.push(words.unlabelled);
  return said;
}

function shared(facts: PairFacts, words: PairWords): readonly string[] {
  const { distilled, baseline, equalLayers } = facts;
  const [steps, others] = [ownSteps(distilled), ownSteps(baseline)];
  const sameNetwork = sameJson(distilled.architecture, baseline.architecture);
  const sameWeights = equalLayers.count > 0 && equalLayers.count === equalLayers.of;
  const sameTeacher = distilled.sources.teacher || distilled.sources.earlier.length > 0;
  return [
    ...(sameWeights ? [words.firstWeights] : sameNetwork ? [words.layers] : []),
    ...(facts.equalBatches === steps && steps === others ? [words.batches] : facts.sameImages ? [words.images] : []),
    ...(steps === others ? [words.steps(count(steps))] : []),
    ...(sameTeacher && sameJson(distilled.sources, baseline.sources) ? [words.teacher] : []),
  ];
}

/** A number of images: that of the data where it is known, or the planned one; null where neither is a number. */
function imagesOf(known: number | undefined, planned: number | "all"): string | null {
  const number = known ?? planned;
  return number === "all" ? null : count(number);
}

function dataSentences(
  { data, usesTeacher, given }: PairFacts,
  pair: PairWords,
  { sources, className, counts, unpublished }: StatementWords,
): readonly string[] {
  const said: string[] = [];
  const source = sources[data.source] ?? data.source;
  const classes = (list: readonly number[]) => pair.list(list.map(className));
  const isGiven = usesTeacher && given.length > 0;
  if (isGiven) said.push(pair.givenTeacher(pair.list(given)));
  if ((isGiven || !usesTeacher) && data.transfer === "other") said.push(pair.otherSource(source));
  if (isGiven && data.droppedClasses.length > 0) said.push(pair.lacks(pair.or(data.droppedClasses.map(className))));
  if (usesTeacher && !isGiven) {
    const teacherImages = imagesOf(counts?.train, data.teacherImages);
    const studentImages = imagesOf(counts?.transfer, data.studentImages);
    // Where classes are left out and all other images are kept, the sentence on the classes says it.
    const isSmaller = data.studentImages !== "all" && data.studentImages !== data.teacherImages;
    if (data.transfer === "same") said.push(pair.sawTheSame(teacherImages));
    if (data.transfer === "part" && isSmaller && studentImages)
      said.push(pair.teacherSaw(teacherImages, studentImages));
    if (data.transfer === "other") said.push(pair.sawOther(teacherImages, source));
    if (data.transfer === "other classes") said.push(pair.sawOtherClasses(classes(data.studentClasses)));
    else if (data.droppedClasses.length > data.studentClasses.length)
      said.push(pair.sawFewClasses(classes(data.studentClasses)));
    else if (data.droppedClasses.length > 0) said.push(pair.sawAllClasses(pair.or(data.droppedClasses.map(className))));
    if (data.transfer === "mixed") said.push(pair.sawMixedClasses);
    if (data.jitter.teacher !== data.jitter.students)
      said.push(pair.shifted(data.jitter.teacher, data.jitter.students));
  }
  if (data.labels === "other") said.push(pair.otherLabels);
  if (data.noisyLabels > 0 && data.labels === "own") {
    const share = `${Math.round(100 * data.noisyLabels)} %`;
    said.push(`${pair.wrongLabels(share)}${usesTeacher && !isGiven ? pair.teachersAreRight : ""}${pair.stop}`);
  }
  if (data.heldOut > 0) said.push(pair.heldOut(data.heldOut.toLocaleString("en-US")));
  if (unpublished) {
    const { train, test } = unpublished;
    const isOtherSplit = train !== FASHION_COUNTS.train || test !== FASHION_COUNTS.test;
    said.push((isOtherSplit ? pair.otherSplit : pair.otherFiles)(count(train), count(test)));
  }
  return said;
}

/** The statement of a pair: what is the same, what differs, and what the teacher saw. */
export function pairStatement(facts: PairFacts, statement: StatementWords): readonly string[] {
  const words = statement.language === "zh" ? chinese : english;
  const same = shared(facts, words);
  const differ = differences(facts, words, statement);
  const said = differ.join(words.semicolon) + words.stop;
  return [
    ...(same.length > 0 ? [words.same(words.list(same))] : []),
    ...(differ.length === 0 ? [] : [words.differ(said)]),
    ...dataSentences(facts, words, statement),
  ];
}
