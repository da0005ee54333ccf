/** Below the bars: per-class errors with the bias slider, matrices, the loss card, and all networks. */

import { type ReactNode, useState } from "react";
import { ClassErrors } from "./ClassErrors.tsx";
import { Scroll } from "./controls.tsx";
import { LossCard } from "./LossCard.tsx";
import { Confusion, Similarity } from "./Matrices.tsx";
import { count, percent, useJudged, useWords } from "./page.tsx";

function Networks(): ReactNode {
  const words = useWords();
  const networks = useJudged();
  return (
    <Scroll label={words.networks}>
      <table>
        <tbody>
          {networks.map(({ card, evaluations }) => {
            const last = evaluations.at(-1)?.evaluation;
            return (
              <tr key={card.id}>
                <th scope="row">{card.arm ? `${words.arms[card.arm]} ${(card.pair ?? 0) + 1}` : words.teacher}</th>
                <td>{card.architecture}</td>
                <td>{count(card.parameters)}</td>
                <td>{last ? words.errorsOutOf(count(last.errors), count(last.total)) : "–"}</td>
                <td>{last && last.agreement !== null ? words.agreement(percent(last.agreement)) : "–"}</td>
                <td>ECE {last ? last.calibrationError.toFixed(3) : "–"}</td>
                <td>{last ? words.entropy(last.entropy.toFixed(3)) : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

const panels = {
  perClass: ClassErrors,
  confusion: Confusion,
  similarity: Similarity,
  lossCard: LossCard,
  networks: Networks,
} as const;
type Panel = keyof typeof panels;
const order = ["perClass", "confusion", "similarity", "lossCard", "networks"] as const satisfies readonly Panel[];

/** Tabs by the pattern of the ARIA authoring guide: arrow keys move, the chosen tab is shown at once. */
export function Details(): ReactNode {
  const words = useWords();
  const [chosen, setChosen] = useState<Panel>("perClass");
  const Shown = panels[chosen];
  const move = (by: number) => {
    const next = order[(order.indexOf(chosen) + by + order.length) % order.length]!;
    setChosen(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section className="details" aria-label={words.details}>
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
            onClick={() => setChosen(panel)}
          >
            {words[panel]}
          </button>
        ))}
      </div>
      <div id="detail-panel" role="tabpanel" aria-labelledby={`tab-${chosen}`}>
        <Shown />
      </div>
    </section>
  );
}
