/** Teacher and student as columns of units, to one scale. */

import { Fragment, type ReactNode } from "react";
import { shownStudent, teacherOf } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { untranslated } from "../elements/translation.ts";
import { useTemperature } from "../shown/shownExperiment.ts";
import { useTrainedTemperature } from "../shown/trainedTemperature.ts";

const HEIGHT = 92;
const COLUMN = 18;
const WIDTH = 230;
/** Least height of a layer. */
const LEAST = 6;

/** Units of all layers; null where a layer is no row of units. */
export function unitsOf(architecture: string): readonly number[] | null {
  const units = architecture.split("-").map(Number);
  return units.length > 1 && units.every((one) => Number.isInteger(one) && one > 0) ? units : null;
}

function Network(props: {
  readonly units: readonly number[];
  readonly role: string;
  readonly label: string;
}): ReactNode {
  const { units, role, label } = props;
  const largest = Math.max(...units, 784);
  const gap = (WIDTH - COLUMN) / (units.length - 1);
  const heights = units.map((one) => Math.max(LEAST, (one / largest) * HEIGHT));
  const edges = heights.map((height, i) => ({ x: i * gap, top: (HEIGHT - height) / 2, height }));
  return (
    <svg className={`slide-network ${role}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {edges.slice(1).map((to, i) => {
        const from = edges[i]!;
        const x = from.x + COLUMN;
        return (
          <path
            key={i}
            className="ribbon"
            d={`M${x} ${from.top}L${to.x} ${to.top}v${to.height}L${x} ${from.top + from.height}z`}
          />
        );
      })}
      {edges.map(({ x, top, height }, i) => (
        <rect key={i} className="layer" x={x} y={top} width={COLUMN} height={height} rx={2} />
      ))}
    </svg>
  );
}

/** The panel: name, number of parameters and picture of both networks, and, where soft targets pass between them, what that is; at another temperature than 1, what it does. */
export function NetworksPanel(): ReactNode {
  const { lecture } = useLaterWords();
  const teacher = usePlayground(({ run }) => (run ? teacherOf(run) : undefined)?.card);
  const student = usePlayground((state) => shownStudent(state)?.card);
  const cards = [
    { role: "teacher", name: lecture.teacher, card: teacher },
    { role: "student", name: lecture.student, card: student },
  ];
  const [trained, temperature] = [useTrainedTemperature(), useTemperature()];
  const networks = cards.map(({ role, name, card }) => {
    if (!card) return null;
    const units = unitsOf(card.architecture);
    return (
      <Fragment key={role}>
        <h2>
          <span className={role}>{name}</span>
          <br />
          {lecture.parameters(card.parameters)}
        </h2>
        {units ? (
          <Network units={units} role={role} label={`${name}: ${card.architecture}`} />
        ) : (
          <p {...untranslated}>{card.architecture}</p>
        )}
      </Fragment>
    );
  });
  return (
    <>
      {networks}
      {teacher && student && trained !== null ? (
        <p className="definition">{temperature === 1 ? lecture.distillation : lecture.temperature}</p>
      ) : null}
    </>
  );
}
