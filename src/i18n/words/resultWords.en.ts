/** Words of the column of the result, in English. */

/** "one pair", "mean of 3 pairs", "mean of 2 of 3 pairs" */
const ofPairs = (pairs: number, of: number) => {
  if (pairs === 1) return of === 1 ? "one pair" : `one pair of ${of}`;
  return pairs < of ? `mean of ${pairs} of ${of} pairs` : `mean of ${pairs} pairs`;
};

export const resultWords = {
  /** the verdict in one word, and what stands in its place */
  verdict: {
    helps: "Helps",
    hurts: "Hurts",
    "cannot-tell": "Cannot tell",
    "one-pair": "one pair is no verdict",
    waiting: "waiting",
    old: "old settings",
    none: "no verdict",
  },
  /** a verdict on all classes together, where some have been dropped */
  overall: (verdict: string) => `${verdict} overall`,
  images: (total: string, areDigits: boolean) => `Misread of ${total} test ${areDigits ? "digits" : "images"}`,
  ofPairs,
  ofSeeds: (seeds: string) => `mean of the recorded seeds ${seeds}`,
  atStep: (step: string) => `at step ${step}`,
  withTeacher: "with the teacher",
  withMethod: "with the method",
  without: "without",
  compared: (pairs: number, of: number) =>
    `Nothing is compared before both twins of a pair have finished: ${pairs} of ${of} pairs.`,
  noneFinished: "The run ended before both twins of a pair had finished. Train makes a whole one.",
  otherSeeds: "The figures of the other recorded seeds are being fetched.",
  empty: "The errors with and without the teacher stand here once a run has finished. Press Train.",
  fewer: (n: string) => `${n} fewer`,
  more: (n: string) => `${n} more`,
  interval: (low: string, high: string) => `, 95 % interval ${low} to ${high}`,
  sentence: (text: string) => `${text}.`,
  /** how many pairs a difference is of, while others still train */
  soFar: (pairs: number, of: number) => ` after ${pairs} of ${of} pairs`,
  teacher: (errors: string) => `The teacher misreads ${errors}.`,
  teachers: (errors: string) => `Their teachers misread ${errors} on average.`,
  /** what the teacher had learnt from, and what its students saw */
  learnt: (own: string, ofStudents: string, shifted: boolean, areDigits: boolean, one: boolean) =>
    `${one ? "It" : "They"} saw ${own} ${areDigits ? "digits" : "images"}${shifted ? ", shifted" : ""}; the students saw ${ofStudents}.`,
  /** where a stage of the method sees the teacher's images without their labels */
  learntOfAll: (own: string, ofStudents: string, shifted: boolean, areDigits: boolean) =>
    `It saw ${own} ${areDigits ? "digits" : "images"}${shifted ? ", shifted" : ""}; the students saw ${ofStudents}, and with the teacher all of its own too, without labels.`,
  givenTeacher: (ofStudents: string) => `It was given, not trained here; the students saw ${ofStudents} images.`,
  learntSame: (own: string, areDigits: boolean, one: boolean) =>
    `${one ? "It" : "They"} saw the same ${own} ${areDigits ? "digits" : "images"}.`,
  savedName: "Errors saved by each pair; right of zero is fewer errors.",
  savedEmpty: "Errors saved by each pair: none is known yet.",
  differs: "What differs between the two",
  claims: (reproduced: number, all: number) => `What the paper says: ${reproduced} of ${all} reproduced`,
  /** errors on dropped classes and on the others */
  parts: {
    caption: "Errors on the dropped classes and on the others",
    /** the images of dropped classes: "3s", "3s, 5s", of more than two their number */
    dropped: (names: readonly string[], areDigits: boolean) =>
      names.length > 2 ? `${names.length} dropped` : names.map((name) => (areDigits ? `${name}s` : name)).join(", "),
    others: (areDigits: boolean): string => (areDigits ? "other digits" : "others"),
    rest: "others",
    sum: "in all",
    on: (names: string, difference: string) => `${names}: ${difference}`,
    of: (total: string) => `of ${total}`,
  },
  bias: {
    none: "none",
    byShare: "without labels",
    best: "best on test",
    paper: "the paper's",
    lastStep: "The bias works at the last step, where all test answers are recorded.",
    of: (names: string) => `of ${names}`,
  },
  chart: {
    axis: (total: string, areMeans: boolean, seed: number | null) =>
      `${seed === null ? "" : `seed ${seed}: `}${areMeans ? "mean " : ""}test errors of ${total}, log scale`,
    /** the label of a curve whose end shows the first pair with a bias */
    biasedPair: "first pair, with bias",
    steps: "training steps",
    stepsOfStudents: (teacher: string) => `steps (teacher: ${teacher})`,
    /** names at the ends of lines, which are short */
    lines: { teacher: "teacher", taught: "with teacher", alone: "with method", plain: "without" },
    paper: "paper",
    recorded: "recorded",
    ofPair: (pair: number) => `pair ${pair}`,
  },
  table: { step: "step", copy: "Copy as CSV", copied: "Copied.", notCopied: "The browser did not allow it." },
  runs: {
    title: "Runs",
    empty: "Your runs appear here, with what changed between them.",
    first: (what: string) => `first run: ${what}`,
    change: (label: string, from: string, to: string) => `${label} ${from} → ${to}`,
    temperature: "T",
    same: "the same settings",
    recorded: (what: string) => `${what}, recorded`,
    word: {
      helps: "helps",
      hurts: "hurts",
      "cannot-tell": "cannot tell",
      "one-pair": "one pair",
      unfinished: "stopped",
      none: "no pair",
    },
    run: (n: number) => `run ${n}`,
    pin: (n: number) => `Show the curves of run ${n}`,
    rename: (n: number) => `Name run ${n}`,
    nameOf: (n: number) => `Name of run ${n}`,
    compare: "Compare",
    compareTitle: "Runs compared",
    /** buttons that open the dialogs of reports */
    reports: { "hand-in": "Hand in", opened: "Reports" },
    /** opens the dialog in which runs, charts and code are saved as files */
    save: "Save",
    distilled: "Errors with the teacher or the method",
    baseline: "Errors without",
    difference: "Fewer errors, mean",
    interval: "95 % interval",
    between: (low: string, high: string) => `${low} to ${high}`,
    pairs: "Pairs compared",
    verdict: "Verdict",
    time: "Time",
    seconds: (n: string) => `${n} s`,
    trained: "Trained",
    live: "on this machine",
    onDate: (date: string) => `recorded ${date}`,
  },
};
