import { expect, test } from "vitest";
import { count } from "./numberFormats.ts";

test("a count is written as the English number format with one decimal at most writes it, but for the minus", () => {
  const format = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1, signDisplay: "negative" });
  const eighths = Array.from({ length: 9001 }, (_, i) => (i - 900) / 8);
  for (const value of [...eighths, 999.95, 1000, 12345.67, 60000, 1234567.25, -1234.56, -0.04, 0.05, 99.95, Number.NaN])
    expect(count(value)).toBe(format.format(value).replace("-", "−"));
});
