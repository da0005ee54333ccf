/** The page: all regions, and what concerns the whole document. */

import { type ReactNode, useEffect } from "react";
import type { StoreApi } from "zustand";
import { errorText } from "./domain/errorText.ts";
import type { OfflineCopy } from "./session/offlineCopy.ts";
import { ErrorBoundary } from "./views/elements/ErrorBoundary.tsx";
import { LoadedPart, loadedCode } from "./views/elements/LoadedPart.tsx";
import { usePage } from "./views/elements/pageChoices.ts";
import { usePlayground } from "./views/elements/storeContexts.ts";
import { useWords } from "./views/elements/translation.ts";
import { Header } from "./views/frame/Header.tsx";
import { Notices } from "./views/frame/Notices.tsx";
import { Lab } from "./views/lab/Lab.tsx";
import { sortDataFiles } from "./views/settings/imageAndLabelFiles.ts";

const lecturePart = loadedCode(() => import("./views/lecture/Lecture.tsx"));

/** Sets language, theme, mode and title of the document. */
function useDocumentAttributes(): void {
  const { language, theme, lecture } = usePage();
  const words = useWords();
  useEffect(() => {
    const { documentElement: root } = document;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    root.dataset.theme = theme;
    if (lecture) root.dataset.mode = "lecture";
    else delete root.dataset.mode;
    document.title = words.title;
  }, [language, theme, lecture, words]);
}

/** Takes files that are dropped anywhere on the page: a saved run, or else the data set. */
function useDroppedFiles(): void {
  const chooseFiles = usePlayground((state) => state.chooseFiles);
  const openRunFile = usePlayground((state) => state.openRunFile);
  const notify = usePlayground((state) => state.notify);
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      const log = files.find(({ name }) => name.endsWith(".jsonl"));
      if (log) {
        log.text().then((text) => openRunFile(log.name, text));
        return;
      }
      sortDataFiles(files).then(chooseFiles, (error: unknown) => notify("error", "bad-data", errorText(error)));
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [chooseFiles, openRunFile, notify]);
}

/** The whole page. */
export function App({ offline }: { readonly offline: StoreApi<OfflineCopy> }): ReactNode {
  const words = useWords();
  useDocumentAttributes();
  useDroppedFiles();
  if (usePage((page) => page.lecture)) return <LoadedPart code={lecturePart} props={{}} />;
  return (
    <>
      <a className="skip" href="#soft-targets">
        {words.skip}
      </a>
      <ErrorBoundary>
        <Header />
      </ErrorBoundary>
      <ErrorBoundary>
        <Notices />
      </ErrorBoundary>
      <Lab offline={offline} />
    </>
  );
}
