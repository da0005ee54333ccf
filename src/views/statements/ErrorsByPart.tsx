/** Errors on dropped and other classes of both students: what distillation gives on the one and costs on the other. */

import type { ReactNode } from "react";
import { useComparedRun } from "../../hinton2015/views/sectionComparison.ts";
import { count } from "../../i18n/numberFormats.ts";
import { teacherOf } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { type PartErrors, useDroppedNames, useErrorsByPart } from "./errorsByPartWords.ts";
import "../../styles/resultParts.css";

const added = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a + b;

/**
 * A row for dropped classes, for the others, and for all of them where the large figures do not stand over it or are of
 * other seeds. @param props.isUnderFigures the large figures name the columns
 */
export default function ErrorsByPart({ isUnderFigures = false }: { readonly isUnderFigures?: boolean }): ReactNode {
  const { resultColumn: words } = useWords();
  const { replay } = useLaterWords();
  const { names } = useDroppedNames();
  const { dropped, others } = useErrorsByPart();
  const hasTeacher = usePlayground(({ run }) => !run || teacherOf(run) !== undefined);
  const isOfSection = useComparedRun() !== null;
  const { seed } = useShownExperiment();
  const all: PartErrors = {
    distilled: added(dropped.distilled, others.distilled),
    baseline: added(dropped.baseline, others.baseline),
    total: added(dropped.total, others.total),
  };
  const rows: readonly (readonly [string, PartErrors])[] = [
    [names, dropped],
    [words.parts.rest, others],
    ...(isUnderFigures && !isOfSection ? [] : [[words.parts.sum, all] as const]),
  ];
  const cell = (value: number | undefined) => (value === undefined ? "–" : count(value));
  return (
    <table className={`class-parts${isUnderFigures ? " under-figures" : ""}`}>
      <caption className={isOfSection ? undefined : "unseen"}>
        {isOfSection ? replay.seedNumber(seed) : words.parts.caption}
      </caption>
      <thead>
        <tr>
          <td />
          {[hasTeacher ? words.chart.lines.taught : words.chart.lines.alone, words.chart.lines.plain].map((name) => (
            <th key={name} scope="col">
              <span className={isUnderFigures ? "unseen" : undefined}>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, { distilled, baseline, total }]) => (
          <tr key={name}>
            <th scope="row">
              {name} {total === undefined ? "" : words.parts.of(count(total))}
            </th>
            <td className="of-student">{cell(distilled)}</td>
            <td className="of-baseline">{cell(baseline)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
