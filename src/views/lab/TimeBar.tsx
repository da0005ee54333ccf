/** The bar of time: the step at which everything is shown, and the state of training in one line. */

import type { ReactNode } from "react";
import type { StoreApi } from "zustand";
import { count } from "../../i18n/numberFormats.ts";
import type { OfflineCopy } from "../../session/storage/offlineCopy.ts";
import { addedCode, LoadedPart } from "../elements/LoadedPart.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { OfflineNote } from "../frame/OfflineNote.tsx";
import { StatusLine } from "../frame/StatusLine.tsx";
import { useControlState } from "../shown/controlState.tsx";
import { PlayButton, useSteps } from "./PlayButton.tsx";

const keepBeat = addedCode(() => import("../lecture/KeepBeat.tsx"));

/**
 * The button that plays the training, and the slider of its steps.
 * @param props.isNamed the slider's whole name stands beside it, as cards name it
 */
export function StepSlider({ isNamed }: { readonly isNamed?: boolean }): ReactNode {
  const { lab: words } = useWords();
  const { steps, at, last, show } = useSteps();
  const step = steps[at];
  const isTraining = usePlayground(({ run }) => run?.status === "training");
  const isFree = useControlState("step") === "free";
  return (
    <>
      <PlayButton />
      <span className="shown-step">
        {isNamed ? words.stepSlider : words.step} <output>{step === undefined ? "–" : count(step)}</output>
      </span>
      <input
        type="range"
        aria-label={words.stepSlider}
        min={0}
        max={Math.max(last, 0)}
        step={1}
        value={at}
        disabled={last < 1 || !isFree}
        aria-valuetext={step === undefined ? "" : count(step)}
        onChange={(event) => show(Number(event.target.value))}
      />
      {isTraining && isFree && at < last ? (
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
    <div className="time-bar">
      <StepSlider />
      <StatusLine />
      <LoadedPart code={keepBeat} props={{}} isAddition />
      <OfflineNote offline={offline} />
    </div>
  );
}
