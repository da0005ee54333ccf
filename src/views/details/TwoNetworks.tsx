/** The teacher and the student large, on one scale, with what it costs to store and to ask them. */

import { type ReactNode, useState } from "react";
import { timeForward } from "../../bench/forwardClient.ts";
import { type Architecture, countFlops, countParameters } from "../../domain/architecture.ts";
import { describeArchitecture } from "../../domain/architectureName.ts";
import { errorText } from "../../domain/errorText.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { count } from "../../i18n/numberFormats.ts";
import type { NetworkCard } from "../../protocol/events.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { NetworkPicture } from "../networks/NetworkPicture.tsx";
import { unitsOf } from "../networks/networkColumns.ts";
import { hasTeacher, useShownExperiment } from "../shown/shownExperiment.ts";
import { SaveWeights } from "../teachers/SaveWeights.tsx";
import { kilobytesOf } from "./networkSizes.ts";

interface Drawn {
  readonly role: "teacher" | "student";
  readonly architecture: Architecture;
  readonly card: NetworkCard | undefined;
}

/** The teacher, where the method trains one, and the student. */
function useDrawn(): readonly Drawn[] {
  const experiment = useShownExperiment();
  const cards = usePlayground(({ run }) => run?.networks);
  const roles = hasTeacher(experiment) ? (["teacher", "student"] as const) : (["student"] as const);
  return roles.map((role) => {
    const { architecture } = experiment[role];
    const layers = describeArchitecture(architecture);
    return {
      role,
      architecture,
      card: cards?.find(({ card }) => card.role === role && card.architecture === layers)?.card,
    };
  });
}

/** The times measured last, of the networks that they are of. */
interface Measured {
  readonly of: readonly Architecture[];
  readonly times: readonly number[] | "measuring" | { readonly failed: string };
}

/** Milliseconds with two digits that count. */
const milliseconds = (ms: number) => `${Number(ms.toPrecision(2))}`;

/** The pictures with their figures, and a button that measures. */
export function TwoNetworks(): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  const drawn = useDrawn();
  const [measured, setMeasured] = useState<Measured | null>(null);
  const architectures = drawn.map(({ architecture }) => architecture);
  const current = measured && sameJson(measured.of, architectures) ? measured.times : null;
  const times = Array.isArray(current) ? (current as readonly number[]) : null;
  const measure = async () => {
    const of = architectures;
    setMeasured({ of, times: "measuring" });
    const result = await timeForward(of).catch((error: unknown) => ({ failed: errorText(error) }));
    setMeasured({ of, times: result });
  };
  // On a card nothing stands that the card does not ask for.
  const isOfCard = usePage(({ mask }) => mask?.others === "hidden");
  const most = Math.max(...architectures.flatMap(unitsOf));
  return (
    <div className="two-networks">
      {drawn.map(({ role, architecture, card }, i) => {
        const parameters = countParameters(architecture);
        const facts = [
          inDetail.networkFacts(
            count(parameters),
            (countFlops(architecture) / 1e6).toPrecision(2),
            count(Math.round(kilobytesOf(card ?? { parameters }))),
          ),
          ...(times ? [inDetail.msAnImage(milliseconds(times[i]!))] : []),
        ];
        return (
          <figure key={role}>
            <figcaption>
              <b className={role}>{role === "teacher" ? words.teacher : words.student}</b>{" "}
              {describeArchitecture(architecture)}
            </figcaption>
            <NetworkPicture architecture={architecture} of={role} most={most} size="room" />
            <p>{facts.join(words.punctuation.comma)}</p>
            {isOfCard ? null : <SaveWeights role={role} />}
          </figure>
        );
      })}
      {isOfCard ? null : (
        <p className="measure" role="status">
          <button type="button" disabled={current === "measuring"} onClick={measure}>
            {inDetail.measureImage}
          </button>{" "}
          {current === "measuring" ? inDetail.measuring : null}
          {times ? inDetail.measuredHow : null}
          {current && typeof current === "object" && "failed" in current ? inDetail.notMeasured(current.failed) : null}
        </p>
      )}
    </div>
  );
}
