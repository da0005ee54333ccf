/** Words of the dialogs: benchmark, studies and the papers' table, in English. */

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
    why: (pairs: number, dataset: string, seed: number) =>
      `This run has ${pairs === 1 ? "one pair" : `${pairs} pairs`} on ${dataset}, seed ${seed}; with few pairs the word can differ from seed to seed.`,
  },
};
