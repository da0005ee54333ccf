/** What one report of a file holds: its questions and its runs, with charts, tables, settings and how they were trained. */

import type { MouseEvent, ReactNode } from "react";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { count } from "../../i18n/numberFormats.ts";
import { reportChart } from "../../report/reportChart.ts";
import { lastSettingsOfReport, type Report, type ReportRun } from "../../report/reportData.ts";
import { differencesOf, rowsOfCurves } from "../../report/reportReadings.ts";
import { marksOf, type ReportTexts, runFacts, runSentence } from "../../report/reportTexts.ts";
import { hashOf } from "../../session/experimentLink.ts";
import { Disclosure } from "../elements/Overlay.tsx";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useReportTexts } from "./reportTexts.ts";

function Questions({ report, texts }: { readonly report: Report; readonly texts: ReportTexts }): ReactNode {
  const own = texts.report.document;
  return (
    <ol className="questions-of-report">
      {report.questions.map((answered, i) => (
        <li key={i}>
          <strong>{answered.question}</strong>
          <ul>
            {answered.options.map((option, k) => {
              const marks = marksOf(answered, k, texts);
              return (
                <li key={k} className={marks === "" ? undefined : "marked"}>
                  {option} <small>{marks}</small>
                </li>
              );
            })}
          </ul>
          {answered.guess === null ? <p>{own.skipped}</p> : null}
          <p>{own.whatCame(answered.came)}</p>
        </li>
      ))}
    </ol>
  );
}

/** The chart as a picture: a drawing that the page's own code made of the report's numbers, in which nothing can run. */
function Chart({ run, texts }: { readonly run: ReportRun; readonly texts: ReportTexts }): ReactNode {
  const chart = reportChart(run, texts);
  if (!chart) return null;
  const sentence = runSentence(run, texts);
  return (
    <ScrollRegion label={sentence}>
      <img src={`data:image/svg+xml,${encodeURIComponent(chart.text)}`} alt={sentence} />
    </ScrollRegion>
  );
}

function StepTable({ run, texts }: { readonly run: ReportRun; readonly texts: ReportTexts }): ReactNode {
  const own = texts.report.document;
  return (
    <ScrollRegion label={own.overSteps}>
      <table>
        <thead>
          <tr>
            <th scope="col">{own.step}</th>
            {run.curves.map(({ arm }, i) => (
              <th key={i} scope="col">
                {texts.arm(run, arm)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOfCurves(run).map(({ step, errors }) => (
            <tr key={step}>
              <th scope="row">{count(step)}</th>
              {errors.map((value, i) => (
                <td key={i}>{value === null ? "" : count(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function PairTable({ run, texts }: { readonly run: ReportRun; readonly texts: ReportTexts }): ReactNode {
  const own = texts.report.document;
  const pairs = Array.from({ length: run.experiment.pairs }, (_, i) => i);
  return (
    <ScrollRegion label={own.byPair}>
      <table>
        <caption>{own.byPair}</caption>
        <thead>
          <tr>
            <th scope="col">{own.network}</th>
            {pairs.map((pair) => (
              <th key={pair} scope="col">
                {own.pair(pair + 1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {run.arms.map(({ arm, errors }) => (
            <tr key={arm}>
              <th scope="row">{texts.arm(run, arm)}</th>
              {pairs.map((pair) => {
                const value = errors[pair] ?? null;
                return <td key={pair}>{value === null ? "–" : count(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function RunOfReport({
  report,
  i,
  texts,
}: {
  readonly report: Report;
  readonly i: number;
  readonly texts: ReportTexts;
}): ReactNode {
  const { document: own, opened } = texts.report;
  const idle = usePlayground((state) => state.phase === "idle");
  const run = report.runs[i]!;
  const changes = differencesOf(report, run).map((change) => texts.change(change, report.runs[0]!, run));
  const facts = runFacts(run, texts);
  const openInLab = async ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    // The focus goes back to what opened the dialog.
    currentTarget.closest("dialog")?.close();
    location.hash = await hashOf(lastSettingsOfReport(run), defaultExperiment);
  };
  return (
    <section>
      <h4>
        {i + 1}. <bdi>{run.name}</bdi>
      </h4>
      <Chart {...{ run, texts }} />
      <p>{runSentence(run, texts)}</p>
      <Disclosure name={`steps of ${i}`} summary={own.overSteps}>
        {() => <StepTable {...{ run, texts }} />}
      </Disclosure>
      <PairTable {...{ run, texts }} />
      <dl>
        {i > 0 ? (
          <>
            <dt>{own.differs}</dt>
            <dd>{changes.length > 0 ? changes.join(texts.words.punctuation.semicolon) : own.nothing}</dd>
          </>
        ) : null}
        {facts.map(([label, value]) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label} value`}>
            <bdi>{value}</bdi>
          </dd>,
        ])}
      </dl>
      <Disclosure name={`settings of ${i}`} summary={own.settings}>
        {() => <pre lang="en">{JSON.stringify(run.experiment, null, 1)}</pre>}
      </Disclosure>
      <p className="row">
        <button type="button" disabled={!idle} onClick={openInLab}>
          {opened.openInLab}
        </button>
      </p>
    </section>
  );
}

export function ReportContent({ report }: { readonly report: Report }): ReactNode {
  const texts = useReportTexts();
  const { document: own, opened } = texts.report;
  return (
    <article className="report-content">
      <h3>
        <bdi>{report.name === null ? own.title : own.titleOf(report.name)}</bdi>
      </h3>
      <p className="hint">{own.of(texts.words.title, report.version, report.date)}</p>
      {report.questions.length > 0 ? <Questions {...{ report, texts }} /> : null}
      {report.runs.map((_, i) => (
        <RunOfReport key={i} {...{ report, i, texts }} />
      ))}
      {report.runs.length > 0 ? <p className="hint">{opened.noAnswers}</p> : null}
    </article>
  );
}
