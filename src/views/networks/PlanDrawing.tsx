/** What passes between the networks above the bars, or the networks of a method's own plan, drawn by its stages. */

import { Fragment, type ReactNode, useMemo } from "react";
import { DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { useTemperature } from "../shown/shownExperiment.ts";
import { useTrainedTemperature } from "../shown/trainedTemperature.ts";
import { NetworkPicture } from "./NetworkPicture.tsx";
import { unitsOf } from "./networkColumns.ts";
import { flowsOf, type PlanFigure, type PlanNode, planFigure } from "./planFigure.ts";

/** The experiment without the values of live settings, which change no stage, as text. */
function withoutLiveSettings({ method, ...experiment }: Experiment): string {
  const declared = methodById(method.id).params;
  const params = Object.entries(method.params).filter(([name]) => {
    const param = declared[name];
    return param?.kind !== "number" || !param.live;
  });
  return JSON.stringify({ ...experiment, method: { ...method, params: Object.fromEntries(params) } });
}

/** The figure of the plan that is set. */
function usePlanFigure(): PlanFigure {
  const experiment = usePlayground((state) => state.experiment);
  const planned = withoutLiveSettings(experiment);
  const flows = useMemo(() => {
    const of = JSON.parse(planned) as Experiment;
    return flowsOf(stagesOf(DISTILLED, of), of.student.architecture.classes);
  }, [planned]);
  const { id, params } = experiment.method;
  return useMemo(() => planFigure(flows, paramValues(methodById(id).params, params)), [flows, id, params]);
}

/** An arrow to the right, or in both directions. @param props.kind by its line: dashed for what a network teaches */
function Arrow({ kind }: { readonly kind: "soft" | "labels" | "both" }): ReactNode {
  return <span className={`pass-arrow ${kind}`} aria-hidden="true" />;
}

/** The temperature that is set, with that of the shown student's training where it is another; null where there is none. */
function useTemperatureText(): string | null {
  const { column } = useWords();
  const [set, trained] = [useTemperature(), useTrainedTemperature()];
  if (set === null) return null;
  return column.atTemperature(`${set}`, trained === null || trained === set ? null : `${trained}`);
}

/** What passes from the teacher to the student: soft targets at a temperature, or what the method names; and labels. */
function Pass({ figure }: { readonly figure: PlanFigure }): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const temperature = useTemperatureText();
  const { passes, nodes, shape, readsLabels, startsFromTeacher } = figure;
  const through = shape === "chain" ? nodes.slice(1, -1) : [];
  const names = [...(startsFromTeacher ? [words.column.firstWeights] : []), ...passes.map(translate)];
  return (
    <div className="pass">
      {names.length > 0 ? (
        <>
          <span>{passes.length > 0 ? temperature : null}</span>
          <span className="pass-line">
            <Arrow kind="soft" />
            {through.map(({ name }) => (
              <Fragment key={name}>
                <span className="through">{translate(name)}</span>
                <Arrow kind="soft" />
              </Fragment>
            ))}
          </span>
          <span>{words.answers.list(names)}</span>
        </>
      ) : (
        <span>{words.column.nothingPasses}</span>
      )}
      {readsLabels ? (
        <span className="pass-line labels">
          {words.column.labels} <Arrow kind="labels" />
        </span>
      ) : null}
    </div>
  );
}

function Node({ node, most }: { readonly node: PlanNode; readonly most: number }): ReactNode {
  const translate = useTranslate();
  const role = node.role === "teacher" ? "teacher" : "student";
  return (
    <span className="plan-node">
      <NetworkPicture architecture={node.architecture} of={role} most={most} size="small" shared={node.shared} />
      <span className={role}>{translate(node.name)}</span>
    </span>
  );
}

/** The figure as a sentence. */
function useFigureSentence({ shape, nodes, hub }: PlanFigure): string {
  const words = useWords();
  const translate = useTranslate();
  const names = nodes.map(({ name }) => translate(name));
  const { list } = words.answers;
  if (shape === "chain")
    return names
      .slice(1)
      .map((name, i) => words.column.teaches(names[i]!, name))
      .join("; ");
  if (shape === "peers") return words.column.eachOther(list(names));
  if (shape === "ensemble") return words.column.learnFromEnsemble(list(names), hub === null ? null : translate(hub));
  return words.column.nothingPasses;
}

/** The networks of a method that has no teacher from outside, in a row. */
function OwnPlan({ figure }: { readonly figure: PlanFigure }): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const temperature = useTemperatureText();
  const { shape, nodes, hub, passes } = figure;
  const most = Math.max(...nodes.flatMap(({ architecture }) => unitsOf(architecture)));
  const sentence = useFigureSentence(figure);
  const note = [
    ...(temperature !== null && passes.length > 0 ? [temperature] : []),
    ...(shape === "chain" ? [] : [sentence]),
  ];
  const between = shape === "chain" ? <Arrow kind="soft" /> : shape === "peers" ? <Arrow kind="both" /> : null;
  return (
    <div className="own-plan" role="img" aria-label={sentence}>
      <span className="plan-row">
        {nodes.map((node, i) => (
          <Fragment key={node.name}>
            {i > 0 ? between : null}
            <Node {...{ node, most }} />
          </Fragment>
        ))}
        {shape === "ensemble" ? (
          <>
            <Arrow kind="both" />
            <span className="through teacher">{hub === null ? words.column.ensemble : translate(hub)}</span>
          </>
        ) : null}
      </span>
      <span className="plan-note">{note.join(" · ")}</span>
    </div>
  );
}

/** @param props.hasTeacher whether the teacher and the student stand on both sides, or the method's own networks are drawn */
export default function PlanDrawing({ hasTeacher }: { readonly hasTeacher: boolean }): ReactNode {
  const figure = usePlanFigure();
  return hasTeacher ? <Pass figure={figure} /> : <OwnPlan figure={figure} />;
}
