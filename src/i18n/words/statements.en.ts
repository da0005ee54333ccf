/** What the page states of a run: what the students of a pair share, what goes on, and what has been changed since. */

export const statements = {
  punctuation: {
    space: " ",
    stop: ".",
    comma: ", ",
    semicolon: "; ",
    list: (parts: readonly string[]) => parts.join(", "),
  },
  /** what stands where there is nothing to show yet */
  going: {
    preparing: "The images are being prepared.",
    fetching: "The recorded run is being fetched.",
    teacher: (step: string, steps: string) => `The teacher trains: step ${step} of ${steps}. The students follow.`,
    students: (step: string, steps: string) => `The students train: step ${step} of ${steps} of all of them together.`,
    nothing: "This run has nothing to show here.",
  },
  progress: {
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
    shownSeed: (seed: number) => `Curves, bars and matrices are of seed ${seed}.`,
    shownPair: "Bars and matrices are of pair 1, bold curves are means over pairs.",
    biased: (bias: string, arm: string) =>
      `The students “${arm}” have a bias of ${bias} on the dropped classes, the others have none.`,
    notBiased: (arm: string) => `The bias cannot be shown: this run has no test answers of “${arm}”.`,
    lacksBias: (count: number) =>
      count === 1
        ? "The other pair is left out: its test logits are not part of this recording."
        : `The other ${count} pairs are left out: their test logits are not part of this recording.`,
  },
  changes: {
    title: "Changed since this run:",
    shown: "The result shown is of the old settings.",
    change: (label: string, from: string, to: string) => `${label} ${from} → ${to}`,
    more: (n: number) => `and ${n} more`,
    none: "none",
    train: "Train again",
    back: "Back to the run's settings",
    layers: "layers",
    omitTeacher: "Classes the teacher never saw",
    evaluateEvery: "Steps between evaluations",
    givenTeacher: "Given teacher",
    smoothing: "Label smoothing",
    jitter: "Jitter in pixels",
    of: { teacher: (label: string) => `Teacher: ${label}`, student: (label: string) => `Student: ${label}` },
    yes: "yes",
    no: "no",
  },
  /** data sets within a sentence */
  onData: {
    ...{ digits: "the built-in digits", mnist: "MNIST", fashion: "Fashion-MNIST", files: "own files" },
  } as Readonly<Record<string, string>>,
  ofPair: (arm: string, other: string) => `Pair 1: filled “${arm}”, dashed “${other}”.`,
};
