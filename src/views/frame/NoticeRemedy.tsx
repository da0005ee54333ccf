/** The button of a notice that offers a remedy. */

import type { ReactNode } from "react";
import { slowerTraining } from "../../session/run/lowerLearningRate.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { saveFile } from "../elements/saveFile.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** The button of a notice about a run that diverged: the next one trains more slowly, and begins at once. */
function TrainSlower({ onPressed }: { readonly onPressed: () => void }): ReactNode {
  const { remedies: words } = useLaterWords();
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

/** Saves the shown run as a file. */
function DownloadButton(): ReactNode {
  const { remedies: words } = useLaterWords();
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

/** A slower training where a run diverged, else the shown run as a file where the browser did not keep it. */
export default function NoticeRemedy(props: { readonly code: string; readonly onPressed: () => void }): ReactNode {
  const { code, onPressed } = props;
  return code === "non-finite-loss" ? <TrainSlower onPressed={onPressed} /> : <DownloadButton />;
}
