/** Reports of files: a table of guesses and verdicts, one report a row, and below it the content of one of them. */

import { type ReactNode, useEffect, useRef } from "react";
import { type TableTexts, tableAsCsv } from "../../report/reportTable.ts";
import { saveFile } from "../elements/saveFile.ts";
import { openReports, useOpenedReports } from "./openedReports.ts";
import { ReportContent } from "./ReportContent.tsx";
import { ReportTable } from "./ReportTable.tsx";
import { MAX_OPENED, readWaitingFiles } from "./readFiles.ts";
import { differenceOfRun } from "./reportFigures.ts";
import { useReportTexts } from "./reportTexts.ts";

/** The files that were refused, and why. */
function Refused(): ReactNode {
  const { report } = useReportTexts();
  const refused = useOpenedReports((state) => state.refused);
  return (
    <ul className="refused-files" role="alert">
      {refused.map(({ file, code, detail }, i) => (
        <li key={i}>
          <strong>
            <bdi>{file}</bdi>
          </strong>
          <span>
            {report.refused[code]} <small lang="en">{detail}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

export function ReportsOfFiles(): ReactNode {
  const texts = useReportTexts();
  const { opened } = texts.report;
  const { files, reports, shown } = useOpenedReports();
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (files.length > 0) readWaitingFiles().catch(() => {});
  }, [files]);
  const saveCsv = () => {
    const named: TableTexts = {
      head: opened,
      ...{ noName: opened.noName, skipped: opened.skipped },
      run: (run) => differenceOfRun(run, texts),
    };
    saveFile("reports.csv", "text/csv", tableAsCsv(reports, named));
  };
  const status = reports.length >= MAX_OPENED ? opened.tooMany(MAX_OPENED) : opened.read(reports.length);
  return (
    <div className="opened-reports">
      <p>{opened.what}</p>
      <div className="buttons">
        <button type="button" className="primary" onClick={() => picker.current?.click()}>
          {opened.open}
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept=".html,.htm,text/html"
          aria-label={opened.open}
          onChange={({ target }) => {
            openReports([...(target.files ?? [])]);
            // The same file may be chosen again.
            target.value = "";
          }}
        />
        {reports.length > 0 ? (
          <>
            <button type="button" onClick={saveCsv}>
              {opened.csv}
            </button>
            <button type="button" onClick={() => useOpenedReports.setState({ reports: [], refused: [], shown: null })}>
              {opened.forget}
            </button>
          </>
        ) : null}
      </div>
      <Refused />
      <p className="hint" role="status">
        {reports.length > 0 ? status : ""}
      </p>
      {reports.length > 0 ? <ReportTable reports={reports} shown={shown} /> : null}
      {shown ? <ReportContent report={shown} /> : null}
    </div>
  );
}
