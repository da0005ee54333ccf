import { describe, expect, it } from "vitest";
import { type Answers, answerSentence, wholePercent } from "./answerSentence.ts";
import { answerWords as english } from "./answerWords.en.ts";
import { answerWords as chinese } from "./answerWords.zh.ts";
import { plainText } from "./pieces.ts";

/** Probabilities of ten classes: those given, and the rest in equal parts. */
function shares(given: Readonly<Record<number, number>>, classes = 10): readonly number[] {
  const left = 1 - Object.values(given).reduce((a, b) => a + b, 0);
  return Array.from({ length: classes }, (_, c) => given[c] ?? left / (classes - Object.keys(given).length));
}

const nothing: Answers = {
  ...{ tone: "teacher", teacher: null, student: null, label: undefined, temperature: 1, step: null },
  ...{ neverSeen: [], bias: null, nameOf: (c: number) => `${c}` },
};
const plain = (answers: Partial<Answers>, words = english) =>
  plainText(answerSentence({ ...nothing, ...answers }, words)).replaceAll("\u00a0", " ");

const soft = shares({ 3: 0.54, 8: 0.12, 5: 0.1 });
const cases: readonly (readonly [string, Partial<Answers>, string, string])[] = [
  [
    "at temperature 1, with 90 % and more",
    { teacher: shares({ 9: 0.98 }), label: 9 },
    "The teacher answers 9 and hardly considers anything else.",
    "教师认定这是 9，几乎不考虑别的数字。",
  ],
  [
    "at temperature 1, unsure",
    { teacher: shares({ 4: 0.58, 9: 0.38 }), label: 4 },
    "The teacher answers 4 (58 %), then 9 (38 %).",
    "教师认为这是 4（58 %），其次是 9（38 %）。",
  ],
  [
    "above temperature 1",
    { teacher: soft, label: 3, temperature: 4 },
    "At temperature 4 the teacher still answers 3 (54 %), and finds it like an 8 (12 %) and a 5 (10 %).",
    "温度为 4 时，教师仍认为是 3（54 %），也觉得像 8（12 %）和 5（10 %）。",
  ],
  [
    "above temperature 1, with equal seconds",
    { teacher: shares({ 9: 0.46, 4: 0.141, 7: 0.142 }), label: 9, temperature: 4 },
    "At temperature 4 the teacher still answers 9 (46 %), and finds it like a 7 and a 4 (14 % each).",
    "温度为 4 时，教师仍认为是 9（46 %），也觉得像 7 和 4（各 14 %）。",
  ],
  [
    "above temperature 1, with one like class",
    { teacher: shares({ 9: 0.88, 4: 0.1 }), label: 9, temperature: 1.5 },
    "At temperature 1.5 the teacher still answers 9 (88 %), and finds it like a 4 (10 %).",
    "温度为 1.5 时，教师仍认为是 9（88 %），也觉得像 4（10 %）。",
  ],
  [
    "above temperature 1, still sure",
    { teacher: shares({ 9: 0.99 }), label: 9, temperature: 2 },
    "At temperature 2 the teacher still answers 9 (99 %) and hardly considers anything else.",
    "温度为 2 时，教师仍认为是 9（99 %），几乎不考虑别的。",
  ],
  [
    "below temperature 1",
    { teacher: shares({ 9: 0.99 }), label: 9, temperature: 0.5 },
    "At temperature 0.5 the teacher answers 9 and hardly considers anything else.",
    "温度为 0.5 时，教师认定这是 9，几乎不考虑别的数字。",
  ],
  [
    "with all classes below 14 %",
    { teacher: shares({ 3: 0.13 }), label: 3, temperature: 40 },
    "At temperature 40 the teacher rates all ten digits almost alike.",
    "温度为 40 时，教师对十个数字的打分几乎相等。",
  ],
  [
    "with a wrong teacher",
    { teacher: soft, label: 5, temperature: 4 },
    "At temperature 4 the teacher answers 3 (54 %), and finds it like an 8 (12 %) and a 5 (10 %). The right answer is 5.",
    "温度为 4 时，教师认为是 3（54 %），也觉得像 8（12 %）和 5（10 %）。正确答案是 5。",
  ],
  [
    "with a student that is right",
    { student: shares({ 9: 0.46 }), label: 9 },
    "The student answers 9 (46 %): right.",
    "学生答 9（46 %），答对了。",
  ],
  [
    "with a student that is wrong",
    { student: shares({ 4: 0.51, 9: 0.35 }), label: 9 },
    "The student answers 4 (51 %): wrong. It gives 35 % to 9.",
    "学生答 4（51 %），答错了；它只把 35 % 给了 9。",
  ],
  [
    "with a class never seen",
    { student: shares({ 3: 0.41 }), label: 3, neverSeen: [3] },
    "The student answers 3 (41 %): right. It never saw a 3.",
    "学生答 3（41 %），答对了。它在训练中从未见过 3。",
  ],
  [
    "with a bias",
    { student: shares({ 3: 0.45 }), label: 3, neverSeen: [3], bias: { value: 0.6, classes: [3] } },
    "With +0.6 added to the score of 3, the student answers 3 (45 %): right. It never saw a 3.",
    "给 3 的分数加上 0.6 后，学生答 3（45 %），答对了。它在训练中从未见过 3。",
  ],
  [
    "before training",
    { student: shares({ 3: 0.2 }), label: 3, step: 0 },
    "The student is untrained: its ten answers are chance.",
    "学生还没有训练，十个答案只是碰运气。",
  ],
  [
    "before training, from the weights of a trained network",
    { student: shares({ 3: 0.99 }), label: 3, step: 0, startsTrained: true },
    "At step 0 the student answers 3 (99 %): right.",
    "第 0 步时，学生答 3（99 %），答对了。",
  ],
  [
    "at a step",
    { student: shares({ 9: 0.46 }), label: 9, step: 1050 },
    "At step 1,050 the student answers 9 (46 %): right.",
    "第 1,050 步时，学生答 9（46 %），答对了。",
  ],
  [
    "with a drawn digit",
    { teacher: shares({ 4: 0.58, 9: 0.38 }), student: shares({ 9: 0.46 }) },
    "The teacher answers 4 (58 %), then 9 (38 %). The student answers 9 (46 %).",
    "教师认为这是 4（58 %），其次是 9（38 %）。学生答 9（46 %）。",
  ],
  [
    "without a teacher",
    { tone: "none", teacher: shares({ 4: 0.51 }), student: shares({ 9: 0.46 }) },
    "There is no separate teacher network here. With the method the network answers 9 (46 %), its twin without it 4 (51 %).",
    "这里没有另外的教师网络。用该方法的网络答 9（46 %），不用的对照网络答 4（51 %）。",
  ],
  [
    "without a teacher, of another arm than the method's",
    {
      ...{ tone: "none", teacher: shares({ 4: 0.51 }), student: shares({ 9: 0.46 }) },
      arm: "DKPP",
    },
    "There is no separate teacher network here. With “DKPP” the network answers 9 (46 %), its twin without it 4 (51 %).",
    "这里没有另外的教师网络。“DKPP”的网络答 9（46 %），不用的对照网络答 4（51 %）。",
  ],
  [
    "without a teacher, of the baseline, which is its own twin",
    {
      ...{ tone: "none", teacher: shares({ 4: 0.51 }), student: shares({ 4: 0.51 }), label: 9, neverSeen: [9] },
      arm: null,
    },
    "There is no separate teacher network here. Without the method the network answers 4 (51 %). The right answer is 9. It never saw a 9.",
    "这里没有另外的教师网络。不用该方法的网络答 4（51 %）。正确答案是 9。它在训练中从未见过 9。",
  ],
  [
    "without a teacher, where one of the two is wrong about a class that neither saw, at a step",
    {
      ...{ tone: "none", teacher: shares({ 4: 0.51 }), student: shares({ 9: 0.46 }) },
      ...{ label: 9, step: 50, neverSeen: [9] },
    },
    "There is no separate teacher network here. At step 50, with the method the network answers 9 (46 %), its twin without it 4 (51 %). The right answer is 9. Neither ever saw a 9.",
    "这里没有另外的教师网络。第 50 步时，用该方法的网络答 9（46 %），不用的对照网络答 4（51 %）。正确答案是 9。两者都从未见过 9。",
  ],
  [
    "with an image that is not on the site",
    { teacher: shares({ 3: 0.98 }), label: 3, testImage: 4031 },
    "Test image 4,031, a 3: The teacher answers 3 and hardly considers anything else.",
    "第 4,031 张测试图像（3）：教师认定这是 3，几乎不考虑别的数字。",
  ],
];

