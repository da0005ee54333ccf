/** A network to scale: one column a layer, as high as its units, pale ribbons for the weights between them, and lines from what is added to its sum. */

import type { ReactNode } from "react";
import type { Architecture } from "../../domain/architecture.ts";
import { type Column, columnsOf, shortcutsOf, unitsOf } from "./networkColumns.ts";

const SIZES = {
  large: { width: 74, height: 56 },
  small: { width: 44, height: 34 },
  room: { width: 300, height: 150 },
} as const;

/**
 * The picture; what it shows is said in words beside it.
 * @param props.most units of the column that has the whole height, so that several networks have one scale
 * @param props.of the network in whose colour it is drawn
 * @param props.shared how many of its first layers are those of another network
 */
export function NetworkPicture(props: {
  readonly architecture: Architecture;
  readonly of: "teacher" | "student" | "baseline";
  readonly most: number;
  readonly size?: keyof typeof SIZES;
  readonly shared?: number;
}): ReactNode {
  const { architecture, of: role, most, size = "large", shared = 0 } = props;
  const { width, height } = SIZES[size];
  const columns = columnsOf(unitsOf(architecture), most, SIZES[size]);
  const top = (of: number) => (height - of) / 2;
  const middle = ({ x, width: wide }: Column) => x + wide / 2;
  const roleOf = (layer: number) => (layer > 0 && layer <= shared ? "baseline" : role);
  return (
    <svg className={`network-picture ${size}`} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {columns.slice(1).map((to, i) => {
        const from = columns[i]!;
        const left = from.x + from.width;
        const [a, b] = [top(from.height), top(to.height)];
        const path = `M${left} ${a}L${to.x} ${b}V${height - b}L${left} ${height - a}Z`;
        return <path key={i} className={`ribbon ${roleOf(i + 1)}`} d={path} />;
      })}
      {columns.map((column, i) => (
        <rect
          key={i}
          className={`layer ${roleOf(i)}`}
          x={column.x}
          y={top(column.height)}
          width={column.width}
          height={column.height}
          rx={Math.min(2.5, column.width / 3)}
        />
      ))}
      {shortcutsOf(architecture).map(([from, to]) => {
        const [a, b] = [columns[from]!, columns[to]!];
        const [left, right] = [middle(a), middle(b)];
        // Between the tops of both, as far above them as there is room.
        const [one, other] = [Math.max(2, top(a.height)), Math.max(2, top(b.height))];
        const arc = `M${left} ${one}Q${(left + right) / 2} ${Math.max(0, Math.min(one, other) - 12)} ${right} ${other}`;
        return <path key={to} className={`shortcut ${roleOf(to)}`} d={arc} />;
      })}
    </svg>
  );
}
