/** Lesson: a middle layer can be taught. Romero et al. (2015). */

import { BASELINE } from "../../domain/experiment.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { byFinding } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, claimAgainstIfAny, errorGuess, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { fraction, name, number, operator, row, subscript, superscript } from "../mathMarkup.ts";
import { errorsAtStep, shareLeft, unitsOf } from "../momentFigures.ts";
import type { Recordings } from "../recordings.ts";

/** How many times fewer parameters the paper's student has that beats its teacher on CIFAR-10. The paper's abstract. */
const PAPER_FEWER_PARAMETERS = 10.4;

const ALONE = "distillation-alone";

interface Figures {
  /** hidden layers: how many, and units of the widest */
  readonly teacher: { readonly layers: number; readonly units: number };
  readonly student: { readonly layers: number; readonly units: number };
  /** the step at which the hint stage ends, the last step, and the weight of the soft targets between them */
  readonly hintSteps: number;
  readonly steps: number;
  readonly lambda: number;
  /** steps between evaluations, as a share of all */
  readonly evaluation: number;
  /** images that the hint stage and the second stage see */
  readonly hintImages: number;
  readonly images: number;
  /** test images, and those that the first pair's student misreads after the hint stage */
  readonly total: number;
  readonly afterHint: number;
  /** what is left between the hint and the student's answer to it: squares, as a share of the hint's */
  readonly left: number;
  readonly alone: ComparedClaim;
  readonly labels: ComparedClaim;
  /** against a first stage of soft targets on the images of the hint; null where no claim compares them */
  readonly sameImages: ComparedClaim | null;
}

function read(from: Recordings): Figures {
  const run = from.run("fitnets");
  const { experiment, data } = run;
  const { hintSteps, images, lambda } = experiment.method.params;
  if (!data) throw new RangeError("the recorded run of fitnets says nothing of its data; record it anew");
  const steps = Number(hintSteps) + experiment.student.training.steps;
  const of = (units: readonly number[]) => ({ layers: units.length, units: Math.max(...units) });
  return {
    ...{ teacher: of(unitsOf(experiment.teacher.architecture)), student: of(unitsOf(experiment.student.architecture)) },
    ...{ hintSteps: Number(hintSteps), steps, lambda: Number(lambda), evaluation: experiment.evaluateEvery / steps },
    hintImages: images === "all training images" ? data.trainCount : data.transferCount,
    ...{ images: data.transferCount, total: data.testCount },
    afterHint: errorsAtStep(run, Number(hintSteps)),
    left: shareLeft(run, "hint"),
    alone: claimAgainst(from, "fitnets", ALONE),
    labels: claimAgainst(from, "fitnets", BASELINE),
    sameImages: claimAgainstIfAny(from, "fitnets", "soft-targets-first"),
  };
}

/** Whether none of the claims can be told. */
const isUndecided = (...claims: readonly ComparedClaim[]) => claims.every(({ table }) => table.word === "inconclusive");

