/** The page: regions in their places. */

import { type ReactNode, useEffect } from "react";
import type { StoreApi } from "zustand";
import type { Offline } from "./session/offline.ts";
import { Accuracy } from "./views/Accuracy.tsx";
import { Details } from "./views/Details.tsx";
import { DigitRegion } from "./views/Digit.tsx";
import { DropClasses } from "./views/DropClasses.tsx";
import { pairFiles } from "./views/droppedFiles.ts";
import { Header } from "./views/Header.tsx";
import { Knobs } from "./views/Knobs.tsx";
import { Notices } from "./views/Notices.tsx";
import { usePage, usePlayground, useWords } from "./views/page.tsx";
import { ReplayCard } from "./views/ReplayCard.tsx";
import { Result } from "./views/Result.tsx";
import { SoftTargets } from "./views/SoftTargets.tsx";
import { StatusLine } from "./views/StatusLine.tsx";

function useDocumentLooks(): void {
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

function useDroppedFiles(): void {
  const chooseFiles = usePlayground((state) => state.chooseFiles);
  const notify = usePlayground((state) => state.notify);
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      pairFiles(files).then(chooseFiles, (error: unknown) =>
        notify("error", "bad-data", error instanceof Error ? error.message : String(error)),
      );
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [chooseFiles, notify]);
}

/** Everything between the top of the window and its bottom. */
export function App({ offline }: { readonly offline: StoreApi<Offline> }): ReactNode {
  const words = useWords();
  useDocumentLooks();
  useDroppedFiles();
  return (
    <>
      <a className="skip" href="#soft-targets">
        {words.skip}
      </a>
      <Header />
      <Notices />
      <main>
        <div className="column side">
          <DigitRegion />
          <DropClasses />
        </div>
        <div className="column">
          <SoftTargets />
          <Details />
        </div>
        <div className="column right">
          <ReplayCard />
          <Result />
          <Accuracy />
        </div>
      </main>
      <Knobs />
      <StatusLine offline={offline} />
    </>
  );
}
