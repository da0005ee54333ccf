/** The page: all regions, and what concerns the whole document. */

import { type ReactNode, useEffect } from "react";
import type { StoreApi } from "zustand";
import { isEmbedded } from "./places/frame.ts";
import { isLessonPlace, type Place } from "./places/place.ts";
import type { OfflineCopy } from "./session/storage/offlineCopy.ts";
import { ErrorBoundary } from "./views/elements/ErrorBoundary.tsx";
import { addedCode, LoadedPart, loadedCode } from "./views/elements/LoadedPart.tsx";
import { usePage } from "./views/elements/pageChoices.ts";
import { useHintonSectionStore } from "./views/elements/storeContexts.ts";
import { useWords } from "./views/elements/translation.ts";
import { Header } from "./views/frame/Header.tsx";
import { Notices } from "./views/frame/Notices.tsx";
import { useHasLecture, usePlace } from "./views/frame/openPlace.ts";
import { Lab } from "./views/lab/Lab.tsx";
import { offerFiles } from "./views/ownData/offeredFiles.ts";
import { useTrainingPercent } from "./views/shown/trainingPercent.ts";

const replayPage = loadedCode(() => import("./hinton2015/views/ReplayPage.tsx"));
const lessons = loadedCode(() => import("./views/lessons/LessonsPlace.tsx"));
const lecturePart = loadedCode(() => import("./views/lessonSlides/LecturePlace.tsx"));
const embeddedPage = loadedCode(() => import("./views/embedded/EmbeddedPage.tsx"));
const droppedFiles = addedCode(() => import("./views/frame/DroppedFiles.tsx"));

/** Sets language, theme, mode and title of the document. */
function useDocumentAttributes(lecture: boolean): void {
  const { language, theme } = usePage();
  const words = useWords();
  const progress = useTrainingPercent();
  useEffect(() => {
    document.title = progress === null ? words.title : `${words.lab.percent(progress)} · ${words.title}`;
  }, [progress, words]);
  useEffect(() => {
    const { documentElement: root } = document;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    root.dataset.theme = theme;
    if (lecture) root.dataset.mode = "lecture";
    else delete root.dataset.mode;
  }, [language, theme, lecture]);
}

/** The key L shows the page as a lecture, except where a letter belongs to a field, a list or a dialog. */
function useLectureKey(isOffered: boolean): void {
  const choose = usePage((page) => page.choose);
  useEffect(() => {
    if (!isOffered) return;
    const press = ({ key, code, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      // Also while an input method takes the letters.
      const isL = key.toLowerCase() === "l" || (key === "Process" && code === "KeyL");
      const isTaken = target instanceof Element && target.closest("input:not([type=range]), textarea, select, dialog");
      if (isL && !isTaken && !ctrlKey && !metaKey && !altKey) choose({ lecture: true });
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [isOffered, choose]);
}

/** Opens the recorded run that the address names. */
function useRunOfAddress(place: Place): void {
  const open = useHintonSectionStore((section) => section.open);
  useEffect(() => {
    if (place.kind === "hinton-2015" && place.run) open(place.run);
  }, [place, open]);
}

/** The whole page. */
export function App({ offline }: { readonly offline: StoreApi<OfflineCopy> }): ReactNode {
  const words = useWords();
  const { place } = usePlace();
  const hasLecture = useHasLecture();
  const isLecture = usePage((page) => page.lecture) && hasLecture;
  useDocumentAttributes(isLecture);
  useLectureKey(hasLecture && !isLecture);
  useRunOfAddress(place);
  const isReplay = place.kind === "hinton-2015" && place.run === null;
  const isLab = !isReplay && !isLessonPlace(place);
  const dropped = <LoadedPart code={droppedFiles} props={{}} isAddition />;
  const elsewhere = isReplay ? (
    <LoadedPart code={replayPage} props={{ onFiles: offerFiles }} />
  ) : isLessonPlace(place) ? (
    <LoadedPart code={lessons} props={{ place }} />
  ) : null;
  if (isEmbedded())
    return (
      <>
        <LoadedPart code={embeddedPage} props={{ children: elsewhere }} />
        {dropped}
      </>
    );
  if (isLecture)
    return (
      <>
        <LoadedPart code={lecturePart} props={{ place }} />
        {dropped}
      </>
    );
  return (
    <>
      {isLab ? (
        <a className="skip" href="#soft-targets">
          {words.skip}
        </a>
      ) : null}
      <ErrorBoundary>
        <Header />
      </ErrorBoundary>
      <ErrorBoundary>
        <Notices />
      </ErrorBoundary>
      {elsewhere}
      {isLab ? <Lab offline={offline} /> : null}
      {dropped}
    </>
  );
}
