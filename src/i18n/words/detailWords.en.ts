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

/** Numbers of one image's loss as they are shown; `t` is null where the factor T² is left out. */
interface LossNumbers extends Record<"softWeight" | "kl" | "hardWeight" | "ce" | "soft" | "hard" | "total", string> {
  readonly t: string | null;
}

export const detailWords = {
  likeness: {
    title: "Right, and like the teacher",
    across: "says what the teacher says",
    up: "test errors, %",
    point: (name: string, agreement: string, errors: string) => `${name}: agrees on ${agreement}, ${errors} errors`,
  },
  droppedClass: "dropped",
  drawHere: "Draw a digit here",
  drawNeedsRun: "Train first: a drawn digit is answered by live networks.",
  drawHint: "Draw with the mouse or a finger; with the keyboard, arrow keys move the pen and Space puts it down.",
  answersBefore: "Until a drawing is answered, the answers are those to the image before.",
  drawImage: "Draw here",
  biasHint: "Added to the student's logits of the dropped classes. It never saw them, so it thinks them rare.",
  /** the rules by which a class bias is chosen */
  biasRules: {
    byShare: (share: string) => `the dropped classes get ${share} of all answers, which is their share of the classes.`,
    best: "the fewest test errors, which only the labels of the test images tell.",
    of: (name: string, rule: string) => `“${name}”: ${rule}`,
  },
  stepsAxis: "steps",
  lossNow: "Last steps of the first distilled student, nats",
  pictureAt: (where: string, step: string) => `${where}, step ${step}`,
  pictureRange: (low: string, high: string) => `${low} to ${high}`,
  asNumbers: "The same as numbers",
  teacherEpochs: "Teacher's epochs",
  studentEpochs: "Student's epochs",
  aboutEpochs: "passes through its images: steps times batch size over the number of images",
  addLayer: "Add layer",
  removeLayer: "Remove",
  layerKinds: {
    dense: "dense",
    conv: "convolution",
    depthwise: "depthwise convolution",
    pool: "pooling",
    dropout: "dropout",
    add: "shortcut",
  } as Readonly<Record<string, string>>,
  passedLayers: "passes by",
  projection: "1x1 projection",
  activation: "activation",
  activations: { relu: "ReLU", leakyRelu: "leaky ReLU", linear: "linear" } as Readonly<Record<string, string>>,
  slope: "slope below 0",
  stride: "stride",
  padding: "padding",
  paddings: { same: "same", valid: "valid (none)" } as Readonly<Record<string, string>>,
  pooling: "takes",
  poolings: { max: "the largest", mean: "the mean" } as Readonly<Record<string, string>>,
  moveLayer: (place: number, count: number, kind: string) => `Move layer ${place} of ${count}, ${kind}`,
  howToMove: "Drag it, or press the up and down keys",
  networkRefused: "These layers are not taken; the experiment keeps those before.",
  student: "student",
  teacher: "teacher",
  matrixOf: "Matrix of",
  matrixLabel: (who: string) => `Confusion matrix: ${who}`,
  axes: (who: string) => `rows: true class · columns: the answer (${who}) · at the right: errors on each class`,
  ofFirstPair: (who: string) => `${who}, first pair`,
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
    "This recording does not keep the answers of this network to the test set. After a run on this machine they are shown.",
  noAnswersKept:
    "The maps are made of the networks' answers to all test images, and this run has not kept them. After a run on this machine they are shown.",
  answersAtLastStep: "The maps are made of the answers to all test images, which are known at the last step alone.",
  trainHere: "Train it here",
  lastStep: "Show the last step",
  neverSaw: (names: readonly string[]) => `never saw ${names.join(", ")}`,
  shareOf: (trueName: string, answer: string, share: string) => `true ${trueName}, answer ${answer}: ${share}`,
  mostAlike: (trueName: string, answer: string, share: string) =>
    `most alike are ${trueName} and ${answer}, ${share} on average`,
  trueAndAnswer: (trueName: string, answer: string) => `true ${trueName}, answer ${answer}`,
  sharesAt: (trueName: string, answer: string, left: string, a: string, right: string, b: string) =>
    `True ${trueName}, answer ${answer}: ${left} ${a}, ${right} ${b}.`,
  moreOfTheLoss: "The stages, the losses of the last steps, and the paper",
  oneStep: "One image, one step",
  oneStepHint: "What a training step would do with this image, by the networks shown and the settings as they are.",
  back: "Back",
  next: "Next",
  again: "From the start",
  partOf: (part: number, parts: number) => `${part} of ${parts}`,
  parts: {
    teacher: (name: string, logit: string) => ({
      title: "Teacher",
      text: `The image goes through the teacher, which is frozen: its weights stay. Each class gets a score, its logit; ${name} has the largest, ${logit}.`,
    }),
    soften: (t: string, name: string, share: string) => ({
      title: "Soften",
      text: `The logits are divided by T = ${t}. Softmax makes shares of them, 100 % in all: the soft target. ${name} has ${share}.`,
    }),
    student: (t: string, name: string, share: string) => ({
      title: "Student",
      text: `The same image through the student, at T = ${t} too. It gives ${name} a share of ${share}.`,
    }),
    losses: (kl: string, ce: string | null) => ({
      title: "Two losses",
      text: `How far from the soft target, the Kullback-Leibler divergence KL: ${kl}. ${ce === null ? "This image has no label." : `How far from the label at T = 1, the cross-entropy CE: ${ce}.`}`,
    }),
    weights: (softWeight: string, t: string | null, soft: string, hardWeight: string, hard: string) => ({
      title: "Weights",
      text: `Soft: ${softWeight}${t === null ? "" : ` × ${t}²`} × KL = ${soft}. Label: ${hardWeight} × CE = ${hard}. ${t === null ? "T² is left out." : "T² keeps the soft part's push."}`,
    }),
    sum: (soft: string, hard: string, total: string) => ({
      title: "Sum",
      text: `${soft} + ${hard} = ${total}: the loss of this image. Its unit, the nat, is that of natural logarithms.`,
    }),
    gradient: (up: string, down: string) => ({
      title: "Gradient",
      text: `The slope of the loss by each logit. A step goes against it: the logit of ${up} is to rise most, that of ${down} to fall most.`,
    }),
    nudge: (name: string, before: string, after: string) => ({
      title: "Nudge",
      text: `The weights move the logits that way. By the whole gradient ${name}, at T = 1, would ${before === after ? `hardly change: ${before}` : `go from ${before} to ${after}`}.`,
    }),
  },
  liveFormula: ({ softWeight, t, kl, hardWeight, ce, soft, hard, total }: LossNumbers) =>
    `L = ${softWeight}${t === null ? "" : ` · ${t}²`} · KL ${kl} + ${hardWeight} · CE ${ce} = ${soft} + ${hard} = ${total}`,
  timesSquare: "Multiply the soft part by T²",
  gradientTitle: "Where each loss pushes the logits",
  gradientHint:
    "Above the line: the logit is to rise. A bar is the gradient, the slope of the loss, with its sign turned. The soft targets push the wrong classes by different amounts, each toward the teacher's share.",
  /** `withSquare`: how far the axes would go with the factor T²; null where it is in the loss */
  gradientScale: (extent: string, withSquare: string | null) =>
    `Axes to ±${extent}${withSquare === null ? "" : `; with T² to ±${withSquare}`}, kept while a slider moves.`,
  softGradient: "Soft targets",
  hardGradient: "Label",
  gradientSum: "Together",
  classNumber: (name: string, value: string) => `${name}: ${value}`,
  gradientFinding: (title: string, name: string, value: string) => `${title}: strongest at ${name}, ${value}`,
  stepColumns: [
    "teacher's logit",
    "soft target",
    "student's logit",
    "student at T",
    "soft gradient",
    "label's gradient",
    "together",
  ],
  networkFacts: (parameters: string, mflop: string, kb: string) =>
    `${parameters} parameters, ${mflop} MFLOP an image, ${kb} kB`,
  msAnImage: (ms: string) => `${ms} ms an image`,
  measureImage: "Measure the time of one image",
  measuring: "Measuring …",
  measuredHow: "On this machine: one image at a time on one core, WASM.",
  notMeasured: (why: string) => `It could not be measured: ${why}`,
  whoTeaches: "Who teaches whom, stage by stage",
  whoTeachesHint: "An arrow is a loss: from what it takes as its target, to what it trains.",
  allNetworks: "All networks of this run, at the step that is shown",
  networkColumns: {
    name: "network",
    layers: "layers",
    parameters: "parameters",
    mflop: "MFLOP an image",
    kb: "kB",
    errors: "test errors",
    agreement: "agrees with the teacher",
    calibration: "calibration error",
    entropy: "entropy, nats",
  },
  calibrationHint:
    "Calibration error: how far the share that a network gives its answer is from how often such answers are right, on average. Entropy: how spread its shares are, 0 where all goes to one class; a nat is the unit of natural logarithms.",
  unitsInOrder: "Each square is a unit, in all panels in the order of the teacher's.",
  whichPicture: "Picture",
  ofAllImages: "The same for every image of the gallery",
  imageColumn: "image",
  whichArm: "Of the student",
  atStep: (step: string) => `step ${step}`,
  /** after the step of a picture */
  lastOfStage: (stage: string) => `the last step of the stage “${stage}”`,
  /** a picture that is not of the step that is shown */
  pictureOfStep: (step: string, shown: string) =>
    `The picture is of step ${step}: this run keeps none of step ${shown}.`,
  picturesOfGallery: "Pictures are computed on the ten images of the column; for others there are none.",
  correlation: (value: string) => `The two are alike to ${value}: the correlation over all cells.`,
  coloursOfDifference: (range: string) => `blue: too little, orange: too much · ${range}`,
  squareRoots: "Heights are square roots of counts.",
  endsAt: (name: string, value: string) => `${name}: ${value} at the end`,
  /** stands between two sentences */
  between: " ",
  readings: {
    "gradient-norms":
      "How long the gradient of each layer is, from the first to the last, at the batch of this step. Where a deep network cannot be trained, its first layers get almost none.",
    "term-gradient-norms":
      "How long the gradient of each part of the loss is by itself, its weight included, layer by layer, at the batch of this step. The longer one moves the weights more.",
    noise:
      "Noise is added to all weights, and the loss on the training images is measured. The flatter the curve, the wider the minimum.",
  } as Readonly<Record<string, string>>,
  varianceColumns: { hard: "gradient variance, labels", soft: "gradient variance, soft targets" },
  claim: {
    word: {
      helps: "reproduced",
      hurts: "reversed",
      "cannot-tell": "inconclusive",
      "one-pair": "not decided",
      unfinished: "not decided yet",
    },
    errors: (n: string) => `${n} fewer errors`,
    errorsMore: (n: string) => `${n} more errors`,
    entropy: (n: string) => `entropy higher by ${n} nats`,
    entropyLess: (n: string) => `entropy lower by ${n} nats`,
    interval: (low: string, high: string, pairs: number) => `95 % interval ${low} to ${high}, ${pairs} pairs`,
    missing: (arms: string) => `not in this run: switch on “${arms}” in “all settings”`,
    waiting: "no pair can be compared yet",
  },
  stages: {
    stage: (place: number, name: string, steps: string) => `Stage ${place}: ${name}, ${steps} steps`,
    minimised: (terms: string) => `L = ${terms}, each with its weight`,
    trainsAll: "trains",
    trainsNone: "frozen",
    trainsUpTo: (layers: number) => `trains its first ${layers === 1 ? "layer" : `${layers} layers`}`,
    sharesTrunk: (layers: number, network: string) =>
      `shares its first ${layers === 1 ? "layer" : `${layers} layers`} with ${network}`,
    startsFrom: (network: string) => `starts from ${network}`,
    adapter: "adapter",
    alternating: "one after another",
  },
};
