import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { presetById, presets } from "../methods/experiments/presets.ts";
import { lossCases } from "../testing/pytorch/lossCases.ts";
import lossNumbers from "./lossNumbers.json" with { type: "json" };
import { NoScriptError } from "./noScriptError.ts";
import { pytorchNotebook } from "./pytorchNotebook.ts";
import { pytorchScript } from "./pytorchScript.ts";

const origin = { link: "https://example.org/#lab", version: "0.0.0" };

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe("an exported PyTorch script", () => {
  it("has losses of the values that PyTorch computes from its text", async () => {
    const numbers = new Map(lossNumbers.cases.map((one) => [one.sha256, one.terms]));
    const known = new Set(lossNumbers.cases.map(({ method }) => method));
    let compared = 0;
    for (const { method, stage, text, terms } of lossCases()) {
      const found = numbers.get(createHash("sha256").update(text).digest("hex").slice(0, 16));
      // A method that is new has no numbers yet; one that has some has all.
      if (!found && !known.has(method)) continue;
      expect(found, `"${method}", ${stage}: its loss is written otherwise; run ${lossNumbers.command}`).toBeDefined();
      const own = await terms();
      expect(own.map(([name]) => name)).toEqual(found!.map(([name]) => name));
      for (const [i, [name, ...values]] of own.entries())
        for (const [k, value] of values.entries()) {
          const made = found![i]![k + 1] as number;
          const gap = Math.abs(value - made) / Math.max(1, Math.abs(made));
          expect(gap, `${method}, ${stage}, ${name}: ${value} and ${made}`).toBeLessThan(1e-5);
        }
      compared += own.length;
    }
    expect(compared).toBeGreaterThan(100);
  });

  it.skipIf(!hasPython)("is Python, of every preset", () => {
    const scripts = presets.map(({ experiment }) => pytorchScript(experiment, origin));
    const program = "import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)";
    const { status, stderr } = spawnSync("python3", ["-c", program], {
      input: JSON.stringify(scripts),
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("says its experiment's link, paper, settings and arms", () => {
    const script = pytorchScript(presetById("few-labels").experiment, origin);
    for (const part of [
      "https://arxiv.org/abs/1503.02531",
      origin.link,
      '"temperature": 4,',
      '"softWeight": 0.9,',
      "PAIRS = 4",
      "Dense(784, 600)",
      '"distilled student": train_distilled_student,',
      '"student alone": train_student_alone,',
      '"shuffled soft targets": train_shuffled_soft_targets,',
    ])
      expect(script).toContain(part);
  });

  it("defines every function that it calls, once", () => {
    for (const { id, experiment } of presets) {
      const script = pytorchScript(experiment, origin);
      const defined = [...script.matchAll(/^def (\w+)/gm)].map((match) => match[1]!);
      expect(new Set(defined).size, id).toBe(defined.length);
      const called = [
        ...script.matchAll(/\b(train_\w+|\w+_loss(?:_\d+)?|logits_of_\w+|\w+_layers(?:_\d+)?)\b(?=[,()])/g),
      ];
      for (const [, name] of called) if (!/^(trunk|new|train_arm)/.test(name!)) expect(defined, id).toContain(name);
    }
  });

  it("is refused with the part that has none", () => {
    const { teacher } = defaultExperiment;
    const given = [{ name: "mine", checksum: "0".repeat(16), architecture: teacher.architecture }];
    const experiment = { ...defaultExperiment, teacher: { ...teacher, given } };
    expect(() => pytorchScript(experiment, origin)).toThrow(NoScriptError);
    expect(() => pytorchScript(experiment, origin)).toThrow("the teacher is given");
  });
});

describe("an exported notebook", () => {
  it("has the script's parts as cells", () => {
    const notebook = JSON.parse(pytorchNotebook(defaultExperiment, origin));
    expect(notebook.nbformat).toBe(4);
    const code = notebook.cells.filter((cell: { cell_type: string }) => cell.cell_type === "code");
    const script = pytorchScript(defaultExperiment, origin);
    for (const { source } of code) expect(script).toContain(source.join(""));
    expect(new Set(notebook.cells.map(({ id }: { id: string }) => id)).size).toBe(notebook.cells.length);
  });
});
