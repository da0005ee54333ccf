/** The buttons of training: Train or Stop, Pause, Step and Reset. */

import type { ReactNode } from "react";
import { isOutdated } from "../../session/playgroundStore.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useTrainingPercent } from "../shown/trainingPercent.ts";
import { PlayButton } from "./PlayButton.tsx";

/** Train, or Stop while a run goes on that has the settings; what else a run can be told. */
export function TrainingButtons(): ReactNode {
  const words = useWords();
  const phase = usePlayground((state) => state.phase);
  const outdated = usePlayground(isOutdated);
  const percent = useTrainingPercent();
  const { reset, train, stop, pause, resume, step } = usePlaygroundStore().getState();
  const idle = phase === "idle";
  const pauseLabel = words[phase === "paused" ? "resume" : "pause"];
  return (
    <div className="transport">
      {/* Where the status line is out of sight. */}
      {percent === null ? null : (
        <span className="percent" aria-hidden="true">
          {words.lab.percent(percent)}
        </span>
      )}
      <button type="button" onClick={reset}>
        {words.reset}
      </button>
      {idle || outdated ? (
        <button
          type="button"
          className="primary"
          aria-label={words.train}
          title={outdated ? words.trainAgain : ""}
          onClick={() => train()}
        >
          {words.train}
        </button>
      ) : (
        <button type="button" className="primary" onClick={stop}>
          {words.stop}
        </button>
      )}
      <button type="button" disabled={idle} onClick={phase === "paused" ? resume : pause}>
        {pauseLabel}
      </button>
      <button type="button" disabled={phase !== "paused"} onClick={step}>
        {words.step}
      </button>
      {/* On a phone, where the bar of time is out of sight. */}
      {idle ? <PlayButton /> : null}
    </div>
  );
}
