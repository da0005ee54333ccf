/** Words of the chooser of experiments and of the dialogs, in English. */

import { seedsInWords } from "../findings/seedsInWords.ts";

export const chooserWords = {
  back: "All experiments",
  nothing: (text: string) => `No card has “${text}”.`,
  groups: {
    start: "Start here",
    papers: "Ten papers",
    beside: "Beside them",
    section: "Hinton's section on MNIST",
    questions: "Questions",
  },
  about: {
    start: "",
    papers: "each with its own picture, recorded run and measured claims",
    beside: "",
    section: "recorded in full; its figures are under Hinton 2015",
    questions: "many runs each; one that is stopped goes on later",
  },
  /** the sentence of a card by its preset; a method without one says its paper's claim */
  sentences: {
    hinton: "The student learns the teacher's whole answer, softened.",
    fitnets: "A thin, deep student first learns a middle layer, then the answer.",
    net2net: "A network grows wider or deeper and answers the same as before.",
    fsp: "What is copied is the flow between two layers.",
    mutual: "No teacher: two peers learn from each other.",
    "born-again": "Each generation teaches one of its own size.",
    apprentice: "The student is as large, but its weights have few bits.",
    one: "Branches of one network; their gated mix is the teacher.",
    "feature-fusion": "Two networks' features are fused and teach both.",
    "ensemble-net": "Many heads for the cost of one network.",
    "attention-transfer": "Look where the teacher looks.",
    decoupled: "The right class and the wrong classes are weighted apart.",
    "teacher-assistant": "A middle-sized network stands between a large and a small one.",
    pruning: "Remove the smallest weights, then let a teacher help.",
    subliminal: "Digits are learnt from noise and from logits without meaning.",
    "fsp-new-task": "The flow is learnt on five digits and used for the other five.",
    "fitnets-small-weights": "The deep student begins with small, evenly drawn weights.",
    "net2net-low-rate": "Grown networks go on at a tenth of the rate.",
    "born-again-early-stop": "Generation 0 stops early, so that its answers are less sure; no label is wrong.",
    "born-again-clean": "Generations with no wrong label.",
    "ensemble-net-clean": "Several heads with no wrong label.",
    "one-clean": "Branches and their gate with no wrong label.",
    "mutual-clean": "Peers teach each other with no wrong label.",
    "feature-fusion-clean": "Feature Fusion with no wrong label.",
    "drop-3s": "A digit the student never sees, and one bias that brings it back.",
    "few-labels": "Is it the teacher, or only a larger or smoother loss?",
    "only-7s-8s": "Two digits in training, ten in the test.",
    "keras-example":
      "The networks of Keras' example. It reports 97.6 % for the teacher and for the student alone, and 98.1 % distilled.",
    "hinton-2015": "The paper's teacher and its main student, on labels and on soft targets.",
    "hinton-2015-no-3s": "No 3 in the transfer set; the bias of 3 is chosen afterwards.",
    "hinton-2015-only-7s-8s": "Two digits in the transfer set, and eight biases chosen afterwards.",
    "hinton-2015-30": "A student of 30 units a layer at eight temperatures.",
    "hinton-2015-300": "A student of 300 units a layer at eight temperatures.",
    "hinton-2015-800": "A student of 800 units a layer at eight temperatures, with three controls.",
    "hinton-2015-jitter": "The student's images are shifted as the teacher's were.",
    "hinton-2015-3-percent": "1,800 images, by labels or by soft targets.",
  } as Readonly<Record<string, string>>,
  /** of the card in the first group, which is the method's own in the second */
  firstLook: (labels: string, pairs: number) => `${labels} labels, a teacher and ${pairs} pairs of students.`,
  marked: {
    reproduced: "reproduced here",
    reversed: "reversed here",
    inconclusive: "inconclusive",
  },
  andOthers: (first: string) => `${first} et al.`,
  counted: (n: number, word: string) => `${n} ${word}`,
  /** beside the counts, since an opened run has other pairs and may have another word */
  restsOn: (pairs: number, seeds: readonly number[]) => `${pairs} pairs, ${seedsInWords.en(seeds)}`,
  measured: (pairs: number, dataset: string, seeds: readonly number[]) =>
    `${pairs} pairs, ${dataset}, ${seedsInWords.en(seeds)}.`,
  allClaims: "All claims as a table",
};

