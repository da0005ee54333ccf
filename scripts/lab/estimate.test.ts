import { expect, it } from "vitest";
import { defaultExperiment } from "../../src/domain/defaultExperiment.ts";
import { dense } from "../../src/domain/namedArchitectures.ts";
import { runLab } from "./runExperiment.ts";

it("the laboratory refuses an experiment that does not fit into memory, before it reads any data", async () => {
  const architecture = dense(...Array.from({ length: 24 }, () => 4096));
  const experiment = { ...defaultExperiment, teacher: { ...defaultExperiment.teacher, architecture } };
  const order = { preset: "wide", experiment, folder: "no such folder", backend: "wasm", workers: 1 } as const;
  await expect(runLab(order)).rejects.toThrow(/^wide is too large: its largest job takes about \d\.\d GiB/);
});
