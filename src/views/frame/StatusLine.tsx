/** The state of training in one line: backend, step, rate and time left. */

import type { ReactNode } from "react";
import type { Messages } from "../../i18n/en.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { progressOf } from "../../session/run/runSelectors.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";

function sentence({ run, phase, loading }: Playground, words: Messages): string {
  const { status } = words;
  if (phase === "loading" || !run)
    return loading?.what === "backend"
      ? status.loadingBackend
      : phase === "loading"
        ? status.loadingData(loading?.part === null || !loading ? "…" : percent(loading.part))
        : status.idle;
  const { name } = run.backend;
  if (run.origin === "recorded") return words.lab.recordedOn(run.date.slice(0, 10), name, run.experiment.seed);
  const { stepsPerSecond, secondsLeft, ...at } = progressOf(run);
  const [step, steps] = [count(at.step), count(at.steps)];
  if (phase === "paused") return status.paused(step, steps);
  if (run.status === "completed") return status.done(name, steps);
  if (phase === "idle") return status.stopped(name, step, steps);
  const left = secondsLeft === null ? "" : status.left(Math.round(secondsLeft));
  return status.running(name, step, steps, stepsPerSecond.toFixed(0), left);
}

/** The status line with a progress bar: drawn again only when its text or progress has changed. */
export function StatusLine(): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const text = usePlayground((state) => sentence(state, words));
  const device = usePlayground(({ run }) => run && words.status.device(run.backend.device, run.backend.workers));
  const why = usePlayground((state) => state.run?.backend.why);
  const step = usePlayground(({ run }) => (run?.origin === "live" ? progressOf(run).step : 0));
  const steps = usePlayground(({ run }) => (run?.origin === "live" ? progressOf(run).steps : 1));
  const isGoing = usePlayground((state) => state.phase !== "idle");
  return (
    <>
      {isGoing ? <progress max={steps} value={step} aria-label={words.train} /> : null}
      <p
        role="status"
        className="status"
        title={[device, why && translate(why)].filter(Boolean).join(words.punctuation.semicolon)}
      >
        {text}
      </p>
    </>
  );
}
