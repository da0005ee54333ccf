/** What asks for a choice beside the notices: to go on with a run that was cut off, to return to one's own experiment, to start a long run, to stop a study. */

import type { ReactNode } from "react";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { LiveStudyNotice } from "../dialogs/LiveStudy.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { NeededFiles } from "../ownData/NeededFiles.tsx";
import { LongRunQuestion } from "./LongRunQuestion.tsx";

const NO_RUNS: Playground["cutOff"] = [];

/** The offers to go on with runs that were cut off. */
function CutOffRuns(): ReactNode {
  const { offers: words } = useLaterWords();
  const translate = useTranslate();
  const language = usePage((page) => page.language);
  const runs = usePlayground((state) => (state.phase === "idle" ? state.cutOff : NO_RUNS));
  const waiting = usePlayground((state) => state.awaitsFiles);
  const goOn = usePlayground((state) => state.goOn);
  const discard = usePlayground((state) => state.discardCutOff);
  const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return runs.map(({ id, experiment, began, step, steps }) => (
    <div key={id} className="notice" role="status">
      <p>
        {words.cutOff(
          translate(methodById(experiment.method.id).name),
          experiment.seed,
          began > 0 ? time.format(began) : "",
        )}{" "}
        {step > 0 ? words.cutOffAt(step, steps) : words.cutOffAtStart}{" "}
        {waiting?.id === id ? <strong>{words.cutOffNeedsFiles}</strong> : null}
      </p>
      <button type="button" onClick={() => goOn(id)}>
        {words.goOn}
      </button>
      <button type="button" onClick={() => discard(id)}>
        {words.discard}
      </button>
    </div>
  ));
}

/** The way back from the experiment of a link or a question to the visitor's own. */
function OwnExperiment(): ReactNode {
  const { dismiss } = useWords();
  const { offers: words } = useLaterWords();
  const own = usePlayground((state) => state.ownExperiment);
  const restore = usePlayground((state) => state.restoreOwnExperiment);
  if (!own) return null;
  return (
    <div className="notice" role="status">
      <p>{words.otherSet}</p>
      <button type="button" onClick={() => restore(true)}>
        {words.backToOwn}
      </button>
      <button type="button" onClick={() => restore(false)}>
        {dismiss}
      </button>
    </div>
  );
}

/** The offers, the question before a long run, and the study that is trained. */
export default function Offers(): ReactNode {
  const hasStudy = usePlayground((state) => state.hasLiveStudy);
  // Both would put another experiment into the place of a lesson's.
  const isOfLesson = usePage(({ mask }) => mask !== null);
  return (
    <>
      {isOfLesson ? null : <CutOffRuns />}
      {isOfLesson ? null : <OwnExperiment />}
      <NeededFiles />
      <LongRunQuestion />
      {hasStudy ? <LiveStudyNotice /> : null}
    </>
  );
}
