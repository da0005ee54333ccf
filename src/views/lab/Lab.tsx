/** The lab: the bar of the experiment, three columns from the digit to the result, and the bar of time. */

import { type ReactNode, useDeferredValue } from "react";
import type { StoreApi } from "zustand";
import { useComparedRun } from "../../hinton2015/views/sectionComparison.ts";
import type { OfflineCopy } from "../../session/storage/offlineCopy.ts";
import { ImagePicker } from "../digit/ImagePicker.tsx";
import { ErrorBoundary } from "../elements/ErrorBoundary.tsx";
import { addedCode, LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";
import { Accuracy } from "../result/Accuracy.tsx";
import { Result } from "../result/Result.tsx";
import { DropClasses } from "../settings/DropClasses.tsx";
import { SoftTargets } from "../softTargets/SoftTargets.tsx";
import { useHasOtherSettings } from "../statements/staleness.tsx";
import { ExperimentBar } from "./ExperimentBar.tsx";
import { LookCloser, useDetails } from "./LookCloser.tsx";
import { TimeBar } from "./TimeBar.tsx";

// The first view is complete without it.
const staleBar = loadedCode(() => import("./StaleBar.tsx"));
const allSettings = loadedCode(() => import("./AllSettings.tsx"));
const detailRoom = loadedCode(() => import("../details/DetailRoom.tsx"));
const sectionCard = loadedCode(() => import("../../hinton2015/views/HintonSectionCard.tsx"));
const runs = addedCode(() => import("../runs/Runs.tsx"));

/** What has been changed since the shown run. */
function ChangedSinceRun(): ReactNode {
  return useHasOtherSettings() ? <LoadedPart code={staleBar} props={{}} isAddition /> : null;
}

function ResultColumn(): ReactNode {
  const isOfSection = useComparedRun() !== null;
  return (
    <div className="column result-column">
      <ErrorBoundary>{isOfSection ? <LoadedPart code={sectionCard} props={{}} isAddition /> : null}</ErrorBoundary>
      <ErrorBoundary>
        <Result />
      </ErrorBoundary>
      <ErrorBoundary>
        <Accuracy />
      </ErrorBoundary>
      <ErrorBoundary>
        <LoadedPart code={runs} props={{}} placeholder={<div className="runs" />} />
      </ErrorBoundary>
    </div>
  );
}

/** The lab. Where a detail is open it has the room of the columns of soft targets and result. */
export function Lab({ offline }: { readonly offline: StoreApi<OfflineCopy> }): ReactNode {
  const detail = usePage((page) => page.detail);
  const details = useDetails();
  const settings = usePage((page) => page.settings);
  const words = useWords();
  // The first drawing leaves the result out, so that the answers are there sooner.
  const isWhole = useDeferredValue(true, false);
  const open = detail !== null && details.includes(detail) ? detail : null;
  return (
    <>
      <ErrorBoundary>
        <ExperimentBar />
      </ErrorBoundary>
      <ChangedSinceRun />
      <main className={`stage${open ? " with-detail" : ""}${settings ? " with-settings" : ""}`}>
        <div className="column digit-column">
          <ErrorBoundary>
            <ImagePicker />
          </ErrorBoundary>
          <ErrorBoundary>
            <DropClasses />
          </ErrorBoundary>
        </div>
        <div className="column answer-column">
          <ErrorBoundary>
            <SoftTargets />
          </ErrorBoundary>
          {open ? null : <LookCloser details={details} />}
        </div>
        {open ? (
          <ErrorBoundary key={open}>
            <LoadedPart
              code={detailRoom}
              props={{ detail: open, details }}
              placeholder={<section className="details" aria-label={words.details} />}
            />
          </ErrorBoundary>
        ) : null}
        {settings ? <LoadedPart code={allSettings} props={{}} placeholder={<section className="sheet" />} /> : null}
        {open || settings ? null : isWhole ? <ResultColumn /> : <div className="column result-column" />}
        <ErrorBoundary>
          <TimeBar offline={offline} />
        </ErrorBoundary>
      </main>
    </>
  );
}
