/** Test errors over steps of the teacher and all students. The chart and its table are loaded when they are first needed. */

import { type ReactNode, useState } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import { useComparedRun } from "../../hinton2015/views/sectionComparison.ts";
import { count } from "../../i18n/numberFormats.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import { addedCode, LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useSeenElement } from "../elements/observedElement.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useStaleClass } from "../statements/staleness.tsx";

const accuracyChart = addedCode(() => import("./AccuracyChart.tsx"));
const evaluationTable = loadedCode(() => import("./EvaluationTable.tsx"));

/** The same numbers as a table, which takes the place of the chart while it is open. */
function SameAsTable({ onToggle }: { readonly onToggle: (open: boolean) => void }): ReactNode {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="same-as-table"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        onToggle(currentTarget.open);
      }}
    >
      <summary>{words.accuracyTable}</summary>
      {open ? <LoadedPart code={evaluationTable} props={{}} /> : null}
    </details>
  );
}

/** Region "Accuracy", with the same numbers as a table. */
export function Accuracy(): ReactNode {
  const words = useWords();
  const [isTable, setIsTable] = useState(false);
  // On a phone the chart is far below the first window, and drawing it is much of the page's work.
  const [room, isSeen] = useSeenElement<HTMLDivElement>();
  const hasRun = usePlayground((state) => state.run !== null);
  const total = usePlayground(
    ({ run }) => run?.networks.find(({ evaluations }) => evaluations.length > 0)?.evaluations[0]?.evaluation.total,
  );
  // A curve is of the first pair until two have finished.
  const areMeans = usePlayground(
    ({ run }) => run !== null && studentsOfArm(run, DISTILLED).filter(({ finished }) => finished).length > 1,
  );
  // The figures over a recorded run of the section are means over its seeds; its curves are of one.
  const isOfSection = useComparedRun() !== null;
  const ofSeed = usePlayground(({ run }) => (isOfSection && run?.origin === "recorded" ? run.experiment.seed : null));
  return (
    <section className={`accuracy${useStaleClass()}`} aria-label={words.accuracy}>
      <h2 className="unseen">{words.errorsChart}</h2>
      <p className="hint axis-name">
        {total === undefined ? "" : words.resultColumn.chart.axis(count(total), areMeans, ofSeed)}
      </p>
      <div className="chart-room" ref={room} inert={isTable}>
        {hasRun && isSeen ? (
          <LoadedPart code={accuracyChart} props={{}} placeholder={<div className="chart" />} />
        ) : (
          <div className="chart" />
        )}
      </div>
      <SameAsTable onToggle={setIsTable} />
    </section>
  );
}
