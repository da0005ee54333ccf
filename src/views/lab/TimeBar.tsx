/** The bar of time: the step at which everything is shown, and the state of training in one line. */

import { type ReactNode, useEffect, useState } from "react";
import type { StoreApi } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { OfflineCopy } from "../../session/offlineCopy.ts";
import { shownSteps } from "../../session/run/runAtStep.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { count } from "../elements/numberFormats.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { OfflineNote } from "../frame/OfflineNote.tsx";
import { StatusLine } from "../frame/StatusLine.tsx";

const keepBeat = loadedCode(() => import("../lecture/KeepBeat.tsx"));

/** Milliseconds for which each step stays while the training is played. */
const FRAME = 450;

/** The steps that can be shown, and the one that is: the last one where none has been chosen. */
function useSteps() {
  const steps = usePlayground(useShallow(shownSteps));
  const chosen = usePage((page) => page.step);
  const choose = usePage((page) => page.choose);
  const last = steps.length - 1;
  const found = chosen === null ? last : steps.findLastIndex((step) => step <= chosen);
  const at = Math.max(0, found);
  const show = (index: number) => choose({ step: index >= last ? null : steps[index]! });
  return { steps, at, last, show };
}

/** Plays the training from its first evaluation, or from the one that is shown, to its last. */
function PlayButton({ at, last, show }: Omit<ReturnType<typeof useSteps>, "steps">): ReactNode {
  const { lab: words } = useWords();
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    if (at >= last) return setPlaying(false);
    const timer = setTimeout(() => show(at + 1), FRAME);
    return () => clearTimeout(timer);
  });
  const label = isPlaying ? words.stopPlaying : words.play;
  const press = () => {
    if (!isPlaying && at >= last) show(0);
    setPlaying(!isPlaying);
  };
  return (
    <button type="button" className="quiet play" aria-label={label} title={label} disabled={last < 1} onClick={press}>
      <span aria-hidden="true">{isPlaying ? "❚❚" : "▶"}</span>
    </button>
  );
}

function StepSlider(): ReactNode {
  const { lab: words } = useWords();
  const { steps, at, last, show } = useSteps();
  const step = steps[at];
  const isTraining = usePlayground(({ run }) => run?.status === "training");
  return (
    <>
      <PlayButton {...{ at, last, show }} />
      <span className="shown-step">
        {words.step} <output>{step === undefined ? "–" : count(step)}</output>
      </span>
      <input
        type="range"
        aria-label={words.stepSlider}
        min={0}
        max={Math.max(last, 0)}
        step={1}
        value={at}
        disabled={last < 1}
        aria-valuetext={step === undefined ? "" : count(step)}
        onChange={(event) => show(Number(event.target.value))}
      />
      {isTraining && at < last ? (
        <button type="button" className="quiet" onClick={() => show(last)}>
          {words.live}
        </button>
      ) : null}
    </>
  );
}

/** The bar. */
export function TimeBar({ offline }: { readonly offline: StoreApi<OfflineCopy> }): ReactNode {
  return (
    <footer className="time-bar">
      <StepSlider />
      <StatusLine />
      <LoadedPart code={keepBeat} props={{}} isAddition />
      <OfflineNote offline={offline} />
    </footer>
  );
}
