/** Starts the page. */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { createHintonSectionStore } from "./hinton2015/replay/hintonSectionStore.ts";
import { allowOwnScripts } from "./protocol/ownScripts.ts";
import { registerOfflineCopy } from "./session/offlineCopy.ts";
import { createPlaygroundStore } from "./session/playgroundStore.ts";
import { openStorage } from "./session/storage/browserStorage.ts";
import { throttled } from "./session/throttledStore.ts";
import { conductingWorkerPort } from "./session/workerClient.ts";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/replay.css";
import { createStudyStore } from "./session/studyStore.ts";
import { ErrorBoundary } from "./views/elements/ErrorBoundary.tsx";
import { firstTexts } from "./views/elements/pageChoices.ts";
import { HintonSectionStoreProvider, PlaygroundProvider, StudyStoreProvider } from "./views/elements/storeContexts.ts";
import { followTranslatedTexts } from "./views/frame/translatedTexts.ts";

allowOwnScripts();
const storage = openStorage();
const base = location.href.replace(/[#].*$/, "");
const fetcher: typeof fetch = (...request) => fetch(...request);
const playground = createPlaygroundStore({
  spawn: () =>
    conductingWorkerPort(new Worker(new URL("./engine/pool/conductingWorker.ts", import.meta.url), { type: "module" })),
  storage,
  base,
  hash: location.hash,
  fetch: fetcher,
});

const studies = createStudyStore(playground, storage);
const hintonSection = createHintonSectionStore(playground, base, fetcher);

const offline = registerOfflineCopy(new URL("serviceWorker.js", document.baseURI));

addEventListener("hashchange", () => playground.getState().openLink(location.hash));

// A run may send events forty times a second; views read them ten times a second.
const throttledPlayground = throttled(playground);

const root = document.getElementById("root");
if (!root) throw new RangeError("index.html has no element #root");
followTranslatedTexts(root);
// Without a top-level await, which would keep every module that lazy parts share out of the page's own file.
firstTexts.then(() =>
  createRoot(root).render(
    <StrictMode>
      <PlaygroundProvider value={throttledPlayground}>
        <StudyStoreProvider value={studies}>
          <HintonSectionStoreProvider value={hintonSection}>
            <ErrorBoundary>
              <App offline={offline} />
            </ErrorBoundary>
          </HintonSectionStoreProvider>
        </StudyStoreProvider>
      </PlaygroundProvider>
    </StrictMode>,
  ),
);