describe("the sentence on what teacher and student answer", () => {
  it.each(cases)("%s", (_, answers, inEnglish, inChinese) => {
    expect([plain(answers), plain(answers, chinese)]).toEqual([inEnglish, inChinese]);
  });

  it("names clothing in words, with its article, and in Chinese without a space", () => {
    const garments = { 6: 0.5, 9: 0.2, 0: 0.1 };
    const answers = { teacher: shares(garments), student: shares(garments), label: 6, temperature: 4 };
    const names: Readonly<Record<number, readonly [string, string]>> = {
      ...{ 0: ["T-shirt/top", "T恤/上衣"], 6: ["Shirt", "衬衫"], 9: ["Ankle boot", "踝靴"] },
    };
    expect(plain({ ...answers, nameOf: (c) => names[c]?.[0] ?? "" })).toBe(
      "At temperature 4 the teacher still answers Shirt (50 %), and finds it like an Ankle boot (20 %) and a T-shirt/top (10 %). The student answers Shirt (50 %): right.",
    );
    expect(plain({ ...answers, nameOf: (c) => names[c]?.[1] ?? "" }, chinese)).toBe(
      "温度为 4 时，教师仍认为是衬衫（50 %），也觉得像踝靴（20 %）和 T恤/上衣（10 %）。学生答衬衫（50 %），答对了。",
    );
  });

  it("says 'classes' of what are no digits, and counts up to twelve in words", () => {
    const flat = { teacher: shares({}, 12), temperature: 40 };
    expect(plain({ ...flat, nameOf: (c) => `thing ${c}` })).toContain("all twelve classes almost alike");
    expect(plain({ ...flat, nameOf: (c) => `thing ${c}` }, chinese)).toContain("十二个类别");
  });

  it("has 'an' before 8, 11 and vowels", () => {
    for (const [name, article] of Object.entries({ 8: "an", 11: "an", Otter: "an", 1: "a", 10: "a", Bag: "a" })) {
      const answers = { student: shares({ 0: 0.6 }), label: 0, neverSeen: [0], nameOf: () => name };
      expect(plain(answers)).toContain(`It never saw ${article} ${name}.`);
    }
  });

  it("gives names of classes the role of the network that answers them", () => {
    const answers = { ...nothing, teacher: soft, student: shares({ 5: 0.4 }), label: 3, temperature: 4 };
    const named = answerSentence(answers, english).filter(({ role }) => role);
    expect(named.map(({ text, role }) => `${role} ${text}`)).toEqual([
      ...["teacher 3", "teacher 8", "teacher 5", "student 5"],
    ]);
  });

  it("has percent without a fraction, behind a space that does not break", () => {
    expect([0, 0.004, 0.0094, 0.0096, 0.145, 0.994, 0.999, 1].map(wholePercent)).toEqual(
      ["<1", "<1", "<1", "1", "14", "99", ">99", "100"].map((text) => `${text}\u00a0%`),
    );
  });
});
