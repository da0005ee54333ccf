/** The table of reports: one report a row, with its guesses by question and its verdicts by run. */

import { memo, type ReactNode } from "react";
import type { Report } from "../../report/reportData.ts";
import { answerIn, columnsOf, guessOf, type ReportColumns } from "../../report/reportTable.ts";
import { type ReportTexts, verdictInWords } from "../../report/reportTexts.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useOpenedReports } from "./openedReports.ts";
import { intervalOfRun } from "./reportFigures.ts";
import { useReportTexts } from "./reportTexts.ts";

interface RowProps {
  readonly report: Report;
  readonly columns: ReportColumns;
  readonly isShown: boolean;
  readonly texts: ReportTexts;
}

/** The guess of a report, marked where it is what came. */
function Guess({
  report,
  column,
  texts,
}: Pick<RowProps, "report" | "texts"> & { readonly column: ReportColumns["questions"][number] }): ReactNode {
  const { opened } = texts.report;
  const answer = answerIn(report, column);
  if (!answer) return <td />;
  return (
    <td>
      <bdi>{guessOf(answer) ?? opened.skipped}</bdi>{" "}
      {answer.guess === answer.right ? (
        <span role="img" aria-label={opened.came} title={opened.came}>
          ✓
        </span>
      ) : null}
    </td>
  );
}

const Row = memo(function Row({ report, columns, isShown, texts }: RowProps): ReactNode {
  const { opened } = texts.report;
  const name = report.name ?? opened.noName;
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="quiet"
          aria-label={opened.show(name)}
          aria-pressed={isShown}
          onClick={() => useOpenedReports.setState({ shown: isShown ? null : report })}
        >
          <bdi>{name}</bdi>
        </button>
      </th>
      <td>
        <bdi>{report.date}</bdi>
      </td>
      {columns.questions.map((column, i) => (
        <Guess key={i} {...{ report, column, texts }} />
      ))}
      {Array.from({ length: columns.runs }, (_, i) => {
        const run = report.runs[i];
        return run ? (
          <td key={i}>
            {verdictInWords(run, texts)} <span className="number">{intervalOfRun(run)}</span>
            <small>
              <bdi>{run.name}</bdi>
            </small>
          </td>
        ) : (
          <td key={i} />
        );
      })}
    </tr>
  );
});

export function ReportTable({
  reports,
  shown,
}: {
  readonly reports: readonly Report[];
  readonly shown: Report | null;
}): ReactNode {
  const texts = useReportTexts();
  const { opened, document: own } = texts.report;
  const columns = columnsOf(reports);
  return (
    <ScrollRegion label={opened.caption}>
      <table className="report-table">
        <caption>{opened.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{opened.row}</th>
            <th scope="col">{opened.date}</th>
            {columns.questions.map(({ question, options, right }, i) => (
              <th key={i} scope="col">
                <bdi>{question}</bdi>
                <small>
                  {own.came}: <bdi>{options[right]}</bdi>
                </small>
              </th>
            ))}
            {Array.from({ length: columns.runs }, (_, i) => (
              <th key={i} scope="col">
                {opened.run(i + 1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {reports.map((report, i) => (
            <Row key={i} {...{ report, texts, isShown: report === shown, columns }} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
