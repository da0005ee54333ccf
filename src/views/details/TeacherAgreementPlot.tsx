/** Fidelity against accuracy: how often each network predicts the same class as the teacher, and how often it errs. */

import type { ReactNode } from "react";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { percent } from "../../i18n/numberFormats.ts";
import type { NetworkCard } from "../../protocol/events.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { useElementSize } from "../elements/observedElement.ts";
import { untranslated } from "../elements/translation.ts";
import { useEvaluatedNetworks } from "../shown/evaluatedNetworks.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";

/** Pixels: the widest that the plot is drawn, its height, and the room of the axes. */
const [MAX_WIDTH, HEIGHT, MARGIN] = [480, 160, 34];

function colourOf({ arm }: NetworkCard): string {
  if (arm === DISTILLED) return "var(--student)";
  return arm === BASELINE ? "var(--baseline)" : "var(--ink-3)";
}

/** Ends of an axis: the range of the values and a margin of 15 % on both sides. */
function endsOf(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max((high - low) * 0.15, 1e-3);
  return [low - margin, high + margin];
}

/** One point a network, by its last evaluation; nothing where no network has a teacher. */
export function TeacherAgreementPlot(): ReactNode {
  const { likeness: words } = useLaterWords().inDetail;
  const names = useNames(useShownExperiment());
  const [room, size] = useElementSize();
  const width = Math.min(size.width, MAX_WIDTH);
  const points = useEvaluatedNetworks().flatMap(({ card, evaluations }) => {
    const last = evaluations.at(-1)?.evaluation;
    if (!last || last.agreement === null || card.arm === undefined || last.total === 0) return [];
    return [{ card, agreement: last.agreement, errors: last.errors / last.total }];
  });
  if (points.length < 2) return null;
  const [left, right] = endsOf(points.map(({ agreement }) => agreement));
  const [bottom, top] = endsOf(points.map(({ errors }) => errors));
  const x = (agreement: number) => MARGIN + ((agreement - left) / (right - left)) * (width - MARGIN - 8);
  const y = (errors: number) => HEIGHT - MARGIN - ((errors - bottom) / (top - bottom)) * (HEIGHT - MARGIN - 8);
  return (
    <figure ref={room} className="likeness" aria-label={words.title}>
      <figcaption>{words.title}</figcaption>
      <svg {...untranslated} width={width} height={HEIGHT} role="img" aria-label={words.title}>
        <path className="axis" d={`M${MARGIN} 4V${HEIGHT - MARGIN}H${width - 4}`} />
        <text className="said" x={width - 4} y={HEIGHT - 6} textAnchor="end">
          {words.across}
        </text>
        <text className="said" x={4} y={12}>
          {words.up}
        </text>
        <text className="said" x={MARGIN} y={HEIGHT - MARGIN + 12} textAnchor="middle">
          {percent(left)}
        </text>
        <text className="said" x={width - 4} y={HEIGHT - MARGIN + 12} textAnchor="end">
          {percent(right)}
        </text>
        {points.map(({ card, agreement, errors }) => (
          <circle key={card.id} cx={x(agreement)} cy={y(errors)} r={card.member ? 3 : 5} fill={colourOf(card)}>
            <title>{words.point(names.network(card), percent(agreement), percent(errors))}</title>
          </circle>
        ))}
      </svg>
    </figure>
  );
}
