/** The sentences on what the students of a pair share; pairStatement.ts puts them in order. */

const and = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

export const pairWords = {
  stop: ".",
  space: " ",
  semicolon: "; ",
  list: and,
  same: (things: string) => `Both students of a pair have the same ${things}.`,
  firstWeights: "first weights",
  layers: "network",
  batches: "batches",
  images: "images",
  teacher: "teacher",
  steps: (n: string) => `number of steps (${n})`,
  differ: (differences: string) => `What differs: ${differences}`,
  madeFromTeacher:
    "the distilled student begins with weights made from the trained teacher's, the baseline student with first weights of its own",
  startsAsItsTeacher:
    "the distilled student begins with the first weights of the network that teaches it, the baseline student with other ones",
  fewLayers: (same: number, of: number, distilled: string, baseline: string) =>
    `only the first ${same === 1 ? `of ${of} layers begins` : `${same} of ${of} layers begin`} with the same weights, since the networks differ (${distilled}, and ${baseline} for the baseline student)`,
  otherWeights: "their first weights differ",
  learnsFromTeacher: "only the distilled student learns from the teacher",
  learnsFromEarlier: (networks: string) =>
    `only the distilled student learns from a network that its pair trains before it (${networks})`,
  whichLearnsFromTeacher: ", which learns from the teacher",
  learnsFromBeside: (networks: string, n: number) =>
    n === 1
      ? `only the distilled student learns from another network that trains beside it (${networks})`
      : `only the distilled student learns from other networks that train beside it (${networks})`,
  before: (networks: string, steps: string) =>
    `before the distilled student, other networks are trained for ${steps} steps: ${networks}`,
  beside: (networks: string, n: number) =>
    n === 1
      ? `another network trains beside the distilled student (${networks})`
      : `other networks train beside the distilled student (${networks})`,
  sharesLayers: (n: number) => `the distilled student shares its first ${n === 1 ? "layer" : `${n} layers`} with them`,
  noLabels: "the distilled student's own loss has no labels",
  output: (name: string) => `the distilled student's errors are those of the output “${name}”`,
  trainingImages: (steps: string, readsLabels: boolean) =>
    `for ${steps} steps the distilled student sees the teacher's training images${readsLabels ? "" : " without their labels"}, the baseline student only the transfer set`,
  otherSteps: (distilled: string, baseline: string) =>
    `the distilled student takes ${distilled} steps of its own, the baseline student ${baseline}`,
  otherBatches: "the same images come in other batches",
  someBatches: (same: string, of: string) => `the batches are the same in ${same} of ${of} steps`,
  otherRates: "each stage of the distilled student has a learning-rate schedule of its own",
  unlabelled: "only the baseline student is given the labels",
  teacherSaw: (images: string | null, students: string) =>
    `The teacher learnt from the labels of ${images ?? "all training"} images; the transfer set has ${students} of them.`,
  sawTheSame: (images: string | null) =>
    `The teacher learnt from ${images === null ? "the images" : `the ${images} images`} of the transfer set.`,
  or: (parts: readonly string[]) =>
    parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`,
  sawAllClasses: (classes: string) => `The transfer set has no ${classes}; the teacher saw such images, too.`,
  sawFewClasses: (classes: string) =>
    `The transfer set has nothing but ${classes}; the teacher saw images of other classes, too.`,
  sawOtherClasses: (classes: string) =>
    `The transfer set has nothing but ${classes}, of which the teacher saw no image.`,
  sawMixedClasses: "The transfer set has classes of which the teacher saw no image.",
  sawOther: (images: string | null, source: string) =>
    `The teacher learnt from the labels of ${images ?? "all training"} images; the transfer set has other images: ${source}.`,
  givenTeacher: (names: string) =>
    `The teacher was given (${names}) and not trained in this run; what it learnt from is not known here.`,
  lacks: (classes: string) => `The transfer set has no ${classes}.`,
  otherSource: (source: string) => `The transfer set: ${source}.`,
  shifted: (teacher: number, students: number) =>
    students === 0
      ? `The teacher's images were shifted by up to ${teacher === 1 ? "1 pixel" : `${teacher} pixels`}, the students' are not.`
      : `The teacher's images were shifted by up to ${teacher === 1 ? "1 pixel" : `${teacher} pixels`}, the students' are by up to ${students}.`,
  wrongLabels: (share: string) => `${share} of the transfer set's labels are wrong, the same ones for both students`,
  otherLabels: "Its labels are those of other classes, and no student is given them.",
  otherSplit: (train: string, test: string) =>
    `Fashion-MNIST has ${train} training and ${test} test images here: it is not the published split of 60,000 and 10,000.`,
  otherFiles: (train: string, test: string) =>
    `Fashion-MNIST has ${train} training and ${test} test images here, as was published, but its files are not the published ones.`,
  teachersAreRight: "; the teacher's were right",
  heldOut: (count: string) =>
    `Errors are counted on ${count} training images that no network trains on, not on the test images.`,
};

/** The shape of these words in every language. */
export type PairWords = typeof pairWords;
