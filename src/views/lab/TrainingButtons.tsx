/** The buttons of training: Train or Stop, Pause, Step and Reset. */

import type { ReactNode } from "react";
import { isOutdated } from "../../session/playgroundStore.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

/** Train, or Stop while a run goes on that has the settings; what else a run can be told. */
export function TrainingButtons(): ReactNode {
  const words = useWords();
  const state = usePlayground((playground) => playground);
  const { phase } = state;
  const outdated = isOutdated(state);
  const idle = phase === "idle";
  const pauseLabel = words[phase === "paused" ? "resume" : "pause"];
  return (
    <div className="transport">
      <button type="button" onClick={state.reset}>
        {words.reset}
      </button>
      {idle || outdated ? (
        <button
          type="button"
          className="primary"
          aria-label={words.train}
          title={outdated ? words.trainAgain : ""}
          onClick={() => state.train()}
        >
          {words.train}
        </button>
      ) : (
        <button type="button" className="primary" onClick={state.stop}>
          {words.stop}
        </button>
      )}
      <button type="button" disabled={idle} onClick={phase === "paused" ? state.resume : state.pause}>
        {pauseLabel}
      </button>
      <button type="button" disabled={phase !== "paused"} onClick={state.step}>
        {words.step}
      </button>
    </div>
  );
}
