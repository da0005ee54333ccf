/** "Benchmark this machine": the project's own benchmark, run in this browser, with its figures as a download. */

import { type ReactNode, useRef, useState } from "react";
import { type BenchmarkOrder, type BenchmarkReport, effortOf, startBenchmark } from "../../bench/benchClient.ts";
import type { Row } from "../../bench/pairedRounds.ts";
import { Select } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { saveFile } from "../elements/saveFile.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

type State =
  | { readonly phase: "idle" }
  | { readonly phase: "running"; readonly done: number; readonly of: number; readonly title: string }
  | { readonly phase: "done"; readonly device: string }
  | { readonly phase: "failed"; readonly detail: string };

function figure(value: number | null, digits: number): string {
  return value === null ? "–" : value.toFixed(digits);
}

function Rows({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const { benchmark: words } = useLaterWords();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.work}</th>
          <th scope="col">{words.side}</th>
          <th scope="col">{words.msPerStep}</th>
          <th scope="col">{words.againstTfjs}</th>
          <th scope="col">{words.againstJax}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.workload} ${row.side}`}>
            <td>{row.title}</td>
            <td>{row.side}</td>
            <td className="number">{figure(row.msPerStep, 2)}</td>
            <td className="number">{figure(row.speedup.tfjs, 1)}</td>
            <td className="number">{figure(row.speedup.jax, 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Downloads the table as JSON. */
function download(rows: readonly Row[], device: string): void {
  const machine = {
    device,
    cores: navigator.hardwareConcurrency,
    browser: navigator.userAgent,
    date: new Date().toISOString(),
  };
  const text = JSON.stringify({ machine, rows }, null, 2);
  saveFile("distillation-playground-benchmark.json", "application/json", text);
}

/** A button that opens the benchmark's dialog. */
export function Benchmark(): ReactNode {
  const all = useWords();
  const { benchmark: words } = useLaterWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const stop = useRef<() => void>(() => {});
  const [backend, setBackend] = useState<BenchmarkOrder["backend"]>("wasm");
  const [state, setState] = useState<State>({ phase: "idle" });
  const [rows, setRows] = useState<readonly Row[]>([]);

  const receive = (report: BenchmarkReport) => {
    if (report.type === "rows") setRows((before) => [...before, ...report.rows]);
    else if (report.type === "progress") setState({ ...report, phase: "running" });
    else if (report.type === "done") setState({ ...report, phase: "done" });
    else setState({ ...report, phase: "failed" });
  };
  const forgetMeasuredBackends = usePlayground((state) => state.forgetMeasuredBackends);
  const start = () => {
    forgetMeasuredBackends();
    setRows([]);
    setState({ phase: "running", done: 0, of: 0, title: "" });
    stop.current = startBenchmark({ backend, ...effortOf(location.search) }, receive);
  };
  const stopBenchmark = () => {
    stop.current();
    setState((now) => (now.phase === "running" ? { phase: "idle" } : now));
  };
  const running = state.phase === "running";

  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        {words.title}
      </button>
      <dialog ref={dialog} aria-label={words.title} onClose={stopBenchmark}>
        <h2>{words.title}</h2>
        <p>{words.explanation}</p>
        <Select
          label={words.backend}
          value={backend}
          options={(["wasm", "webgpu"] as const).map((value) => ({ value, label: all.backends[value] ?? value }))}
          onChange={setBackend}
        />
        <div className="buttons">
          <button type="button" disabled={running} onClick={start}>
            {words.start}
          </button>
          <button type="button" disabled={!running} onClick={stopBenchmark}>
            {words.stop}
          </button>
          <button
            type="button"
            disabled={state.phase !== "done"}
            onClick={() => download(rows, state.phase === "done" ? state.device : "")}
          >
            {words.download}
          </button>
        </div>
        <p role="status">
          {state.phase === "running" && words.running(state.done, state.of, state.title)}
          {state.phase === "done" && words.done(state.device)}
          {state.phase === "failed" && words.failed(state.detail)}
        </p>
        {rows.length > 0 && (
          <ScrollRegion label={words.title}>
            <Rows rows={rows} />
          </ScrollRegion>
        )}
        <form method="dialog">
          <button type="submit">{all.close}</button>
        </form>
      </dialog>
    </>
  );
}
