/** The dialog in which the experiment, the run and the charts in view are saved as files. */

import { type ReactNode, useState } from "react";
import packageFile from "../../../package.json" with { type: "json" };
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { errorText } from "../../domain/errorText.ts";
import { runJson } from "../../exports/runJson.ts";
import { evaluationsCsv, lossesCsv } from "../../exports/runTables.ts";
import { pytorchNotebook } from "../../pytorch/pytorchNotebook.ts";
import { pytorchScript } from "../../pytorch/pytorchScript.ts";
import { hashOf } from "../../session/experimentLink.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { saveFile } from "../elements/saveFile.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { type Chart, chartSvg, chartsInView, nameOfChart, pngOf } from "./chartImage.ts";
import "./takeAway.css";

interface WrittenFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Blob;
}

const PYTHON = "text/x-python";
const JSON_TYPE = "application/json";
const CSV = "text/csv";

/** A file's name of letters, digits and dashes. */
function fileName(...parts: readonly string[]): string {
  const name = parts
    .join(" ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  return name.replace(/^-+|-+$/g, "").slice(0, 80) || "chart";
}

/** The charts that are in view when the dialog is opened, each with a name of its own. */
function namedCharts(): readonly { readonly chart: Chart; readonly name: string }[] {
  const counts = new Map<string, number>();
  return chartsInView(document).map((chart) => {
    const name = nameOfChart(chart);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { chart, name: count > 1 ? `${name} ${count}` : name };
  });
}

export default function TakeAway(): ReactNode {
  const { takeAway: words } = useLaterWords();
  const experiment = usePlayground((state) => state.experiment);
  const run = usePlayground((state) => state.run);
  const runFile = usePlayground((state) => state.runFile);
  const [charts] = useState(namedCharts);
  const [told, setTold] = useState<{ readonly text: string; readonly detail?: string }>({ text: "" });
  const linkOf = async (of: typeof experiment) =>
    `${location.href.replace(/#.*$/, "")}${await hashOf(of, defaultExperiment)}`;
  const save = async (write: () => WrittenFile | Promise<WrittenFile>) => {
    try {
      const { name, type, content } = await write();
      saveFile(name, type, content);
      setTold({ text: words.saved(name) });
    } catch (error) {
      setTold({ text: words.failed, detail: errorText(error) });
    }
  };
  const stem = fileName(experiment.method.id, experiment.data.dataset);
  const origin = async () => ({ link: await linkOf(experiment), version: packageFile.version });
  const experimentFiles: Readonly<Partial<Record<keyof typeof words.files, () => Promise<WrittenFile>>>> = {
    script: async () => ({ name: `${stem}.py`, type: PYTHON, content: pytorchScript(experiment, await origin()) }),
    notebook: async () => ({
      name: `${stem}.ipynb`,
      type: JSON_TYPE,
      content: pytorchNotebook(experiment, await origin()),
    }),
    settings: async () => ({
      name: `${stem}-settings.json`,
      type: JSON_TYPE,
      content: `${JSON.stringify(experiment, null, 1)}\n`,
    }),
  };
  const runFiles: Readonly<Partial<Record<keyof typeof words.files, () => WrittenFile | Promise<WrittenFile>>>> = run
    ? {
        run: async () => ({
          name: `${stem}-run.json`,
          type: JSON_TYPE,
          content: runJson(run, await linkOf(run.experiment)),
        }),
        evaluations: () => ({ name: `${stem}-evaluations.csv`, type: CSV, content: evaluationsCsv(run) }),
        losses: () => ({ name: `${stem}-losses.csv`, type: CSV, content: lossesCsv(run) }),
      }
    : {};
  const log = run?.origin === "live" ? runFile() : null;
  const buttons = (
    files: Readonly<Partial<Record<keyof typeof words.files, () => WrittenFile | Promise<WrittenFile>>>>,
  ) =>
    (Object.keys(files) as (keyof typeof words.files)[]).map((id) => (
      <button key={id} type="button" onClick={() => save(files[id]!)}>
        {words.files[id]}
      </button>
    ));
  return (
    <div className="take-away">
      <h3>{words.experiment}</h3>
      <p className="hint">{words.code}</p>
      <p className="row">{buttons(experimentFiles)}</p>
      <h3>{words.run}</h3>
      {run ? (
        <p className="row">
          {buttons({
            ...runFiles,
            ...(log ? { log: () => ({ name: log.name, type: "application/jsonl", content: log.text }) } : {}),
          })}
        </p>
      ) : (
        <p className="hint">{words.noRun}</p>
      )}
      <h3>{words.charts}</h3>
      <p className="hint">{charts.length > 0 ? words.chartsHelp : words.noCharts}</p>
      <ul>
        {charts.map(({ chart, name }) => (
          <li key={name}>
            <span>{name}</span>
            <button
              type="button"
              aria-label={words.asSvg(name)}
              onClick={() =>
                save(() => ({ name: `${fileName(name)}.svg`, type: "image/svg+xml", content: chartSvg(chart) }))
              }
            >
              SVG
            </button>
            <button
              type="button"
              aria-label={words.asPng(name)}
              onClick={() =>
                save(async () => ({
                  name: `${fileName(name)}.png`,
                  type: "image/png",
                  content: await pngOf(chartSvg(chart)),
                }))
              }
            >
              PNG
            </button>
          </li>
        ))}
      </ul>
      <p className="told" role="status">
        {told.text} {told.detail ? <span lang="en">{told.detail}</span> : null}
      </p>
    </div>
  );
}
