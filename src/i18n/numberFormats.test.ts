import { expect, test } from "vitest";
import { en } from "./en.ts";
import { laterWords } from "./laterWords.ts";
import { count, withWholeEquations } from "./numberFormats.ts";
import { fewFigures, tenThousands } from "./softTargets/largeNumbers.ts";
import { homeWordsZh } from "./words/homeWords.zh.ts";
import { zh } from "./zh.ts";

test("a count is written as the English number format with one decimal at most writes it, but for the minus", () => {
  const format = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1, signDisplay: "negative" });
  const eighths = Array.from({ length: 9001 }, (_, i) => (i - 900) / 8);
  for (const value of [...eighths, 999.95, 1000, 12345.67, 60000, 1234567.25, -1234.56, -0.04, 0.05, 99.95, Number.NaN])
    expect(count(value)).toBe(format.format(value).replace("-", "−"));
});

test("no line break parts an equation", () => {
  expect(withWholeEquations("T = 4 and λ = 0, at T = 20.")).toBe(
    "T\u00a0=\u00a04 and λ\u00a0=\u00a00, at T\u00a0=\u00a020.",
  );
  expect(withWholeEquations("KL = 7.43 + x")).toBe("KL = 7.43 + x");
});

test("a large number in few figures is in thousands or millions, in Chinese in units of ten thousand", () => {
  const numbers = [837_610, 1_240_000, 999_700, 8_540, 8_010, 650];
  const plain = (text: string) => text.replace("\u00a0", " ");
  expect(numbers.map(fewFigures).map(plain)).toEqual(["838 k", "1.2 M", "1.0 M", "8.5 k", "8 k", "650"]);
  expect(numbers.map(tenThousands).map(plain)).toEqual(["83.8 万", "124 万", "100 万", "8,540 ", "8,010 ", "650 "]);
});

test("the parameters of a network are told in one way on every view of the Chinese page", () => {
  const told = [
    zh.column.parameters(837_610),
    laterWords.zh.lecture.parameters(837_610),
    homeWordsZh.parameters(837_610),
  ];
  expect(new Set(told)).toEqual(new Set(["83.8\u00a0万个参数"]));
  expect(en.column.parameters(837_610)).toBe("838\u00a0k parameters");
});
