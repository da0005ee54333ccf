/** Errors class by class: the shown student beside its twin. */

import { type CSSProperties, type KeyboardEvent, memo, type ReactNode, useRef, useState } from "react";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { count } from "../../i18n/numberFormats.ts";
import type { Evaluation } from "../../protocol/events.ts";
import { shownStudent } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useClassNames } from "../statements/classNames.ts";
import { useEvaluation } from "../statements/shownEvaluations.ts";
import { TableTwin } from "../statements/TableTwin.tsx";
import { Waiting } from "../statements/waiting.ts";
import { type ErrorAxis, errorAxis } from "./classAxis.ts";

const NONE: readonly number[] = [];

/** More classes than these scroll. */
const MOST_WITHOUT_SCROLLING = 12;

/** One bar with its number; one that goes on beyond the end of the axis is broken and has an arrow. */
function Bar(props: { readonly errors: number; readonly axis: ErrorAxis; readonly kind: string }): ReactNode {
  const { errors, axis, kind } = props;
  const isBeyond = errors > axis.end;
  const length = isBeyond ? 100 : (100 * axis.share * errors) / axis.end;
  return (
    <span
      className={`class-bar ${kind}${isBeyond ? " beyond" : ""}`}
      style={{ "--length": `${length}%` } as CSSProperties}
    >
      <b>{isBeyond ? `↑${count(errors)}` : count(errors)}</b>
      <i />
    </span>
  );
}

const Bars = memo(function Bars(props: {
  readonly student: Evaluation;
  readonly twin: Evaluation | undefined;
  readonly dropped: readonly number[];
  readonly labelOf: (c: number) => string;
  readonly nameOf: (c: number) => string;
  readonly title: string;
}): ReactNode {
  const { student, twin, dropped, labelOf, nameOf, title } = props;
  const marked = usePage((page) => page.marked);
  const choose = usePage((page) => page.choose);
  const [tabStop, setTabStop] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const axis = errorAxis([...student.classErrors, ...(twin?.classErrors ?? [])]);
  const classes = student.classErrors.length;
  const move = ({ key }: KeyboardEvent) => {
    const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    const next = Math.min(classes - 1, Math.max(0, tabStop + by));
    list.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <ul
      ref={list}
      className={classes > MOST_WITHOUT_SCROLLING ? "class-bars many" : "class-bars"}
      aria-label={title}
      onKeyDown={move}
    >
      {student.classErrors.map((errors, c) => (
        <li key={c} aria-label={labelOf(c)}>
          <button
            type="button"
            className={c === marked ? "marked" : ""}
            aria-label={labelOf(c)}
            tabIndex={c === tabStop ? 0 : -1}
            onFocus={() => {
              setTabStop(c);
              choose({ marked: c });
            }}
            onBlur={() => choose({ marked: null })}
            onPointerEnter={() => choose({ marked: c })}
            onPointerLeave={() => choose({ marked: null })}
          >
            <span className="pair" aria-hidden="true" {...untranslated}>
              {twin ? <Bar errors={twin.classErrors[c] ?? 0} axis={axis} kind="plain" /> : null}
              <Bar errors={errors} axis={axis} kind="taught" />
            </span>
            <span aria-hidden="true" className={`name${dropped.includes(c) ? " dropped" : ""}`}>
              {nameOf(c)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
});

/** The tab "Per class". */
export default function ClassErrors(): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  const student = useEvaluation("student");
  const twin = useEvaluation("without");
  const teacher = useEvaluation("teacher");
  const shownArm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const nameOf = useClassNames(experiment.data);
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses) ?? NONE;
  if (!student)
    return (
      <p className="hint">
        <Waiting />
      </p>
    );
  const labelOf = (c: number) => {
    const parts = [
      `${nameOf(c)}: ${names.arm(shownArm)} ${student.classErrors[c]}`,
      ...(twin ? [`${names.arm(BASELINE)} ${twin.classErrors[c]}`] : []),
      ...(dropped.includes(c) ? [inDetail.droppedClass] : []),
    ];
    return parts.join(words.punctuation.comma);
  };
  const columns = [
    inDetail.trueClass,
    names.arm(shownArm),
    ...(twin ? [names.arm(BASELINE)] : []),
    ...(teacher ? [words.teacher] : []),
    inDetail.testImages,
  ];
  const rowsOf = () =>
    student.classErrors.map((errors, c) => ({
      name: nameOf(c),
      cells: [
        errors,
        ...(twin ? [twin.classErrors[c]!] : []),
        ...(teacher ? [teacher.classErrors[c]!] : []),
        student.classTotals[c]!,
      ].map(count),
    }));
  return (
    <div className={`class-errors${nameOf.areWords ? " words" : ""}`}>
      <div>
        <h3>{inDetail.errorsByClass}</h3>
        <p className="hint">
          {twin ? words.ofPair(names.arm(shownArm), names.arm(BASELINE)) : ""} {inDetail.beyond}
        </p>
      </div>
      <Bars {...{ student, twin, dropped, labelOf, nameOf }} title={inDetail.errorsByClass} />
      <TableTwin label={inDetail.errorsByClass} columns={columns} rowsOf={rowsOf} />
    </div>
  );
}