/** Of the tables and dialogs: benchmark, studies, what the papers' table finds, and offers beside the notices. */
export const dialogWords = {
  remedies: {
    downloadRun: "Save the run as a file",
    trainSlower: (rate: string) => `Run again with learning rate ${rate}`,
  },
  /** where settings have been changed to those of a recorded run, or the dropped classes to its own */
  recordedOffer: {
    own: "Show the recorded run",
    without: (names: string) =>
      names === ""
        ? "Show the recorded run with all classes, with its settings"
        : `Show the recorded run without ${names}, with its settings`,
  },
  benchmark: {
    title: "Benchmark this machine",
    explanation:
      "Trains the same steps with plain TensorFlow.js, with jax-js and with this engine, taking turns, and tells how many times faster each is. It takes some minutes and keeps one core busy.",
    backend: "Machinery",
    start: "Start the benchmark",
    stop: "Stop the benchmark",
    download: "Save the figures",
    work: "Work",
    side: "Side",
    msPerStep: "ms a step",
    againstTfjs: "times tfjs",
    againstJax: "times jax-js",
    running: (done: number, of: number, title: string) => `${done} of ${of} done. Now: ${title}`,
    done: (device: string) => `Done, on ${device}.`,
    failed: (detail: string) => `The benchmark stopped: ${detail}`,
  },
  studies: {
    title: "Questions",
    study: "Question",
    start: "Train here",
    goOn: "Go on",
    stop: "Stop",
    seed: "Seed of the training here",
    duration: (seconds: number) =>
      seconds < 90
        ? `${Math.ceil(seconds)} s`
        : seconds < 5400
          ? `${Math.round(seconds / 60)} min`
          : `${(seconds / 3600).toFixed(1)} h`,
    open: "at most, not trained yet",
    openMark: (time: string) => `≤ ${time}`,
    openMeans: "≤: not trained yet, with the time it takes at most",
    take: (row: string, column: string, reading: string) => `${row}, ${column}: ${reading}. Take this experiment`,
    estimate: (runs: number, dataset: string, seed: number, time: string) =>
      `${runs === 1 ? "1 run" : `${runs} runs`} on “${dataset}” with seed ${seed}: at most about ${time} without a graphics processor.`,
    nothingOpen: (dataset: string, seed: number) =>
      `Every cell has been trained here on “${dataset}” with seed ${seed}. With another seed it can be trained again.`,
    isFree: "The run that the lab shows stays as it is.",
    training: (title: string, read: number, all: number) => `“${title}” is being trained: ${read} of ${all} cells.`,
    held: (title: string, read: number, all: number) =>
      `“${title}” is stopped at ${read} of ${all} cells and goes on where it was.`,
    done: (title: string, all: number) => `“${title}”: all ${all} cells are trained.`,
    pace: (step: number, steps: number, rate: string, left: string) =>
      `This cell: step ${step} of ${steps}, ${rate} steps/s. About ${left} left for all cells.`,
    preparing: (left: string) => `A cell is being prepared. About ${left} left for all cells.`,
    beside: "A run of the lab is trained at the same time: both take longer.",
    replaces: (title: string) =>
      `To train this one ends the cell that “${title}” has begun; its trained cells are kept.`,
    errors: "Test errors, mean over pairs with the 95 % interval",
    gain: "Errors saved against the student without the teacher, mean over pairs with the 95 % interval",
    outOf: (total: string) => `(out of ${total})`,
    /** what the trained cells say, over the table */
    found: {
      cell: (row: string, column: string) => `${row}, ${column}`,
      helps: (helps: number, read: number) =>
        `In ${helps} of ${read} trained cells the student makes fewer errors with the teacher`,
      most: (cell: string, saved: string) => `, the most at ${cell}: ${saved} fewer`,
      hurts: (cells: string) => `; more errors at ${cells}`,
      unclear: (cells: number) => `; in ${cells} it cannot be told`,
      best: (rows: string) => `Fewest errors, by the mean: ${rows}`,
      bestOf: (row: string, column: string, errors: string) => `${row}: ${column} (${errors})`,
    },
    /** what all cells have in common */
    common: (pairs: number | undefined, steps: string | undefined, images: string | undefined) =>
      [
        ...(pairs === undefined ? [] : [pairs === 1 ? "one pair" : `${pairs} pairs`]),
        ...(steps === undefined ? [] : [`${steps} steps`]),
        ...(images === undefined ? [] : [images === "all" ? "all training images" : `${images} images`]),
      ].join(", "),
    eachCell: (common: string) => `Every cell: ${common}.`,
    shade: { errors: "Darker: fewer errors.", gain: "Darker: more errors saved." },
    figures: "Figures",
    ownFirst: "Trained here, else recorded",
    recordedOnly: "Recorded",
    recorded: "recorded",
    trainedHere: "trained here",
    cannotTell: "cannot tell",
    cannotTellMeans: "cannot tell: the interval holds 0",
    recordedWith: (dataset: string, seed: number, backend: string, device: string, dates: string, version: string) =>
      `Recorded on “${dataset}” with seed ${seed}, ${backend} (${device}), ${dates}, version ${version}.`,
    unrecorded: (open: number) => `${open === 1 ? "1 cell is" : `${open} cells are`} not recorded.`,
    hint: "A cell sets its experiment; your own is kept. What is trained here stays in this browser.",
  },
  fidelity: {
    title: "What of the papers reproduces here",
    loading: "Fetching the table.",
    missing: "The table is not on this site. It is made by npm run fidelity.",
    explanation:
      "Each method's own experiment, and variants of it, over several pairs of students, measured by this code. A claim is reproduced where the whole 95 % interval of the paired differences speaks for it, reversed where it speaks against it, and else inconclusive.",
    exact: "Exact:",
    scaled: "Scaled:",
    words: { reproduced: "reproduced", reversed: "reversed", inconclusive: "inconclusive" },
    units: { errors: "errors", nats: "nats" },
    pairs: (pairs: number, seeds: readonly number[], date: string) =>
      `${pairs} pairs, ${seedsInWords.en(seeds)}, ${date}`,
    notMeasured: "not measured yet",
    nothingMeasured: "Not measured yet with the present settings.",
  },
  papersTable: {
    says: (table: string, found: string) => `The table “${table}” has another word for this: ${found}.`,
    found: (word: string, pairs: number, dataset: string, seeds: readonly number[]) =>
      `${word} over ${pairs} pairs on ${dataset}, ${seedsInWords.en(seeds)}`,
    /** after the counts of the shown run, where a word of the table is another one */
    counts: (here: string, reproduced: number, all: number, pairs: number, seeds: readonly number[]) =>
      `${here}; over ${pairs} pairs, ${seedsInWords.en(seeds)}: ${reproduced} of ${all}`,
    why: (pairs: number, dataset: string, seed: number) =>
      `This run has ${pairs === 1 ? "one pair" : `${pairs} pairs`} on ${dataset}, seed ${seed}; with few pairs the word can differ from seed to seed.`,
  },
  offers: {
    cutOff: (method: string, seed: number, began: string) =>
      `A run was cut off: ${method}, seed ${seed}${began ? `, begun ${began}` : ""}.`,
    cutOffAt: (step: number, steps: number) =>
      `It was stored at step ${step} of ${steps} and goes on from its last checkpoint.`,
    cutOffAtStart: "It had no checkpoint yet and goes on from its beginning.",
    cutOffNeedsFiles: "It was trained on files of your own: choose them again, and it goes on.",
    goOn: "Go on",
    discard: "Throw away",
    otherSet: "This experiment came by a link or from a question. Your own is kept.",
    backToOwn: "Back to my experiment",
  },
  longRun: {
    question: (hours: string, megabytes: string) =>
      `This experiment is large: without a graphics processor it takes about ${hours} hours here, and ${megabytes} MiB for each student that trains. Start it?`,
    start: "Start it",
    leave: "Leave it",
  },
};
