/** The dialogs of reports: the one that writes a report, and the one that shows reports of files. */

import type { ReactNode } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { Overlay } from "../elements/Overlay.tsx";
import { HandIn } from "./HandIn.tsx";
import { useOpenedReports } from "./openedReports.ts";
import { ReportsOfFiles } from "./ReportsOfFiles.tsx";
import "./reports.css";

const close = () => useOpenedReports.setState({ dialog: null });

export default function ReportDialogs(): ReactNode {
  const dialog = useOpenedReports((reports) => reports.dialog);
  const { report } = useLaterWords();
  return dialog === "hand-in" ? (
    <Overlay title={report.handIn.title} open onClose={close}>
      <HandIn />
    </Overlay>
  ) : (
    <Overlay title={report.opened.title} open={dialog !== null} onClose={close}>
      <ReportsOfFiles />
    </Overlay>
  );
}
