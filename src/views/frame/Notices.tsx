/** Messages to the visitor: in the visitor's language, with exact values in English beside. */

import type { ReactNode } from "react";
import { slowerTraining } from "../../session/run/lowerLearningRate.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { saveFile } from "../elements/saveFile.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

const offers = loadedCode(() => import("./Offers.tsx"));

/** The button of a notice about a run that diverged: the next one trains more slowly, and begins at once. */
function TrainSlower({ onPressed }: { readonly onPressed: () => void }): ReactNode {
  const words = useWords();
  const idle = usePlayground((state) => state.phase === "idle");
  const run = usePlayground((state) => (state.run?.failure ? state.run : null));
  const experiment = usePlayground((state) => state.experiment);
  const tryEdit = usePlayground((state) => state.tryEdit);
  const train = usePlayground((state) => state.train);
  if (!run || !idle) return null;
  const slower = slowerTraining(run, experiment);
  const press = () => {
    onPressed();
    tryEdit(() => slower.experiment);
    train(slower.teacher);
  };
  return (
    <button type="button" onClick={press}>
      {words.trainSlower(`${slower.rate}`)}
    </button>
  );
}

/** The longest detail that a notice shows, in characters. */
const MAX_DETAIL = 400;

/** Saves the shown run as a file. */
function DownloadButton(): ReactNode {
  const words = useWords();
  const runFile = usePlayground((state) => state.runFile);
  const hasRun = usePlayground((state) => state.run?.origin === "live");
  const download = () => {
    const file = runFile();
    if (file) saveFile(file.name, "application/jsonl", file.text);
  };
  return hasRun ? (
    <button type="button" onClick={download}>
      {words.downloadRun}
    </button>
  ) : null;
}

/** Notices, which can be dismissed, with offers and questions above them. */
export function Notices(): ReactNode {
  const words = useWords();
  const { lacksTexts, fetchTexts } = usePage();
  const notices = usePlayground((state) => state.notices);
  const dismiss = usePlayground((state) => state.dismiss);
  const hasOffers = usePlayground(
    (state) => state.cutOff.length > 0 || state.ownExperiment !== null || state.longRun !== null || state.hasLiveStudy,
  );
  return (
    <div className="notices">
      {hasOffers ? <LoadedPart code={offers} props={{}} /> : null}
      {lacksTexts ? (
        <div className="notice" role="status">
          <p>{words.failedPart.noTexts}</p>
          <button type="button" onClick={fetchTexts}>
            {words.failedPart.tryAgain}
          </button>
        </div>
      ) : null}
      {notices.map(({ id, tone, code, detail }) => (
        <div key={id} className={`notice ${tone}`} role={tone === "error" ? "alert" : "status"}>
          <p>
            <strong>{words.notices[code] ?? words.notices["bad-data"]}</strong>{" "}
            <span lang="en">{detail.length > MAX_DETAIL ? `${detail.slice(0, MAX_DETAIL)}…` : detail}</span>
          </p>
          {code === "not-written" || code === "nothing-kept" ? <DownloadButton /> : null}
          {code === "non-finite-loss" ? <TrainSlower onPressed={() => dismiss(id)} /> : null}
          <button type="button" onClick={() => dismiss(id)}>
            {words.dismiss}
          </button>
        </div>
      ))}
    </div>
  );
}
