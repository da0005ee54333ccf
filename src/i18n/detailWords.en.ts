/** Words of the room of details, in English. */

const ONES = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
const TEENS = ["Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"];
const TENS = ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

/** A count at the beginning of a sentence: in words below a hundred. */
function countWord(n: number): string {
  if (n <= 10) return ONES[n]!;
  if (n < 20) return TEENS[n - 11]!;
  if (n >= 100) return `${n}`;
  const one = n % 10;
  return one === 0 ? TENS[n / 10]! : `${TENS[Math.floor(n / 10)]}-${ONES[one]!.toLowerCase()}`;
}

/** "3s", "images of Shirt". */
const many = (name: string, n: number) =>
  name.length > 1 ? `image${n === 1 ? "" : "s"} of ${name}` : `${name}${n === 1 ? "" : "s"}`;
const images = (n: number) => `${n} image${n === 1 ? "" : "s"}`;

export const detailWords = {
  student: "student",
  teacher: "teacher",
  matrixOf: "Matrix of",
  matrixLabel: (who: string) => `Confusion matrix: ${who}`,
  axes: (who: string) => `rows: true class · columns: the answer (${who}) · right: wrong of each`,
  trueByAnswer: "true class by answer",
  wrong: "wrong",
  wrongOf: (errors: string, total: string) => `${errors} of ${total} wrong`,
  cell: (trueName: string, answer: string, n: number) => `true ${trueName}, answered ${answer}: ${images(n)}`,
  noMatrix: "This recording keeps the matrix of the last evaluation alone.",
  readAs: (n: number, trueName: string, answer: string) => `${countWord(n)} ${many(trueName, n)} read as ${answer}`,
  readRight: (n: string, trueName: string) => `Read right: ${n} ${many(trueName, 2)}`,
  testImage: (place: string, name: string) => `test image ${place}, true class ${name}`,
  pressAnImage: "Press an image to see both networks' answers to it.",
  firstOf: (shown: number, all: string) => `These are the first ${shown} of ${all}.`,
  ofTheFirst: (n: number, lookedThrough: string) =>
    `Answers are kept for the first ${lookedThrough} test images: ${n} of this cell ${n === 1 ? "is" : "are"} among them.`,
  onlyFollowed: (n: number) =>
    `This recording keeps this network's answers to 20 images: ${n} of this cell ${n === 1 ? "is" : "are"} among them. After a run on this machine all are listed.`,
  onlyFollowedAtStep: (n: number) =>
    `Which images these are is known at the last step. Of the 20 that are followed through the training, ${n} ${n === 1 ? "is" : "are"} in this cell.`,
  trueClass: "true class",
  testImages: "test images",
  errorsByClass: "Test errors of each class",
  beyond: "↑: beyond the axis.",
  alikeTitle: "Which classes does each find alike?",
  alikeHint: (temperature: string, n: string) =>
    `Rows: true class, columns: answer. Cells: the mean probability in percent at temperature ${temperature}, over ${n} test images.`,
  answersNotKept:
    "This recording does not keep its answers to the test set. After a run on this machine they are shown.",
  neverSaw: (names: readonly string[]) => `never saw ${names.join(", ")}`,
  shareOf: (trueName: string, answer: string, share: string) => `true ${trueName}, answer ${answer}: ${share}`,
  mostAlike: (trueName: string, answer: string, share: string) =>
    `most alike are ${trueName} and ${answer}, ${share} on average`,
  trueAndAnswer: (trueName: string, answer: string) => `true ${trueName}, answer ${answer}`,
  sharesAt: (trueName: string, answer: string, left: string, a: string, right: string, b: string) =>
    `True ${trueName}, answer ${answer}: ${left} ${a}, ${right} ${b}.`,
};
