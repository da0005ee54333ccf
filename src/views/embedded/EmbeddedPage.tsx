/** The page in a frame of another site: the regions of the lab that the frame's address names, or another place without the top line. */

import { type ReactNode, useMemo } from "react";
import { type Embedding, readEmbedding } from "../../places/embedding.ts";
import { isWithoutOrigin } from "../../protocol/ownScripts.ts";
import { ErrorBoundary } from "../elements/ErrorBoundary.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { Notices } from "../frame/Notices.tsx";
import { Answers, RegionView } from "../player/CardRegions.tsx";
import { maskHere } from "../player/cardScene.ts";
import "../../styles/lessons/player.css";
import "./embedded.css";

// Before anything is drawn, so that no control is there that is to be hidden. A lesson sets its own within it.
usePage.getState().choose({ mask: maskHere(null) });

/** The regions of the lab. */
function Regions({ embedding }: { readonly embedding: Embedding }): ReactNode {
  const words = useWords();
  const { answers, regions } = embedding;
  return (
    <main className="lesson-live">
      <h1 className="unseen">{words.title}</h1>
      {answers ? <Answers /> : null}
      <div className="lesson-regions">
        {regions.map((region) => (
          <ErrorBoundary key={region}>
            <RegionView region={region} />
          </ErrorBoundary>
        ))}
      </div>
    </main>
  );
}

/** Names of the address that are not known, and a remedy where the browser starts no workers in the frame. */
function FrameNotices({ unknown }: { readonly unknown: readonly string[] }): ReactNode {
  const { embed: words } = useLaterWords();
  const lacksWorkers = usePlayground(({ notices }) => notices.some(({ code }) => code === "worker-missing"));
  const texts = [
    ...(unknown.length > 0 ? [words.unknown(unknown.join(" · "))] : []),
    ...(lacksWorkers && isWithoutOrigin() ? [words.noWorkers] : []),
  ];
  return texts.map((text) => (
    <div key={text} className="notice" role="status">
      <p>{text}</p>
    </div>
  ));
}

/** @param props.children the place where it is not the lab */
export default function EmbeddedPage({ children }: { readonly children: ReactNode }): ReactNode {
  const embedding = useMemo(() => readEmbedding(location.search), []);
  return (
    <>
      <FrameNotices unknown={embedding.unknown} />
      <ErrorBoundary>
        <Notices />
      </ErrorBoundary>
      {children ?? <Regions embedding={embedding} />}
    </>
  );
}
