/** Reads the files of reports one after another, each in a task of its own. */

import { errorText } from "../../domain/errorText.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { ReportError, readReportFile } from "../../report/readReport.ts";
import { useOpenedReports } from "./openedReports.ts";

/** How many reports are open at once. */
export const MAX_OPENED = 200;

/** Reads what waits. A report that is open already is not opened again; what is no report is named as refused. */
export async function readWaitingFiles(): Promise<void> {
  const { getState, setState } = useOpenedReports;
  const { files } = getState();
  if (files.length === 0) return;
  setState({ files: [], refused: [] });
  for (const file of files) {
    try {
      const report = await readReportFile(file);
      const { reports } = getState();
      const known = reports.find((one) => sameJson(one, report));
      if (!known && reports.length < MAX_OPENED) setState({ reports: [...reports, report] });
      if (files.length === 1) setState({ shown: known ?? report });
    } catch (error) {
      const code = error instanceof ReportError ? error.code : "damaged";
      setState({ refused: [...getState().refused, { file: file.name, code, detail: errorText(error) }] });
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}
