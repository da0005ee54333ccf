/** All texts of Home, in English. They are apart from the lab's, which Home does not load. A digit between asterisks is marked. */

/** A share of errors that has a name; another is said in percent. */
export type NamedPart = "tenth" | "fifth" | "quarter" | "third" | "two fifths" | "two thirds" | "three quarters";

/** What a visitor's guess has turned out to be. */
export type Judged = "right" | "wrong";

const article = (digit: number) => (digit === 8 ? "an" : "a");
const number = (value: number) => Math.round(value).toLocaleString("en-US");
const some = (digit: number) => `${article(digit)} *${digit}*`;
const part = (share: NamedPart | number) => {
  if (typeof share === "number") return `${share} %`;
  return share.includes(" ") ? share : `a ${share}`;
};

const shown = (guess: Judged | null) =>
  guess === null ? "Shown" : `${guess === "right" ? "As you said" : "Not as you said"}: shown`;

export const homeWords = {
  title: "Distillation Playground",
  places: "Places",
  lessons: "Lessons",
  lab: "Lab",
  section: "Hinton 2015",
  present: "Present",
  menu: "Menu",
  otherLanguage: "中文",
  languageLabel: "Switch to Chinese",
  darkTheme: "Theme: dark",
  lightTheme: "Theme: light",
  ask: (digit: number) =>
    `A large network looks at this digit and answers *${digit}*. Is that all it can teach a small one?`,
  begin: "Still sure, but something else begins to show.",
  soft: (second: number, third: number, least: number) =>
    `It also finds it a little like ${some(second)} and ${some(third)}, and hardly like ${some(least)}. No label says that.`,
  /** where the least likely digit is no longer hardly thought of */
  closer: (second: number, third: number, least: number) =>
    `All ten draw closer: ${some(second)} and ${some(third)} are still next, and ${some(least)} is still last.`,
  flat: "Now it rates all ten almost alike. The order is still there, but hard to see.",
  predict: (digit: number) =>
    `Two small networks start alike. One is told only “this is ${article(digit)} ${digit}”, the other is also shown the whole answer.`,
  race: (images: number) => `Both read the same ${number(images)} digits, in the same order.`,
  fewer: (share: NamedPart | number, guess: Judged | null) =>
    `${shown(guess)} the large network’s whole answers, the small one misreads ${part(share)} fewer digits.`,
  more: (share: NamedPart | number, guess: Judged | null) =>
    `${shown(guess)} the large network’s whole answers, the small one misreads ${part(share)} more digits.`,
  undecided: "Shown the whole answers or not: no difference can be told.",
  image: (digit: number) => `A handwritten ${digit}`,
  large: "large network",
  teacher: "large network = teacher",
  parameters: (parameters: number) => `${number(Math.round(parameters / 1000) * 1000)} parameters`,
  answers: (likeliest: string) => `The large network’s answer: ${likeliest}`,
  answer: (digit: number, percent: string) => `${digit} with ${percent} %`,
  temperature: "Temperature",
  sure: "sure",
  open: "open to everything",
  effect: "how much the second thoughts show",
  spoken: (temperature: number) => `Temperature ${temperature}`,
  teach: "Teach a small network",
  moveFirst: "Move the slider first.",
  whole: (temperature: number) => `shown the teacher’s whole answer, at temperature ${temperature}`,
  only: (digit: number) => `told only the label, “this is ${article(digit)} ${digit}”`,
  taught: "small, with the teacher",
  plain: "small, without",
  question: "Which of the two will misread fewer digits afterwards?",
  guessTaught: "The one shown the whole answer",
  guessPlain: "The one told only the label",
  guessSame: "No difference",
  training: "Training, recorded, in 3 seconds.",
  chart: (total: number) => `test errors of ${number(total)}, log scale`,
  steps: (steps: number) => `training steps; the small ones train ${number(steps)}`,
  lineTeacher: "teacher",
  lineTaught: "with the teacher",
  linePlain: "without",
  wrong: (total: number) => `misread of ${number(total)}`,
  unequal: (teacher: number, shifted: boolean, student: number) =>
    `To teach a small network by the answers of a large one is called distillation. The large network had learnt from ${number(teacher)} digits${shifted ? ", randomly shifted" : ""}; the small ones saw ${number(student)}.`,
  doorClass: "Take all the 3s away",
  doorClassAbout: "Can a network read a digit it never saw? A recorded run in the lab",
  doorLab: "Train it on this machine",
  doorLabAbout: "The lab opens with a recorded run; Train makes your own, in about a minute",
  source: "A recorded run of this playground. Nothing leaves this page.",
  figures: (pairs: number, mean: number, low: number, high: number) =>
    `Mean of ${pairs} pairs, same first weights and batches: ${Math.abs(mean).toFixed(1)} ${mean < 0 ? "more" : "fewer"} errors; 95 % interval of errors saved ${low.toFixed(1)} to ${high.toFixed(1)}.`,
  recorded: (date: string, seed: number) => `Recorded ${date}, seed ${seed}. After Hinton, Vinyals and Dean, 2015.`,
  unknown: (address: string) => `There is no place “${address}” on this page; this is its first one.`,
  lacksLab: "The lab could not be loaded. Reload the page when there is a network.",
};

/** What every language of Home has. */
export type HomeWords = typeof homeWords;
