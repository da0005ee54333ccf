/** The step that is shown, and the button that plays the training step by step. */

import { type ReactNode, useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { shownSteps } from "../../session/run/runAtStep.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useControlState } from "../shown/controlState.tsx";

/** Milliseconds for which each step stays while the training is played. */
const FRAME = 450;

/** The steps that can be shown, and the one that is: the last one where none has been chosen. */
export function useSteps() {
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
export function PlayButton(): ReactNode {
  const { lab: words } = useWords();
  const { at, last, show } = useSteps();
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    if (at >= last) return setPlaying(false);
    const timer = setTimeout(() => show(at + 1), FRAME);
    return () => clearTimeout(timer);
  });
  const state = useControlState("step");
  const label = isPlaying ? words.stopPlaying : words.play;
  const press = () => {
    if (!isPlaying && at >= last) show(0);
    setPlaying(!isPlaying);
  };
  if (state === "hidden") return null;
  return (
    <button
      type="button"
      className="quiet play"
      aria-label={label}
      title={label}
      disabled={last < 1 || state === "locked"}
      onClick={press}
    >
      <span aria-hidden="true">{isPlaying ? "❚❚" : "▶"}</span>
    </button>
  );
}
