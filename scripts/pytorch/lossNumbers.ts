/**
 * `npm run pytorch:numbers`: computes the losses of exported scripts by PyTorch, from their own text, and writes
 * src/pytorch/lossNumbers.json, which the tests compare with the engine's losses. PYTHON names an interpreter that has
 * PyTorch; python3 unless it is set.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossCases } from "../../src/testing/pytorch/lossCases.ts";

const python = process.env["PYTHON"] ?? "python3";
const cases = lossCases();
const { stdout, stderr, status } = spawnSync(python, [join(import.meta.dirname, "loss_numbers.py")], {
  input: JSON.stringify(cases.map(({ text, inputs }) => ({ text, inputs }))),
  encoding: "utf8",
  maxBuffer: 2 ** 28,
});
if (status !== 0) {
  console.error(`${python} did not compute the losses; set PYTHON to one that has PyTorch. ${stderr}`);
  process.exit(1);
}
const { torch, terms } = JSON.parse(stdout) as { torch: string; terms: readonly unknown[] };
const numbers = cases.map(({ method, stage, text }, i) => ({
  method,
  stage,
  sha256: createHash("sha256").update(text).digest("hex").slice(0, 16),
  terms: terms[i],
}));
const made = { command: "npm run pytorch:numbers", torch, date: new Date().toISOString().slice(0, 10) };
const path = join(import.meta.dirname, "../../src/pytorch/lossNumbers.json");
const lines = numbers.map((one) => JSON.stringify(one)).join(",\n");
writeFileSync(path, `${JSON.stringify(made).slice(0, -1)},"cases":[\n${lines}\n]}\n`);
console.log(`${numbers.length} losses in ${path}`);
