/** The entries of the list of runs that are reports of files; each opens its report. */

import type { ReactNode } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { useOpenedReports } from "./openedReports.ts";

export default function ReportEntries(): ReactNode {
  const { opened } = useLaterWords().report;
  const reports = useOpenedReports((state) => state.reports);
  return reports.map((report, i) => (
    <li key={i} className="of-report">
      <span />
      <button
        type="button"
        className="what"
        onClick={() => useOpenedReports.setState({ dialog: "opened", shown: report })}
      >
        {opened.fromFile(report.name ?? opened.noName, report.runs.length)}
      </button>
    </li>
  ));
}
