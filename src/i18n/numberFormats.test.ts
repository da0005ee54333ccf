import { expect, test } from "vitest";
import { count, withWholeEquations } from "./numberFormats.ts";

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
