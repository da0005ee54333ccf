/** Words of the chooser of experiments and of the dialogs, in English. */

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
    "drop-3s": "A digit the student never sees, and one bias that brings it back.",
    "few-labels": "Is it the teacher, or only a larger or smoother loss?",
    "only-7s-8s": "Two digits in training, ten in the test.",
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
  restsOn: (pairs: number, seed: number) => `${pairs} pairs, seed ${seed}`,
  measured: (pairs: number, dataset: string, seed: number) => `${pairs} pairs, ${dataset}, seed ${seed}.`,
  allClaims: "All claims as a table",
};

/** Of the tables and dialogs: benchmark, studies, what the papers' table finds, and offers beside the notices. */
export const dialogWords = {
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
    start: "Find out",
    stop: "Stop",
    open: "not asked yet",
    take: (row: string, column: string, reading: string) => `${row}, ${column}: ${reading}. Take this experiment`,
    progress: (read: number, all: number, running: boolean) =>
      `${read} of ${all} cells${running ? "; the next one is being trained" : ""}.`,
    errors: "Test errors, mean over pairs with the 95 % interval",
    gain: "Errors saved against the student without the teacher, mean over pairs with the 95 % interval",
    outOf: (total: string) => `(out of ${total})`,
    hint: (dataset: string, seed: number) =>
      `Data “${dataset}”, seed ${seed}: change either and ask again. A cell takes up its experiment; what is known stays in this browser.`,
  },
  fidelity: {
    title: "What of the papers reproduces here",
    loading: "Fetching the table.",
    missing: "The table is not on this site. It is made by npm run fidelity.",
    explanation:
      "Each method's own experiment over several pairs of students, measured by this code. A claim is reproduced where the whole 95 % interval of the paired differences speaks for it, reversed where it speaks against it, and else inconclusive.",
    exact: "Exact:",
    scaled: "Scaled:",
    words: { reproduced: "reproduced", reversed: "reversed", inconclusive: "inconclusive" },
    units: { errors: "errors", nats: "nats" },
    pairs: (pairs: number, seed: number, date: string) => `${pairs} pairs, seed ${seed}, ${date}`,
  },
  papersTable: {
    says: (found: string) => `The table “Papers” has another word for this: ${found}.`,
    found: (word: string, pairs: number, dataset: string, seed: number) =>
      `${word} over ${pairs} pairs on ${dataset}, seed ${seed}`,
    /** after the counts of the shown run, where a word of the table is another one */
    counts: (here: string, reproduced: number, all: number, pairs: number, seed: number) =>
      `${here}; over ${pairs} pairs, seed ${seed}: ${reproduced} of ${all}`,
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
    linkShown: "This is the experiment of the link you opened. Your own is kept.",
    backToOwn: "Back to my experiment",
  },
  longRun: {
    question: (hours: string, megabytes: string) =>
      `This experiment is large: without a graphics processor it takes about ${hours} hours here, and ${megabytes} MiB for each student that trains. Start it?`,
    start: "Start it",
    leave: "Leave it",
  },
};
