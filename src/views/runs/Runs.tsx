/** The list of runs: what changed between them, their verdicts, and which of them are drawn beside the shown one. */

import { type ReactNode, useMemo, useState } from "react";
import { partOf } from "../../hinton2015/experiments.ts";
import { readExperiment } from "../../hinton2015/replay/sectionSummary.ts";
import { useSectionSummary } from "../../hinton2015/views/sectionComparison.ts";
import { isSameRun, type KeptRun } from "../../session/comparisons/keptRuns.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { Overlay } from "../elements/Overlay.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, useRunList } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useOpenedReports } from "../report/openedReports.ts";
import { runInWords, verdictKey } from "../statements/runWords.ts";
import "../../styles/resultParts.css";

const reportEntries = loadedCode(() => import("../report/ReportEntries.tsx"));
const takeAway = loadedCode(() => import("../takeAway/TakeAway.tsx"));
const compareRuns = loadedCode(() => import("./CompareRuns.tsx"));

/** The field in which a run is named; Escape leaves it as it was. */
function NameField({ kept, onDone }: { readonly kept: KeptRun; readonly onDone: () => void }): ReactNode {
  const { runs: words } = useWords().resultColumn;
  const name = useRunList((list) => list.name);
  return (
    <input
      type="text"
      // biome-ignore lint/a11y/noAutofocus: it is opened by a press on the button or the row in whose place it stands
      autoFocus
      aria-label={words.nameOf(kept.number)}
      defaultValue={kept.name ?? ""}
      maxLength={60}
      onBlur={({ target }) => {
        name(kept.number, target.value);
        onDone();
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === "Escape") currentTarget.value = kept.name ?? "";
        if (key === "Enter" || key === "Escape") currentTarget.blur();
      }}
    />
  );
}

/** The verdict in a word; of a recorded run of Hinton's section, whose verdict is over its seeds, which of them it is. */
function useRunWord(run: Run): string {
  const { runs } = useWords().resultColumn;
  const { replay } = useLaterWords();
  const part = useMemo(() => (run.origin === "recorded" ? partOf(run.experiment) : null), [run]);
  const summary = useSectionSummary(part);
  const seeds = part && summary ? readExperiment(summary.figures, part.id)?.seeds.length : undefined;
  if (part) return replay.seedOf(run.experiment.seed, seeds ?? 1);
  return runs.word[verdictKey(run)];
}

function Entry({ kept, before }: { readonly kept: KeptRun; readonly before: KeptRun | undefined }): ReactNode {
  const words = useWords();
  const { runs } = words.resultColumn;
  const dictionary = usePage((page) => page.dictionary);
  const show = useRunList((list) => list.show);
  const pin = useRunList((list) => list.pin);
  const idle = usePlayground((state) => state.phase === "idle");
  const isShown = usePlayground(({ run }) => run !== null && isSameRun(run, kept.run));
  const [isNamed, setIsNamed] = useState(false);
  const { number, pinned, run } = kept;
  const word = useRunWord(run);
  const text = runInWords(kept, before, { words, dictionary });
  return (
    <li>
      <span className="number">{number}</span>
      {isNamed ? (
        <NameField kept={kept} onDone={() => setIsNamed(false)} />
      ) : (
        <button
          type="button"
          className="what"
          title={text}
          aria-current={isShown ? "true" : undefined}
          disabled={!idle && !isShown}
          onClick={() => (isShown ? undefined : show(kept))}
          onDoubleClick={() => setIsNamed(true)}
        >
          {text}
        </button>
      )}
      <span className="verdict-word">{word}</span>
      <button
        type="button"
        className="icon"
        aria-label={runs.pin(number)}
        title={runs.pin(number)}
        aria-pressed={pinned}
        onClick={() => pin(number, !pinned)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M5 2h6l-1 4 2 3H4l2-3zM8 9v5" />
        </svg>
      </button>
      <button
        type="button"
        className="icon"
        aria-label={runs.rename(number)}
        title={runs.rename(number)}
        onClick={() => setIsNamed(true)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 13l1-4 6.500-6.500 3 3L7 12z" />
        </svg>
      </button>
    </li>
  );
}

/** Region "Runs", the newest first. */
export default function Runs(): ReactNode {
  const { runs: words } = useWords().resultColumn;
  const kept = useRunList((list) => list.runs);
  const hasReports = useOpenedReports(({ reports }) => reports.length > 0);
  const [isCompared, setIsCompared] = useState(false);
  const [isTakenAway, setIsTakenAway] = useState(false);
  const { takeAway: takeAwayWords } = useLaterWords();
  return (
    <section className="runs" aria-label={words.title}>
      <div className="runs-head">
        <h2>{words.title}</h2>
        <span className="row">
          {kept.length > 1 ? (
            <button type="button" className="quiet" onClick={() => setIsCompared(true)}>
              {words.compare}
            </button>
          ) : null}
          {(["hand-in", "opened"] as const).map((dialog) => (
            <button key={dialog} type="button" className="quiet" onClick={() => useOpenedReports.setState({ dialog })}>
              {words.reports[dialog]}
            </button>
          ))}
          <button type="button" className="quiet" onClick={() => setIsTakenAway(true)}>
            {words.save}
          </button>
        </span>
      </div>
      {kept.length === 0 ? <p className="hint">{words.empty}</p> : null}
      <ol className="run-list">
        {kept.map((one, i) => <Entry key={one.number} kept={one} before={kept[i - 1]} />).reverse()}
        {hasReports ? <LoadedPart code={reportEntries} props={{}} isAddition /> : null}
      </ol>
      <Overlay title={words.compareTitle} open={isCompared} onClose={() => setIsCompared(false)}>
        <LoadedPart code={compareRuns} props={{}} />
      </Overlay>
      <Overlay title={takeAwayWords.title} open={isTakenAway} onClose={() => setIsTakenAway(false)}>
        <LoadedPart code={takeAway} props={{}} />
      </Overlay>
    </section>
  );
}
