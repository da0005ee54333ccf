/** Words of the page of Hinton's section, and of the lab beside one of its runs, in English. */

export const replayWords = {
  title: "Hinton 2015, section 3, trained again",
  /** the paper, before what is shown of it */
  citation: (title: string, authors: string, year: number) => `${authors} ${year}, ${title}`,
  terms:
    "A transfer set is the images on which a student learns from its teacher; a pass is once through all of them; each seed has first weights and an order of images of its own.",
  every: (images: string) => `Every number of the paper's MNIST section, trained by this engine on ${images}.`,
  onImages: { mnist: "MNIST", digits: "the built-in digits; the paper's figures are of MNIST" },
  /** whether our figures stand in the paper's order */
  order: {
    found: (figures: number, seeds: number) =>
      seeds === 1
        ? `With this seed the order of the paper's ${figures} figures is found again`
        : `In the mean over ${seeds} seeds the order of the paper's ${figures} figures is found again`,
    singly: (found: number, seeds: number) =>
      found === seeds ? ", as with each seed alone" : `, and with ${found} of the ${seeds} seeds alone`,
    exchanged: (figures: number, seeds: number, pairs: string) =>
      `${seeds === 1 ? "With this seed" : `In the mean over ${seeds} seeds`} the order of the paper's ${figures} figures is not found again. Equal or the other way round stand: ${pairs}`,
    /** of the pairs that stand the other way round, how many no interval over seeds tells apart */
    untold: (untold: number, pairs: number) =>
      untold === 0
        ? ""
        : untold === pairs
          ? ", though no interval over seeds tells them apart"
          : `; intervals over seeds do not tell ${untold} of ${pairs} apart`,
    pair: (fewer: string, more: string) => `${fewer} and ${more}`,
    end: ".",
  },
  open: "The sizes differ, and under each name stands what differs. Open a row to see its run in the lab.",
  loading: "Fetching the figures.",
  missing: "The recorded figures are not on this site. They are made by npm run record.",
  images: "Images",
  seeds: "Seeds",
  allSeeds: "all seeds",
  seedNumber: (seed: number) => `seed ${seed}`,
  seedOf: (seed: number, seeds: number) => (seeds === 1 ? `seed ${seed}` : `seed ${seed} of ${seeds}`),
  keys: { paper: "the paper", ours: "ours, mean with 95 % interval", seed: "a seed", oneSeed: "ours, this seed" },
  run: "run",
  errors: "test errors",
  errorsOf: (total: string) => `Test errors of ${total} on a logarithmic axis: fewer is further left.`,
  paper: "paper",
  ours: "ours [95 %]",
  openRun: "Open",
  openNamed: (what: string) => `Open: ${what}`,
  whileTraining: "A run is being trained; recorded runs open when it has ended.",
  groups: {
    "hinton-2015": "Teacher and student",
    "hinton-2015-no-3s": "No 3s in the transfer set",
    "hinton-2015-only-7s-8s": "Only 7s and 8s in the transfer set",
    "hinton-2015-800": "Controls, 8 passes",
    "hinton-2015-jitter": "Controls on shifted images, 8 passes",
    "hinton-2015-3-percent": "Few images",
  } as Readonly<Record<string, string>>,
  bias: (range: string, paper: string | null) => `Bias ${range}${paper === null ? "" : `; the paper's ${paper}`}.`,
  range: (low: string, high: string) => `${low} to ${high}`,
  onDropped: (errors: string, paper: string | null) =>
    `${errors} of the errors on classes never seen${paper === null ? "" : `, the paper's ${paper}`}.`,
  strip: (what: string, ours: string, paper: string | null) =>
    `${what}: ours ${ours}${paper === null ? "" : `, the paper's ${paper}`}`,
  imagesOfRuns: {
    title: "The digits of these runs.",
    missing:
      "MNIST's images are not part of this site. Load your copy to see each test image with both networks' answers; until then the runs open with counts, curves, confusion and bias, and without pictures.",
    loaded: "Your files are loaded: a run of MNIST opens with its test images.",
    load: "Load MNIST files",
  },
  sweep: "Temperature and width",
  passes: (units: number, passes: string) => `${passes} passes with ${units} units`,
  sweepOf: (total: string, passes: string) =>
    `Mean errors of ${total} on soft targets alone, after ${passes}. Outlined: the fewest of its width. Darker is fewer errors, within a width.`,
  sweepOfPaper:
    "In the paper all temperatures above 8 were alike for 300 units and more, and 2.5 to 4 did best for 30.",
  units: "units",
  unitsOf: (units: number) => `${units} units`,
  labels: "labels",
  fewest: (units: number, temperature: string, alike: string) =>
    `${units} units: fewest at T = ${temperature}${alike === "" ? "" : `; compared seed by seed, T = ${alike} may do as well`}.`,
  cell: (width: number, taught: string, errors: string) => `Open ${width} units, ${taught}: ${errors} errors`,
  pairs: "What makes the difference",
  pairsOf: (total: string) =>
    `Errors saved of ${total}, paired by seed, with the 95 % interval. Right of zero is fewer errors; an arrow leads beyond the axis.`,
  pairWord: {
    helps: "fewer errors",
    hurts: "more errors",
    "cannot-tell": "inconclusive",
    "one-pair": "one seed",
  },
  pair: (what: string, saved: string, word: string) => `${what}: ${saved} errors saved, ${word}`,
  made: (version: string, backend: string, date: string, hours: string) =>
    `Made by version ${version} on ${backend}, the last on ${date}, ${hours} hours of work in all; made again by npm run record, or by npm run lab -- hinton-2015 --data FOLDER --seed N.`,
  card: "Hinton 2015, replayed",
  cardOf: (seed: number, date: string) => `Hinton 2015, seed ${seed}, recorded ${date}`,
  back: "All figures",
  beside: "Beside the paper's figures; train it yourself",
  what: "what",
  recorded: "recorded",
  live: "live",
  sweepCard: "One student for each temperature; choose one beside the bars.",
  share: "How much of it",
  part: (part: number, steps: string) => (part === 1 ? `all of it, ${steps} steps` : `1/${part}, ${steps} steps`),
  train: "Train it yourself",
  over: "The recorded curves lie behind the live ones as dots, drawn over the same width.",
  recordedLine: (name: string) => `${name}, recorded`,
  paperLine: (errors: string) => `paper ${errors}`,
};
