/** Starts the page. */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { calmly } from "./session/calm.ts";
import { keepOffline } from "./session/offline.ts";
import { createReplayDesk } from "./session/replayDesk.ts";
import { openStorage } from "./session/storage.ts";
import { createPlayground } from "./session/store.ts";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/replay.css";
import { createStudyDesk } from "./session/studyDesk.ts";
import { PlaygroundProvider, ReplayDeskProvider, StudyDeskProvider } from "./views/page.tsx";

const storage = openStorage();
const base = location.href.replace(/[#].*$/, "");
const fetcher: typeof fetch = (...request) => fetch(...request);
const playground = createPlayground({
  spawn: () => new Worker(new URL("./engine/worker.ts", import.meta.url), { type: "module" }),
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
