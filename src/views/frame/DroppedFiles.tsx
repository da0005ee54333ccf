/** Takes files that are dropped anywhere on the page, and shows the dialogs of reports, which may be among them, and of a data set. */

import { type ReactNode, useEffect } from "react";
import { errorText } from "../../domain/errorText.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { filesOfFolders } from "../ownData/droppedEntries.ts";
import { offerFiles, useOfferedFiles } from "../ownData/offeredFiles.ts";
import { openReports, useOpenedReports } from "../report/openedReports.ts";
import { areTeacherFiles, openTeacherFiles } from "../teachers/droppedTeacher.ts";

const ownDataSheet = loadedCode(() => import("../ownData/OwnDataSheet.tsx"));
const reportDialogs = loadedCode(() => import("../report/ReportDialogs.tsx"));

/** A saved run, a teacher, reports, or else the files of a data set. */
export default function DroppedFiles(): ReactNode {
  const openRunFile = usePlayground((state) => state.openRunFile);
  const hasDialog = useOpenedReports(({ dialog }) => dialog !== null);
  const offered = useOfferedFiles(({ files }) => files);
  const notify = usePlayground((state) => state.notify);
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const inFolders = event.dataTransfer && filesOfFolders(event.dataTransfer);
      if (inFolders)
        return void inFolders.then(offerFiles, (error: unknown) => notify("error", "bad-data", errorText(error)));
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
      else offerFiles(files);
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [openRunFile, notify]);
  return (
    <>
      {hasDialog ? <LoadedPart code={reportDialogs} props={{}} /> : null}
      {offered ? <LoadedPart code={ownDataSheet} props={{ files: offered }} /> : null}
    </>
  );
}
