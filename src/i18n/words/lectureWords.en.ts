/** Words of the slide, in English. */

import { type Piece, type Said, say } from "../softTargets/pieces.ts";

const plurals = ["zeros", "ones", "twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines"];
const article = (name: string) => (/^(8|[AEIO])/i.test(name) ? "an" : "a");

export const lectureWords = {
  region: "Slide",
  keep: "Keep as a beat",
  kept: (n: number) => (n === 1 ? "1 beat kept for the lecture." : `${n} beats kept for the lecture.`),
  notKept: "The browser refuses to keep it.",
  forget: "Forget the kept beats",
  beatOf: (n: number, of: number) => `${n} of ${of}`,
  outside: (of: number) => `as in the lab; → first of ${of}`,
  beats: "Beats",
  keys: "? keys",
  leave: "Leave",
  frozen: "frozen",
  /** over the digits that can be left out, while none is */
  leaveOut: "Leave a digit out",
  neverSees: "Student never sees",
  hidden: "?",
  teacher: "Teacher",
  student: "Student",
  /** images of a class, or of several */
  images: (names: readonly string[], areWords: boolean) =>
    names.length === 1 && !areWords ? plurals[Number(names[0])]! : "dropped classes",
  /** to three figures: more would not be heard */
  parameters: (n: number) => `${Number(n.toPrecision(3)).toLocaleString("en-US")} parameters`,
  /** under the two networks */
  distillation: "Distillation: the student learns the teacher's softened answers, its soft targets.",
  /** in place of it, where the temperature is not 1 */
  temperature: "A temperature above 1 evens the answers out, so that small shares can be seen and learnt.",
  question: (name: string) =>
    say`The student never saw ${article(name)} ${{ text: name, role: "student" }}. Will it read one? Hands up before we look.`,
  questionOf: (total: string, images: string) => `Of ${total} ${images} it will read`,
  /** how the students of a run with dropped classes have learnt */
  learnt: (labels: boolean, temperature: number | null, count: string, names: string, areWords: boolean) => {
    const at = temperature === null ? "" : `, temperature ${temperature}`;
    const images = areWords ? `images without ${names}` : `digits without ${article(names)} ${names}`;
    return `${labels ? "Labels too" : "No labels"}${at}, ${count} ${images}.`;
  },
  /** how the bias of a slide was chosen */
  chosenWithoutLabels: (share: string) => `Bias set without labels, to ${share} of all answers.`,
  options: ["none", "about half", "most of them"],
  result: (taught: Piece, total: string, plain: Piece) =>
    say`With the teacher the student misreads ${taught} of ${total} digits, without it ${plain}`,
  fewer: (result: Said, n: string, low: string, high: string) =>
    say`${result}: ${n} fewer, 95 % interval ${low} to ${high}.`,
  more: (result: Said, n: string, low: string, high: string) =>
    say`${result}: ${n} more, 95 % interval ${low} to ${high}.`,
  undecided: (result: Said) => say`${result}: no difference can be told.`,
  onePair: (result: Said) => say`${result}. One pair is no verdict.`,
  dropped: (answer: Said, name: string, read: Piece, missed: Piece, total: string, images: string, twin: Said) =>
    say`${answer} It never saw ${article(name)} ${name}, reads ${read} of ${total} ${images} and misreads ${missed}${twin}.`,
  twinAll: (twin: Piece) => say`; its twin without the teacher misreads ${{ ...twin, text: "all" }}`,
  twin: (twin: Piece) => say`; its twin without the teacher misreads ${twin}`,
  biased: (answer: Said, missed: Piece, total: string, images: string, all: Piece, of: string) =>
    say`${answer} It misreads ${missed} of ${total} ${images}, and ${all} of all ${of} digits.`,
  shuffled: (soft: Piece, total: string, shuffled: Piece, meaning: string) =>
    say`Students of soft targets misread ${soft} of ${total} digits, those with the wrong digits shuffled ${shuffled}: ${meaning}`,
  whichDigit: "here it matters which wrong digit gets how much.",
  noGain: "no difference can be told.",
  /** under the chart of shuffled targets: which run it is, and in what it differs from the talk's first one */
  otherRun: (name: string, steps: string, before: string) =>
    `Another run, “${name}”: its students trained for ${steps} steps, those before for ${before}.`,
  sameLength: (name: string) => `Another run, “${name}”.`,
  meansOf: (n: number) => `Means over ${n} pairs with 95 % intervals.`,
  /** the talk's last finding */
  seen: {
    interval: (low: string, high: string) => `95 % interval ${low} to ${high}`,
    helped: (n: Piece, total: string, interval: string) =>
      say`Soft targets helped: of ${total} digits ${n} fewer were misread (${interval}).`,
    harmed: (n: Piece, total: string, interval: string) =>
      say`Soft targets did harm: of ${total} digits ${n} more were misread (${interval}).`,
    undecided: (total: string, interval: string) =>
      say`Whether soft targets helped cannot be told from ${total} digits (${interval} fewer).`,
    dropped: (name: string, read: Piece, total: string, images: string, twin: Piece) =>
      say`A student that never saw ${article(name)} ${name} read ${read} of ${total} ${images}, its twin without the teacher ${twin}.`,
    /** of the images, where the twin reads none */
    none: "none",
    droppedUndecided: (name: string) => say`Whether they taught it a ${name} that it never saw cannot be told.`,
    /** over the panel's rows */
    misread: "Misread",
    all: (total: string, pairs: number) => `of ${total}, ${pairs === 1 ? "first pair" : `mean of ${pairs} pairs`}`,
    never: (total: string, images: string) => `${total} unseen ${images}, one pair`,
    soft: "soft targets",
    shuffled: "shuffled",
  },
  ownScreen: say`The same state on your own screen: every slider works there too.`,
  misread: (total: string) => `Misread, of ${total}`,
  atStep: (step: string) => `At step ${step}, first pair`,
  withTeacher: "with teacher",
  without: "without",
  saved: (n: string) => `${n} saved`,
  savedOne: "Errors saved, each ring a pair",
  pairs: (n: number) => (n === 1 ? "first pair" : `mean of ${n} pairs`),
  /** under the numbers of a result: what a pair is, and what its interval says */
  pair: (n: number) =>
    `${n === 1 ? "A pair" : `Mean of ${n} pairs`}: two students that start alike, one with the teacher.`,
  interval: "Bar, 95 % interval: of 20 such bars about 19 hold the true mean.",
  learntFrom: (teacher: string, shifted: boolean, student: string) =>
    `Teacher: ${teacher} digits${shifted ? ", randomly shifted" : ""}; students: ${student}.`,
  misreadBy: (isFirstPair: boolean): string => (isFirstPair ? "Misread, first pair" : "Misread"),
  firstPair: "first pair",
  droppedRow: (images: string, total: string) => `${images}, of ${total}`,
  otherImages: "other digits",
  allImages: "all",
  curve: (total: string) => `Test errors of ${total}, log scale`,
  curveFinding: (taught: string, plain: string) => `With the teacher ${taught} errors at the end, without ${plain}.`,
  steps: "steps",
  arms: {
    plain: "labels, no teacher",
    "label-smoothing": "smoothed labels",
    "shuffled-soft-targets": "soft targets, shuffled",
    taught: "soft targets",
  } as Readonly<Record<string, string>>,
  softTarget: "Soft target",
  shuffledTarget: "Wrong digits shuffled",
  address: "Address of this state",
  longAddress: "The address is in the code.",
  code: "QR code of the address",
  ofClass: (name: string) => `of the ${name}`,
  trained: (t: number) => `${t}; the student was trained at this temperature`,
  trainedAt: (t: number, at: number) => `${t}; the student was trained at ${at}`,
  trainedThere: (at: number) => `trained at ${at}`,
  source: {
    recorded: (date: string, backend: string, seed: number) => `recorded ${date}, ${backend}, seed ${seed}`,
    live: (backend: string, seed: number) => `this machine, ${backend}, seed ${seed}`,
  },
  /** the slide of a lesson's card */
  lessonSlide: {
    counted: "Guesses of the class",
    countOf: (option: string) => `Guesses for “${option}”`,
    more: (option: string) => `One more for “${option}”`,
    fewer: (option: string) => `One fewer for “${option}”`,
    right: "right:",
    next: "next card",
    previous: "card before",
    countOne: "count one guess for an option",
    takeOne: "take one away",
    clear: "set the counts of this card to 0",
    reveal: "reveal, or hide again",
    region: "next of what the card shows",
    arm: "the next kind of student",
    weight: "soft-target weight, where the card has it",
    view: (at: number, of: number) => `part ${at} of ${of}`,
    leave: "leave to the lesson's page",
    close: "close what is open, or leave",
  },
  table: "Table of what is shown",
  class: "Class",
  list: "Keys",
  close: "Close",
  noRecording: (names: string) =>
    names === "" ? "No recorded run lacks no class." : `No recorded run lacks exactly ${names}.`,
  noWeight: (weight: string) => `No recorded run has soft-target weight ${weight}.`,
  noBias: "The bias works at the last step of a run with a dropped class.",
  noBeat: "A run goes on: it is stopped in the lab before another is shown.",
  noTemperature: "This method has no temperature.",
  unknownRun: "No recorded run has the settings of this beat.",
  commands: {
    next: "next beat",
    previous: "beat before",
    warmer: "temperature up",
    cooler: "temperature down",
    moreBias: "class bias up by 0.2, with Shift 0.1",
    lessBias: "class bias down",
    moreWeight: "soft-target weight up",
    lessWeight: "soft-target weight down",
    predict: "predict: hide the student",
    play: "play or pause the training; played or hidden, next beat",
    replay: "replay from step 0",
    stepBack: "one step back",
    stepOn: "one step on",
    nextDigit: "next digit, with Shift the one before",
    scale: "linear, log, others only",
    twin: "twin without on or off",
    panel: "panel: numbers, curve, class",
    freeze: "freeze the slide",
    black: "black screen",
    sliders: "hide the sliders",
    link: "link and QR code",
    table: "table of what is shown",
    notes: "what may be said here",
    keys: "this list",
    leave: "leave",
    close: "close what is open, or leave",
  },
  digits: "drop or restore a digit",
  noNotes: "The talk has notes for each of its own slides; for this state there are none.",
  /** what may be said to each slide of the talk, in their order; figures are read off the slide */
  notes: [
    "A large network has learnt to read digits, and answers this one almost with certainty. A label would say no more. Ask: is this all that the network knows? Then press ↑ a few times.",
    "A network gives each digit a score. The scores are divided by a temperature before they become shares: the order stays, and shares that were too small to see can be read, and learnt. They are the soft targets of a small network, the student. In its loss their part is multiplied by the temperature's square, since their gradients shrink by about as much.",
    "Two students begin with the same weights and see the same images in the same order. One is told the labels alone, the other has the teacher's soft targets as well. Space shows how they learnt. The bar tells how well the mean of a few pairs is known; the teacher has seen more images than the students.",
    "Now the student never sees this digit, nor the word for it: it learns from soft targets alone. Let the class guess by a show of hands before you go on.",
    "What the student knows of the digit came with the teacher's answers to other digits: how much each of them looks like it. The twin, which learnt from labels, had nothing of that.",
    "The student still answers with this digit too seldom, for none of its images was one. One number added to that score brings many back and costs some others; compare the rows. It was chosen without labels: so that the digit has as large a part of all answers as of the classes. − and = move it. Lesson 3 tells whether it saves errors over several pairs.",
    "Is it the likeness of digits that helps, or only that targets are soft? A control student had the same shares with the wrong digits exchanged among each other: as soft, but without likeness. Smoothed labels are labels of which a part is spread evenly over all digits. With wrong labels and a teacher no larger than the student it can come out otherwise: see the lesson on Born-Again Networks.",
    "Read each line with its interval. What this talk has not shown: whether the student would gain as much from shifted images, which the teacher had; Hinton 2015 has that control.",
    "The address is that of this state. On a phone or a laptop every slider works, and each lesson goes on from one of these slides.",
  ],
};
