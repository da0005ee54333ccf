/** Takes files that are dropped anywhere on the page, and shows the dialogs of reports, which may be among them. */

import { type ReactNode, useEffect } from "react";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { openReports, useOpenedReports } from "../report/openedReports.ts";
import { useOwnDataFiles } from "../settings/ownDataFiles.ts";
import { areTeacherFiles, openTeacherFiles } from "../teachers/droppedTeacher.ts";

const reportDialogs = loadedCode(() => import("../report/ReportDialogs.tsx"));

/** A saved run, a teacher, reports, or else the files of a data set. */
export default function DroppedFiles(): ReactNode {
  const takeData = useOwnDataFiles();
  const openRunFile = usePlayground((state) => state.openRunFile);
  const hasDialog = useOpenedReports(({ dialog }) => dialog !== null);
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      const log = files.find(({ name }) => name.endsWith(".jsonl"));
      const reports = files.filter(({ name }) => /\.html?$/i.test(name));
      // Another run or teacher would take the place of a lesson's, whose controls may be locked.
      const isTeacher = areTeacherFiles(files);
      if ((log || isTeacher) && usePage.getState().mask !== null) return;
      if (log) log.text().then((text) => openRunFile(log.name, text));
      else if (isTeacher) openTeacherFiles(files);
      else if (reports.length > 0) openReports(reports);
      else takeData(files);
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [takeData, openRunFile]);
  return hasDialog ? <LoadedPart code={reportDialogs} props={{}} /> : null;
}
