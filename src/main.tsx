/** The lab: all of the page but Home. It is started when the address first names one of its places. */

import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import type { StoreApi } from "zustand";
import { App } from "./App.tsx";
import { defaultExperiment } from "./domain/defaultExperiment.ts";
import type { Experiment } from "./domain/experiment.ts";
import conductingWorker from "./engine/pool/conductingWorker.ts?worker&url";
import { createHintonSectionStore } from "./hinton2015/replay/hintonSectionStore.ts";
import { presetById, presets } from "./methods/experiments/presets.ts";
import { type FirstChoices, firstChoices } from "./places/firstChoices.ts";
import { firstPaint } from "./places/firstPaint.ts";
import { isEmbedded } from "./places/frame.ts";
import { addressOf, isLessonPlace, type Place, readPlace } from "./places/place.ts";
import { allowOwnScripts, startWorker } from "./protocol/ownScripts.ts";
import { hashOf, readHash } from "./session/experimentLink.ts";
import type { PageEnvironment } from "./session/pageEnvironment.ts";
import type { Playground } from "./session/playgroundState.ts";
import { createPlaygroundStore } from "./session/playgroundStore.ts";
import { createRunList } from "./session/runList.ts";
import { noStorage, openStorage } from "./session/storage/browserStorage.ts";
import { registerOfflineCopy } from "./session/storage/offlineCopy.ts";
import { throttled } from "./session/throttledStore.ts";
import { conductingWorkerPort } from "./session/workerClient.ts";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/header.css";
import "./styles/digit.css";
import "./styles/lab.css";
import "./styles/softTargets.css";
import "./styles/result.css";
import "./styles/phone.css";
import "./styles/chooser.css";
import { ErrorBoundary } from "./views/elements/ErrorBoundary.tsx";
import { firstTexts, usePage } from "./views/elements/pageChoices.ts";
import {
  HintonSectionStoreProvider,
  PageProvider,
  PlaygroundProvider,
  RunListProvider,
} from "./views/elements/storeContexts.ts";
import { usePlace } from "./views/frame/openPlace.ts";
import { followView, showView } from "./views/frame/shownAddress.ts";
import { followTranslatedTexts } from "./views/frame/translatedTexts.ts";

/** How long the first drawing waits for the recorded run, ms. */
const FIRST_RUN_WAIT = 500;

/** Settles when a run is there, so that the lab is drawn once, with it; or after `FIRST_RUN_WAIT`. */
function firstRun(playground: StoreApi<Playground>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FIRST_RUN_WAIT);
    const end = playground.subscribe(({ run }) => {
      if (run === null) return;
      clearTimeout(timer);
      end();
      // In a task of its own: reading the run was one.
      setTimeout(resolve);
    });
  });
}

/** What the page's entry does with the lab once it is there. */
export interface Lab {
  /** shows one of its places, with the language and theme that the document shows */
  show(place: Place): void;
  /** closes what lies above the page, because another place is shown */
  leave(): void;
}

/** The hash that the store reads for a place: a link to an experiment, or none where the place has no experiment. */
async function linkOf(place: Place): Promise<string> {
  if (place.kind === "experiment") return place.hash;
  if (place.kind !== "lab" || place.preset === null) return "";
  const known = presets.some(({ id }) => id === place.preset);
  // The address itself is no link, which the store says.
  return known ? hashOf(presetById(place.preset).experiment, defaultExperiment) : addressOf(place);
}

/** The experiment of an address: a preset's, or a link's; null where it has none that can be used. */
async function experimentOf(hash: string): Promise<Experiment | null> {
  const link = await linkOf(readPlace(hash));
  return readHash(link, defaultExperiment).catch(() => null);
}

/**
 * Starts the lab.
 * @param root the element that it is drawn into
 * @param first the place that it begins with
 */
export async function openLab(root: HTMLElement, first: Place): Promise<Lab> {
  allowOwnScripts();
  usePlace.getState().show(first);
  // A frame shows what its address says, and leaves what the visitor has stored as it is.
  const isFrame = isEmbedded();
  const storage = isFrame ? noStorage : openStorage();
  const base = location.href.replace(/[#].*$/, "");
  const fetcher: typeof fetch = (...request) => fetch(...request);
  const page: PageEnvironment = {
    spawn: () => conductingWorkerPort(startWorker(conductingWorker)),
    storage,
    base,
    hash: await linkOf(first),
    fetch: fetcher,
    freshSeed: () => 1000 + Math.floor(9000 * Math.random()),
  };
  const playground = createPlaygroundStore(page);
  const runList = createRunList(playground);
  const hintonSection = createHintonSectionStore(playground, base, fetcher);
  showView(location.hash, playground, experimentOf);
  followView(playground, experimentOf, !isFrame);
  const offline = registerOfflineCopy(isFrame ? null : new URL("serviceWorker.js", document.baseURI));
  // A run may send events forty times a second; views read them ten times a second.
  const throttledPlayground = throttled(playground);

  firstPaint.then(() => import("./styles/print.css")).catch(() => {});
  followTranslatedTexts(root);
  await Promise.all([firstTexts, firstRun(playground)]);
  const app = (
    <StrictMode>
      <PlaygroundProvider value={throttledPlayground}>
        <PageProvider value={page}>
          <HintonSectionStoreProvider value={hintonSection}>
            <RunListProvider value={runList}>
              <ErrorBoundary>
                <App offline={offline} />
              </ErrorBoundary>
            </RunListProvider>
          </HintonSectionStoreProvider>
        </PageProvider>
      </PlaygroundProvider>
    </StrictMode>
  );
  // Drawn part by part, so that the page answers in between.
  startTransition(() => createRoot(root).render(app));

  const chooseShown = (shown: FirstChoices) => {
    const { language, theme, choose } = usePage.getState();
    if (shown.language !== language || shown.theme !== theme) choose(shown);
  };
  return {
    show(place) {
      chooseShown(firstChoices());
      if (place.kind !== usePlace.getState().place.kind) scrollTo(0, 0);
      usePlace.getState().show(place);
      if (!isLessonPlace(place)) showView(location.hash, playground, experimentOf);
      linkOf(place).then((link) => (link === "" ? undefined : playground.getState().openLink(link)));
    },
    leave() {
      for (const dialog of root.querySelectorAll("dialog")) dialog.close();
    },
  };
}
