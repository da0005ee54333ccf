/** Messages to the visitor: in the visitor's language, with exact values in English beside. */

import type { ReactNode } from "react";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { LongRunQuestion } from "./LongRunQuestion.tsx";

const NO_RUNS: Playground["cutOff"] = [];

/** The offers to go on with runs that were cut off. */
function CutOffRuns(): ReactNode {
  const words = useWords();
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

/** The way back from the experiment of a link to the visitor's own. */
function OwnExperiment(): ReactNode {
  const words = useWords();
  const own = usePlayground((state) => state.ownExperiment);
  const restore = usePlayground((state) => state.restoreOwnExperiment);
  if (!own) return null;
  return (
    <div className="notice" role="status">
      <p>{words.linkShown}</p>
      <button type="button" onClick={() => restore(true)}>
        {words.backToOwn}
      </button>
      <button type="button" onClick={() => restore(false)}>
        {words.dismiss}
      </button>
    </div>
  );
}

/** Saves the shown run as a file. */
function DownloadButton(): ReactNode {
  const words = useWords();
  const runFile = usePlayground((state) => state.runFile);
  const hasRun = usePlayground((state) => state.run?.origin === "live");
  const download = () => {
    const file = runFile();
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.text], { type: "application/jsonl" }));
    link.download = file.name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return hasRun ? (
    <button type="button" onClick={download}>
      {words.downloadRun}
    </button>
  ) : null;
}

/** Notices, which can be dismissed, the offers to go on with runs that were cut off, and the way back from a link. */
export function Notices(): ReactNode {
  const words = useWords();
  const { lacksTexts, fetchTexts } = usePage();
  const notices = usePlayground((state) => state.notices);
  const dismiss = usePlayground((state) => state.dismiss);
  return (
    <div className="notices">
      <CutOffRuns />
      <OwnExperiment />
      {lacksTexts ? (
        <div className="notice" role="status">
          <p>{words.failedPart.noTexts}</p>
          <button type="button" onClick={fetchTexts}>
            {words.failedPart.tryAgain}
          </button>
        </div>
      ) : null}
      <LongRunQuestion />
      {notices.map(({ id, tone, code, detail }) => (
        <div key={id} className={`notice ${tone}`} role={tone === "error" ? "alert" : "status"}>
          <p>
            <strong>{words.notices[code] ?? words.notices["bad-data"]}</strong> <span lang="en">{detail}</span>
          </p>
          {code === "not-written" || code === "nothing-kept" ? <DownloadButton /> : null}
          <button type="button" onClick={() => dismiss(id)}>
            {words.dismiss}
          </button>
        </div>
      ))}
    </div>
  );
}
