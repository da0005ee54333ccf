/** Region of a recorded run of Hinton's section: the paper's figures, ours, and a button that trains it live. */

import { type ReactNode, useMemo, useState } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import { count } from "../../i18n/numberFormats.ts";
import { addressOf } from "../../places/place.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { Select } from "../../views/elements/formControls.tsx";
import { useLaterWords } from "../../views/elements/laterWords.ts";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import { useTranslate } from "../../views/elements/translation.ts";
import { partOf } from "../experiments.ts";
import { recordedArm, type SectionFigure, sectionFigures, sectionRows } from "../paperResults.ts";
import { readFigure } from "../replay/measuredFigures.ts";
import { intervalOfReadings } from "../replay/sectionSummary.ts";
import { rowDifferences } from "../rowDifferences.ts";
import { FigureDotPlot } from "./FigureDotPlot.tsx";
import { useComparedRun, useSectionSummary } from "./sectionComparison.ts";
import "../../styles/hinton2015.css";
import "../../styles/resultParts.css";

/** Shares of the recorded training that can be chosen: 1 / 50, 1 / 10, and all of its steps. */
const SHARES = [50, 10, 1] as const;

/** The figure that is shown: the chosen student's, or the distilled student's. */
function useFigure(recorded: Run | null): SectionFigure | undefined {
  const compared = useHintonSectionStore((section) => section.compared);
  const isLive = usePlayground(({ run }) => run?.origin === "live");
  const shownArm = usePlayground((state) => state.shownArm);
  if (!recorded) return undefined;
  if (isLive && compared) return compared.figure;
  const own = sectionFigures.filter(({ experiment }) => experiment === partOf(recorded.experiment)?.id);
  return own.find(({ of }) => of === shownArm) ?? own.find(({ of }) => of === DISTILLED);
}

function TrainButton({ recorded, figure }: { readonly recorded: Run; readonly figure: SectionFigure }): ReactNode {
  const { replay: words } = useLaterWords();
  const [share, setShare] = useState<`${(typeof SHARES)[number]}`>("50");
  const idle = usePlayground((state) => state.phase === "idle");
  const train = useHintonSectionStore((section) => section.train);
  const { teacher, student } = recorded.experiment;
  const stepsOf = (part: number) => Math.round((teacher.training.steps + 2 * student.training.steps) / part);
  return (
    <div className="row train-it">
      <Select
        label={words.share}
        value={share}
        options={SHARES.map((part) => ({ value: `${part}` as const, label: words.part(part, count(stepsOf(part))) }))}
        onChange={setShare}
      />
      <button type="button" disabled={!idle} onClick={() => train(figure, 1 / Number(share))}>
        {words.train}
      </button>
    </div>
  );
}

/** The region; nothing where no run of the section is shown. */
export default function HintonSectionCard(): ReactNode {
  const { replay: words } = useLaterWords();
  const translate = useTranslate();
  const recorded = useComparedRun();
  const figure = useFigure(recorded);
  const live = usePlayground(({ run }) => (run?.origin === "live" && run.status === "completed" ? run : null));
  const showArm = usePlayground((state) => state.showArm);
  const part = useMemo(() => recorded && partOf(recorded.experiment), [recorded]);
  const summary = useSectionSummary(part);
  const rows = useMemo(() => sectionRows.filter(({ experiment }) => experiment === part?.id), [part]);
  const trained = useMemo(() => {
    const own = (row: SectionFigure) => (figure && recordedArm(DISTILLED, figure) === row.of ? DISTILLED : row.of);
    return new Map(live ? rows.map((row) => [row.id, readFigure(live, { ...row, of: own(row) })] as const) : []);
  }, [live, rows, figure]);
  if (!recorded || !part || !figure) return null;
  const isMnist = part.dataset === "mnist";
  return (
    <section className="replay-card" aria-label={words.card}>
      <div className="of-run">
        <h2>{words.cardOf(recorded.experiment.seed, recorded.date)}</h2>
        <a href={addressOf({ kind: "hinton-2015", run: null })}>{words.back}</a>
      </div>
      <details open={live !== null || undefined}>
        <summary>{words.beside}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.what}</th>
              {isMnist ? <th scope="col">{words.paper}</th> : null}
              <th scope="col">{words.recorded}</th>
              {live ? <th scope="col">{words.live}</th> : null}
              {isMnist ? <td /> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const paper = isMnist ? row.paper?.errors : undefined;
              const readings = summary?.figures[row.id] ?? [];
              const reading = readings.find(({ seed }) => seed === recorded.experiment.seed);
              const own = reading ? count(reading.errors) : "–";
              const trainedReading = trained.get(row.id);
              return (
                <tr key={row.id} title={translate(rowDifferences[row.id]!)}>
                  <th scope="row">
                    {row.of === "teacher" ? (
                      translate(row.title)
                    ) : (
                      <button type="button" className="quiet" onClick={() => showArm(row.of)}>
                        {translate(row.title)}
                      </button>
                    )}
                  </th>
                  {isMnist ? <td className="number">{paper === undefined ? "–" : count(paper)}</td> : null}
                  <td className="number">{own}</td>
                  {live ? <td className="number">{trainedReading ? count(trainedReading.errors) : "–"}</td> : null}
                  {isMnist ? (
                    <td>
                      {paper !== undefined && reading ? (
                        <FigureDotPlot
                          values={readings.map(({ errors }) => errors)}
                          interval={intervalOfReadings(readings.map(({ errors }) => errors))}
                          paper={paper}
                          label={words.strip(translate(row.title), own, count(paper))}
                        />
                      ) : null}
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
        {rows.length === 0 ? <p className="hint">{words.sweepCard}</p> : null}
        {live ? <p className="hint">{words.over}</p> : null}
        <TrainButton {...{ recorded, figure }} />
      </details>
    </section>
  );
}
