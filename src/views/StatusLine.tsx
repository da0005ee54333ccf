/** What is going on, in one line: backend, step, rate and time left. */

import type { ReactNode } from "react";
import type { Messages } from "../i18n/en.ts";
import { progressOf } from "../session/selectors.ts";
import type { Playground } from "../session/store.ts";
import { percent, usePlayground, useWords } from "./page.tsx";

function sentence({ run, phase, loading }: Playground, words: Messages): string {
  const { status } = words;
  if (phase === "loading" || !run)
    return loading?.what === "backend"
      ? status.loadingBackend
      : phase === "loading"
        ? status.loadingData(loading?.part === null || !loading ? "…" : percent(loading.part))
        : status.idle;
  const { name, device, workers } = run.backend;
  if (run.origin === "recorded") return status.recorded(name);
  const { step, steps, stepsPerSecond, secondsLeft } = progressOf(run);
  if (phase === "paused") return status.paused(step, steps);
  if (run.status === "completed") return status.done(name, steps);
  if (phase === "idle") return status.stopped(name, step, steps);
  const left = secondsLeft === null ? "" : status.left(Math.round(secondsLeft));
  return status.running(name, device, workers, step, steps, stepsPerSecond.toFixed(0), left);
}

/** The live status line, with a bar beside it. */
export function StatusLine(): ReactNode {
  const words = useWords();
  const state = usePlayground((playground) => playground);
  const progress = state.run?.origin === "live" ? progressOf(state.run) : { step: 0, steps: 1 };
  const text = sentence(state, words);
  return (
    <footer>
      <progress max={progress.steps} value={progress.step} aria-label={words.train} />
      <p role="status" className="status" title={state.run?.backend.why}>
        {text}
      </p>
    </footer>
  );
}
