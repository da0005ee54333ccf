/** Tabs with details of the run: the method's pictures, errors by class, matrices, the loss, all networks. */

import { type ReactNode, useMemo, useState } from "react";
import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { ErrorBoundary } from "../elements/ErrorBoundary.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useStaleClass } from "../statements/staleness.tsx";
import { ClassErrors } from "./ClassErrors.tsx";
import { NetworksTable } from "./NetworksTable.tsx";

const confusion = loadedCode(() => import("./ConfusionMatrix.tsx"));
const similarity = loadedCode(() => import("./ClassSimilarity.tsx"));
const lossCard = loadedCode(() => import("./LossCard.tsx"));
const pictures = loadedCode(() => import("../pictures/Pictures.tsx"));

const panels = {
  picture: () => <LoadedPart code={pictures} props={{}} />,
  perClass: ClassErrors,
  confusion: () => <LoadedPart code={confusion} props={{}} />,
  similarity: () => <LoadedPart code={similarity} props={{}} />,
  lossCard: () => <LoadedPart code={lossCard} props={{}} />,
  networks: NetworksTable,
} as const;
type Panel = keyof typeof panels;
const permanentPanels = [
  "perClass",
  "confusion",
  "similarity",
  "lossCard",
  "networks",
] as const satisfies readonly Panel[];

function showsPictures(experiment: Experiment): boolean {
  return armsOf(experiment).some((arm) => stagesOf(arm, experiment).some(({ pictures }) => pictures?.length));
}

/** The tabs in order: first that of pictures, where the experiment or the shown run has any. */
function usePanels(): readonly Panel[] {
  const experiment = usePlayground((state) => state.experiment);
  const hasPictures = usePlayground(({ run }) => run !== null && Object.keys(run.pictures).length > 0);
  const willHavePictures = useMemo(() => showsPictures(experiment), [experiment]);
  return hasPictures || willHavePictures ? ["picture", ...permanentPanels] : permanentPanels;
}

/** Tabs by the pattern of the ARIA authoring guide: arrow keys move, the chosen tab is shown at once. */
export function DetailTabs(): ReactNode {
  const words = useWords();
  const order = usePanels();
  const [selected, setSelected] = useState<Panel | null>(null);
  const chosen = selected && order.includes(selected) ? selected : order[0]!;
  const Content = panels[chosen];
  const move = (by: number) => {
    const next = order[(order.indexOf(chosen) + by + order.length) % order.length]!;
    setSelected(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section className={`details${useStaleClass()}`} aria-label={words.details}>
      <div
        role="tablist"
        aria-label={words.details}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight") move(1);
          if (event.key === "ArrowLeft") move(-1);
        }}
      >
        {order.map((panel) => (
          <button
            key={panel}
            id={`tab-${panel}`}
            type="button"
            role="tab"
            aria-selected={panel === chosen}
            aria-controls="detail-panel"
            tabIndex={panel === chosen ? 0 : -1}
            onClick={() => setSelected(panel)}
          >
            {words[panel]}
          </button>
        ))}
      </div>
      <div id="detail-panel" role="tabpanel" aria-labelledby={`tab-${chosen}`}>
        <ErrorBoundary key={chosen}>
          <Content />
        </ErrorBoundary>
      </div>
    </section>
  );
}
