/** What the page states of a run: what the students of a pair share, what goes on, and what has been changed since. */

const and = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

export const statements = {
  /** facts of methods/registry/pairFacts.ts as sentences; i18n/pairStatement.ts puts them in order */
  pair: {
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
    only: (difference: string) => `One difference: ${difference}`,
    several: (differences: string) => `Differences: ${differences}`,
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
      `before the distilled student, its pair trains ${networks} for ${steps} steps`,
    beside: (networks: string, n: number) =>
      n === 1
        ? `another network trains beside the distilled student (${networks})`
        : `other networks train beside the distilled student (${networks})`,
    sharesLayers: (n: number) =>
      `the distilled student shares its first ${n === 1 ? "layer" : `${n} layers`} with them`,
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
    otherSource: (source: string) => `The transfer set: ${source}.`,
    shifted: (teacher: number, students: number) =>
      students === 0
        ? `The teacher's images were shifted by up to ${teacher === 1 ? "1 pixel" : `${teacher} pixels`}, the students' are not.`
        : `The teacher's images were shifted by up to ${teacher === 1 ? "1 pixel" : `${teacher} pixels`}, the students' are by up to ${students}.`,
    wrongLabels: (share: string) => `${share} of the transfer set's labels are wrong, the same ones for both students`,
    teachersAreRight: "; the teacher's were right",
  },
  /** what stands where there is nothing to show yet */
  going: {
    preparing: "The images are being prepared.",
    teacher: (step: string, steps: string) => `The teacher trains: step ${step} of ${steps}. The students follow.`,
    students: (step: string, steps: string) => `The students train: step ${step} of ${steps} of all of them together.`,
    nothing: "This run has nothing to show here.",
  },
  /** the result while there is no finished pair, or not all have finished */
  progress: {
    teacherFirst: "The teacher trains first. The result comes with the first pair of students that has finished.",
    firstPair: (of: number) =>
      of === 1
        ? "The two students train. The result comes when both have finished."
        : `${of} pairs of students train. The result comes with the first pair that has finished.`,
    noneFinished: "The run ended before the two students of a pair had finished. Press Train for a whole one.",
    otherSeeds: "The figures of the other recorded seeds are being fetched.",
    fewer: (n: string, pairs: number, of: number) => `After ${pairs} of ${of} pairs: ${n} fewer errors.`,
    more: (n: string, pairs: number, of: number) => `After ${pairs} of ${of} pairs: ${n} more errors.`,
    interval: (low: string, high: string) => `95 % interval ${low} to ${high}.`,
    afterPairs: (pairs: number, of: number) => `after ${pairs} of ${of} pairs`,
  },
  /** which pairs the large numbers are of */
  meanOf: {
    pairs: (pairs: number, of: number) =>
      of === 1
        ? "Errors of one pair."
        : pairs === 1
          ? `Errors of one pair of ${of}.`
          : pairs < of
            ? `Mean errors of ${pairs} of ${of} pairs.`
            : `Mean errors of ${pairs} pairs.`,
    seeds: (seeds: string) => `Mean errors over the recorded seeds ${seeds}, one pair each.`,
    biased: (bias: string, arm: string) =>
      `The students “${arm}” have a bias of ${bias} on the dropped classes, the others have none.`,
    notBiased: (arm: string) =>
      `The bias cannot be shown here: the test logits of “${arm}” are not part of this recording.`,
    lacksBias: (count: number) =>
      count === 1
        ? "The other pair is left out: its test logits are not part of this recording."
        : `The other ${count} pairs are left out: their test logits are not part of this recording.`,
  },
  changes: {
    title: "This is the result of other settings.",
    liveTitle: "This result was trained with other settings.",
    change: (label: string, from: string, to: string) => `${label} ${from} → ${to}`,
    more: (n: number) => `and ${n} more`,
    none: "none",
    train: "Run again",
    back: "Back to the run's settings",
    mark: "of other settings",
    layers: "layers",
    omitTeacher: "Classes the teacher never saw",
    evaluateEvery: "Steps between evaluations",
    smoothing: "Label smoothing",
    jitter: "Jitter in pixels",
    of: { teacher: (label: string) => `Teacher: ${label}`, student: (label: string) => `Student: ${label}` },
    yes: "yes",
    no: "no",
  },
  papersTable: {
    says: (found: string) => `The table “Papers” has another word for this: ${found}.`,
    found: (word: string, pairs: number, dataset: string, seed: number) =>
      `${word} over ${pairs} pairs on ${dataset}, seed ${seed}`,
    why: (pairs: number, dataset: string, seed: number) =>
      `This run has ${pairs === 1 ? "one pair" : `${pairs} pairs`} on ${dataset}, seed ${seed}; a few pairs of one seed can fall on either side.`,
  },
};
