/** `npm run lab -- EXPERIMENT`: runs an experiment in Node and prints its summary as one JSON line. */

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { sectionExperiments } from "../../src/hinton2015/experiments.ts";
import { presets } from "../../src/methods/experiments/presets.ts";
import { BACKENDS, isBackend } from "../../src/protocol/backends.ts";
import { labExperiment, namedExperiment } from "./experimentArguments.ts";
import { runLab } from "./runExperiment.ts";
import { runLabSection } from "./runHintonSection.ts";
import { runStudy } from "./runStudy.ts";

const usage = `npm run lab -- EXPERIMENT [--data digits|DIR] [--seed N] [--seeds K] [--backend wasm|webgpu|cpu]
                       [--set path=value]... [--workers N] [--out FILE]
npm run lab -- hinton-2015 --data DIR [--seed N] [--seeds K]: the whole section; K counts seeds from N on
npm run lab -- --study STUDY [--data digits|DIR] [--seed N] [--backend ...] [--workers N]
npm run lab -- --list`;

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        data: { type: "string" },
        seed: { type: "string" },
        seeds: { type: "string" },
        backend: { type: "string", default: "wasm" },
        set: { type: "string", multiple: true, default: [] },
        workers: { type: "string" },
        out: { type: "string" },
        study: { type: "string" },
        list: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new RangeError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new RangeError(`--${name} is "${text}", but must be a whole number`);
  return Number(text);
}

async function main(): Promise<void> {
  const { values, positionals } = options();
  if (values.list) {
    for (const preset of presets) console.log(preset.id);
    return;
  }
  const [name] = positionals;
  const { backend } = values;
  if (!isBackend(backend)) throw new RangeError(`--backend is "${backend}", but may be ${BACKENDS.join(", ")}`);
  const folder = values.data && values.data !== "digits" ? values.data : null;
  const workers = wholeNumber("workers", values.workers);
  if (values.study !== undefined) {
    const id = values.study;
    console.log(await runStudy({ id, seed: wholeNumber("seed", values.seed) ?? 7, folder, backend, workers }));
    return;
  }
  if (!name) throw new RangeError(`which experiment? Try one of --list.\n${usage}`);
  const seed = wholeNumber("seed", values.seed);
  const pairs = wholeNumber("seeds", values.seeds);
  if (name === sectionExperiments[0]!.id) {
    const dataset = values.data === "digits" ? "digits" : "mnist";
    const seeds = Array.from({ length: pairs ?? 1 }, (_, i) => (seed ?? 1) + i);
    const section = { folder, dataset, seeds, backend, workers, settings: values.set } as const;
    const { table, summary, log } = await runLabSection(section);
    if (values.out) writeFileSync(values.out, log);
    console.log(table);
    console.log(JSON.stringify(summary));
    return;
  }
  const base = namedExperiment(name, (path) => readFileSync(path, "utf8"));
  const experiment = labExperiment(base, { seed, pairs, folder: values.data, settings: values.set });
  const { summary, log } = await runLab({ preset: name, experiment, folder, backend, workers });
  if (values.out) writeFileSync(values.out, log);
  console.log(JSON.stringify(summary));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