export const fitnets = lesson<Figures>({
  id: "fitnets",
  group: "copies",
  minutes: 8,
  method: "fitnets",
  read,
  unmet: (f) => [
    ...(f.left < 0.5 ? [] : ["the student learns most of the hint"]),
    ...(f.afterHint > 0.7 * f.total ? [] : ["the hint alone teaches no digit"]),
    ...(f.student.layers > f.teacher.layers && f.student.units < f.teacher.units
      ? []
      : ["the student is thin and deep"]),
  ],
  formula: (f, { step, params }) => {
    const squared = superscript(operator("‖"), number(2));
    const layer = (of: string) => row(subscript(name("u"), name(of)), operator("("), name("x"), operator(")"));
    if (step <= f.hintSteps)
      return row(
        ...[name("L"), operator("="), fraction(number(1), number(2)), operator("‖"), layer("h"), operator("−")],
        ...[name("r"), operator("("), layer("g"), operator(")"), squared],
      );
    const past = (step - f.hintSteps) / Math.max(1, f.steps - f.hintSteps);
    const weight = Number(params.lambda ?? f.lambda) * Math.max(0, 1 - past);
    const pair = (index: string) => [
      subscript(name("p"), name(index)),
      operator(","),
      subscript(name("q"), name(index)),
    ];
    return row(
      ...[name("L"), operator("="), name("CE"), operator("("), name("y"), operator(","), name("q"), operator(")")],
      ...[operator("+"), number(weight, 2), operator("·"), name("CE"), operator("("), ...pair("T"), operator(")")],
    );
  },
  cards: [
    {
      kind: "look",
      id: "networks",
      scene: { preset: "fitnets", digit: 3, step: "first", arm: "taught" },
      shows: ["detail.networks"],
    },
    {
      kind: "act",
      id: "hint",
      scene: { step: "first" },
      shows: ["time"],
      free: ["step", "digit"],
      until: ({ hintSteps, steps, evaluation }) => ({
        is: "part of run",
        atLeast: hintSteps / steps - evaluation / 2,
        atMost: hintSteps / steps + evaluation / 2,
      }),
    },
    { kind: "look", id: "learnt", shows: ["detail.picture"], free: ["digit"] },
    { kind: "predict", id: "guess", scene: { step: null }, shows: [], right: ({ alone }) => errorGuess.right(alone) },
    {
      kind: "act",
      id: "alone",
      scene: { arm: "taught", step: null },
      shows: ["arms", "chart", "claims"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: ALONE }),
    },
    { kind: "look", id: "fair", shows: ["arms", "chart", "claims"], free: ["arm", "step", "digit"] },
    { kind: "check", id: "check", shows: ["detail.networks"], right: 0 },
    { kind: "lab", id: "lab", scene: { arm: "taught" }, shows: ["time", "result", "claims"], free: ["step", "arm"] },
  ],
  texts: {
    en: {
      title: "FitNets",
      about: "A middle layer, not only the answer.",
      cards: {
        networks: {
          title: () => "A thin and deep student",
          body: ({ teacher, student }) =>
            `The teacher has ${teacher.layers} hidden layers of ${teacher.units} units, the student ${student.layers} of ${student.units}. Before the student learns digits, one of its inner layers learns to predict a layer of the teacher: the hint.`,
        },
        hint: {
          title: () => "First the hint alone",
          body: ({ hintSteps, hintImages }) =>
            `For ${count(hintSteps)} steps the student's first layers learn the hint on ${count(hintImages)} images. No label is shown to them.`,
          action: ({ hintSteps, total }, { step, errors }) =>
            `Move *Step shown* to ${count(hintSteps)}. Now, at step ${count(step)}: ${errors ? count(errors.all) : "–"} of ${count(total)} misread.`,
        },
        learnt: {
          title: () => "It learnt, but no digit",
          body: ({ left, afterHint, total }) =>
            `Beside the teacher's layer stands what a regressor, one layer more, makes of the student's: measured in squares, it misses ${percent(left)}. Yet ${count(afterHint)} of ${count(total)} digits are misread: the layers above have learnt nothing.`,
        },
        guess: {
          title: () => "Before you look",
          body: ({ steps, hintSteps, lambda }) =>
            `Now all of the student learns from labels and soft targets for ${count(steps - hintSteps)} steps, the soft targets' weight falling from ${lambda} to 0. Beside a student that learns from both for all ${count(steps)} steps, how many errors does one with the hint make?`,
          options: () => errorGuess.en.options,
          replies: ({ alone }) => errorGuess.en.replies(alone),
        },
        alone: {
          title: ({ alone }) =>
            byFinding(alone.table, {
              reproduced: "The hint leaves fewer errors",
              inconclusive: "No difference can be told",
              reversed: "The hint leaves more errors",
            }),
          body: ({ alone }) => `With the hint: ${errorsFound.en(alone)}.`,
          action: () => "Choose *soft targets without a hint* under *Student shown*.",
        },
        fair: {
          title: () => "Was it the hint?",
          body: ({ hintImages, images, sameImages, alone, labels }) => {
            const seen =
              hintImages === images
                ? `Both students saw the same ${count(images)} images for as many steps.`
                : `The hint stage saw ${count(hintImages)} images, the other student only ${count(images)}.`;
            return sameImages
              ? `${seen} Beside a first stage of soft targets on the hint's images, the hint makes ${errorsFound.en(sameImages)}.`
              : `${seen} Beside labels alone, hint and soft targets make ${errorsFound.en(labels)}${isUndecided(alone, labels) ? ": that so deep a student needs help to train cannot be seen here" : ""}.`;
          },
        },
        check: {
          title: () => "What is thrown away?",
          body: () => "Think of the end of the hint stage.",
          options: () => [
            "The regressor that turned the student's layer into the teacher's.",
            "The student's first layers.",
            "The teacher.",
          ],
          replies: () => [
            "Right. It only had to make two layers of different width comparable.",
            "Not so: the second stage begins with them. Try again.",
            "Not so: its soft targets teach in the second stage. Try again.",
          ],
        },
        lab: {
          title: () => "Now move the hint",
          body: () =>
            "Under *all settings* choose another *Hint layer* or *Guided layer*, and train. The later the guided layer, the more of the student's layers the hint trains.",
        },
      },
      why: (f, { step }) =>
        step <= f.hintSteps
          ? `Hint stage: u_h is the teacher's layer, u_g the student's, r the regressor; the square is summed over the layer's units.`
          : `Second stage: q is the student's answer, p the teacher's, and the weight falls from ${f.lambda} at step ${count(f.hintSteps)} to 0 at ${count(f.steps)}.`,
      paper: ({ alone }) =>
        `On CIFAR-10 a deep student with almost ${PAPER_FEWER_PARAMETERS} times fewer parameters beats its teacher (abstract). Ours, on digits drawn by the page, beside soft targets without a hint: ${errorsFound.en(alone)}.`,
      locked: {
        temperature: "The student was trained at this temperature.",
        "param.lambda": "The recorded run has this weight.",
      },
    },
    zh: {
      title: "FitNets",
      about: "教的是中间层，不只是答案。",
      cards: {
        networks: {
          title: () => "又窄又深的学生",
          body: ({ teacher, student }) =>
            `教师有 ${teacher.layers} 个隐藏层，每层 ${teacher.units} 个单元；学生有 ${student.layers} 个，每层 ${student.units} 个。在学认数字之前，学生里面的一层先学着预测教师的一层：教师的这一层就是提示。`,
        },
        hint: {
          title: () => "先只学提示",
          body: ({ hintSteps, hintImages }) =>
            `在 ${count(hintSteps)} 步里，学生的前几层在 ${count(hintImages)} 张图像上学习提示。这时不给它们看任何标签。`,
          action: ({ hintSteps, total }, { step, errors }) =>
            `把 *显示的步* 移到 ${count(hintSteps)}。现在是第 ${count(step)} 步：${count(total)} 个里认错 ${errors ? count(errors.all) : "–"} 个。`,
        },
        learnt: {
          title: () => "学会了提示，还不认数字",
          body: ({ left, afterHint, total }) =>
            `教师的那一层旁边，是回归器（另加的一层）由学生那一层得到的结果：按平方计还差 ${percent(left)}。但 ${count(total)} 个数字里仍认错 ${count(afterHint)} 个：后面的层什么都没学。`,
        },
        guess: {
          title: () => "先猜一猜",
          body: ({ steps, hintSteps, lambda }) =>
            `接下来整个学生用标签和软目标训练 ${count(steps - hintSteps)} 步，软目标的权重从 ${lambda} 降到 0。与 ${count(steps)} 步全用软目标和标签的学生相比，先学提示的学生，错误会怎样？`,
          options: () => errorGuess.zh.options,
          replies: ({ alone }) => errorGuess.zh.replies(alone),
        },
        alone: {
          title: ({ alone }) =>
            byFinding(alone.table, {
              reproduced: "有提示，错误更少",
              inconclusive: "无法判断有没有差别",
              reversed: "有提示，错误反而更多",
            }),
          body: ({ alone }) => `有提示的学生：${errorsFound.zh(alone)}。`,
          action: () => "在 *显示的学生* 里选择 *只用软目标，没有提示*。",
        },
        fair: {
          title: () => "是提示的功劳吗？",
          body: ({ hintImages, images, sameImages, alone, labels }) => {
            const seen =
              hintImages === images
                ? `两个学生见过同样的 ${count(images)} 张图像，步数也相同。`
                : `提示阶段看过 ${count(hintImages)} 张图像，另一个学生只看过 ${count(images)} 张。`;
            return sameImages
              ? `${seen}如果第一阶段在同样的图像上改用软目标，与它相比，先学提示的学生${errorsFound.zh(sameImages)}。`
              : `${seen}与只用标签相比，提示加软目标的学生${errorsFound.zh(labels)}${isUndecided(alone, labels) ? "：在这里看不出这么深的学生要有帮助才能训练" : ""}。`;
          },
        },
        check: {
          title: () => "丢掉的是什么？",
          body: () => "想想提示阶段结束的时候。",
          options: () => ["把学生那一层变成教师那一层的回归器。", "学生的前几层。", "教师。"],
          replies: () => [
            "对。它只用来让宽度不同的两层可以比较。",
            "不对：第二阶段正是从这些层开始的。再试一次。",
            "不对：第二阶段还要用它的软目标来教。再试一次。",
          ],
        },
        lab: {
          title: () => "换一层给提示",
          body: () => "在 *全部设置* 里换一个 *提示层* 或 *被引导层*，再训练。被引导的层越靠后，提示训练到的层就越多。",
        },
      },
      why: (f, { step }) =>
        step <= f.hintSteps
          ? "提示阶段：u_h 是教师的层，u_g 是学生的层，r 是回归器；平方对该层所有单元求和。"
          : `第二阶段：q 是学生的回答，p 是教师的回答，权重从第 ${count(f.hintSteps)} 步的 ${f.lambda} 降到第 ${count(f.steps)} 步的 0。`,
      paper: ({ alone }) =>
        `论文摘要：在 CIFAR-10 上，参数约为教师的 1/${PAPER_FEWER_PARAMETERS} 的深层学生超过了教师。我们在页面绘制的数字上，与没有提示的软目标相比：${errorsFound.zh(alone)}。`,
      locked: { temperature: "学生就是在这个温度下训练的。", "param.lambda": "录制的运行用的就是这个权重。" },
    },
  },
});
