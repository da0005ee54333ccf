/** Starts the page. */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { createReplayDesk } from "./hinton2015/replay/replayStore.ts";
import { keepOffline } from "./session/offlineCopy.ts";
import { createPlayground } from "./session/playgroundStore.ts";
import { openStorage } from "./session/storage.ts";
import { calmly } from "./session/throttledStore.ts";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/replay.css";
import { createStudyDesk } from "./session/studyStore.ts";
import { PlaygroundProvider, ReplayDeskProvider, StudyDeskProvider } from "./views/elements/pageContext.tsx";

const storage = openStorage();
const base = location.href.replace(/[#].*$/, "");
const fetcher: typeof fetch = (...request) => fetch(...request);
const playground = createPlayground({
  spawn: () => new Worker(new URL("./engine/pool/conductingWorker.ts", import.meta.url), { type: "module" }),
  storage,
  base,
  hash: location.hash,
  fetch: fetcher,
});

const studyDesk = createStudyDesk(playground, storage);
const replayDesk = createReplayDesk(playground, base, fetcher);

const offline = keepOffline(new URL("serviceWorker.js", document.baseURI));

addEventListener("hashchange", () => playground.getState().follow(location.hash));

// Views hear of a run ten times a second; it may tell of itself forty times.
const calm = calmly(playground);

const root = document.getElementById("root");
if (!root) throw new RangeError("index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <PlaygroundProvider value={calm}>
      <StudyDeskProvider value={studyDesk}>
        <ReplayDeskProvider value={replayDesk}>
          <App offline={offline} />
        </ReplayDeskProvider>
      </StudyDeskProvider>
    </PlaygroundProvider>
  </StrictMode>,
);
