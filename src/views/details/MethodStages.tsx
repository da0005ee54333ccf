/** The chosen method's stages: their networks, and for each loss term from which networks it flows to which. */

import { type ReactNode, useMemo } from "react";
import { type ExampleShape, inferShapesFrom } from "../../domain/architecture.ts";
import { describeArchitecture } from "../../domain/architectureName.ts";
import { DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { count } from "../../i18n/numberFormats.ts";
import { gradientFlowOf, type TermFlow, taughtTerms } from "../../methods/core/gradientFlow.ts";
import type { AdapterSpec, NetworkSpec, Stage } from "../../methods/core/method.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";

/** The CSS class of a part of a stage: a network's role, or that of adapters and labels. */
function classNameOf(name: string, { networks }: Stage): string {
  return networks.find((network) => network.name === name)?.role ?? "plain-part";
}

function Parts({ names, stage }: { readonly names: readonly string[]; readonly stage: Stage }): ReactNode {
  const translate = useTranslate();
  return names.map((name) => (
    <span key={name} className={`part ${classNameOf(name, stage)}`}>
      {translate(name)}
    </span>
  ));
}

/** "784-300-300-10, trains, shares 2 layers with a". */
function NetworkProperties({ network }: { readonly network: NetworkSpec }): ReactNode {
  const { stages: words } = useLaterWords().inDetail;
  const translate = useTranslate();
  const { trains, sharesTrunk, startsFrom } = network;
  const properties = [
    describeArchitecture(network.architecture),
    trains === "all" ? words.trainsAll : trains === "none" ? words.trainsNone : words.trainsUpTo(trains.upToLayer + 1),
    ...(sharesTrunk ? [words.sharesTrunk(sharesTrunk.layers, translate(sharesTrunk.network))] : []),
    ...(typeof startsFrom === "object" ? [words.startsFrom(translate(startsFrom.network))] : []),
  ];
  return properties.join(" · ");
}

function shapeOf(shape: ExampleShape): string {
  return shape.join("×");
}

function adapterFacts({ inputShape, layers }: AdapterSpec): string {
  return `${shapeOf(inputShape)} → ${shapeOf(inferShapesFrom(inputShape, layers).at(-1)?.outputShape ?? inputShape)}`;
}

function Terms({ terms, stage }: { readonly terms: readonly TermFlow[]; readonly stage: Stage }): ReactNode {
  const translate = useTranslate();
  return (
    <ul className="terms">
      {terms.map(({ name, from, to }) => (
        <li key={name}>
          <span className="parts">
            <Parts names={from} stage={stage} />
          </span>
          <span className="arrow">
            <small>{translate(name)}</small>
            <span aria-hidden="true">⟶</span>
          </span>
          <span className="parts">
            <Parts names={to} stage={stage} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function StageCard(props: { readonly stage: Stage; readonly number: number; readonly formula: boolean }): ReactNode {
  const { stage, number } = props;
  const { stages: words } = useLaterWords().inDetail;
  const translate = useTranslate();
  const { classes } = usePlayground((state) => state.experiment.student.architecture);
  const { id, params } = usePlayground((state) => state.experiment.method);
  const terms = useMemo(() => {
    const values = paramValues(methodById(id).params, params);
    return taughtTerms(gradientFlowOf(stage, classes), values);
  }, [stage, classes, id, params]);
  const { networks, adapters = [], training, updates } = stage;
  return (
    <li>
      <h3>
        {words.stage(number, translate(stage.name), count(training.steps))}
        {updates === "alternating" ? ` · ${words.alternating}` : ""}
      </h3>
      {props.formula ? (
        <p className="formula">{words.minimised(terms.map(({ name }) => translate(name)).join(" + "))}</p>
      ) : null}
      <Terms terms={terms} stage={stage} />
      <ul className="cast">
        {networks.map((network) => (
          <li key={network.name}>
            <span className={`part ${network.role}`}>{translate(network.name)}</span>{" "}
            <NetworkProperties network={network} />
          </li>
        ))}
        {adapters.map((adapter) => (
          <li key={adapter.name}>
            <span className="part plain-part">{translate(adapter.name)}</span> {words.adapter} · {adapterFacts(adapter)}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** The stages of the distilled student. @param props.formula whether the sum of terms is shown in place of a formula */
export function MethodStages(props: { readonly experiment: Experiment; readonly formula: boolean }): ReactNode {
  const words = useWords();
  const { experiment, formula } = props;
  const stages = useMemo(() => stagesOf(DISTILLED, experiment), [experiment]);
  return (
    <ol className="plan" aria-label={words.plan}>
      {stages.map((stage, i) => (
        <StageCard key={stage.name} stage={stage} number={i + 1} formula={formula} />
      ))}
    </ol>
  );
}
