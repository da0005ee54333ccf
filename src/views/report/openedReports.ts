/** Which dialog of reports is open, and the reports that have been opened from files, for as long as the page is open. */

import { create } from "zustand";
import type { ReportError } from "../../report/readReport.ts";
import type { Report } from "../../report/reportData.ts";

/** A file that was refused. `detail` is English. */
export interface RefusedFile {
  readonly file: string;
  readonly code: ReportError["code"];
  readonly detail: string;
}

export interface OpenedReports {
  /** "hand-in" writes a report, "opened" shows those of files */
  readonly dialog: "hand-in" | "opened" | null;
  /** files that are still to be read */
  readonly files: readonly File[];
  readonly reports: readonly Report[];
  readonly refused: readonly RefusedFile[];
  /** the report whose content is shown; null shows the table alone */
  readonly shown: Report | null;
}

/** The state; any part of the page may open a dialog with `useOpenedReports.setState({ dialog: "hand-in" })`. */
export const useOpenedReports = create<OpenedReports>(() => ({
  dialog: null,
  files: [],
  reports: [],
  refused: [],
  shown: null,
}));

/** Opens reports from files: they are read by the dialog that shows them. */
export function openReports(files: readonly File[]): void {
  useOpenedReports.setState({ dialog: "opened", files });
}
