/** An experiment's PyTorch script as a Jupyter notebook (nbformat 4.5), one cell for each part. */

import type { Experiment } from "../domain/experiment.ts";
import { type ScriptOrigin, scriptParts } from "./pytorchScript.ts";

/** Lines of a cell, each with its line break but for the last, as the format stores them. */
function sourceOf(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.map((line, i) => (i < lines.length - 1 ? `${line}\n` : line));
}

/**
 * The notebook as JSON.
 * @throws NoScriptError where a part of the experiment has no script, naming it
 */
export function pytorchNotebook(experiment: Experiment, origin: ScriptOrigin): string {
  const cells = scriptParts(experiment, origin).flatMap(({ title, text }, i) => [
    { cell_type: "markdown", id: `title-${i}`, metadata: {}, source: [`## ${title}`] },
    {
      cell_type: "code",
      id: `code-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source: sourceOf(text),
    },
  ]);
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { name: "python" },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
