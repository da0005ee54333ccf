/** Who teaches whom in a method, as a figure in one row: read off the stages of its plan and the flow of its losses. */

import type { Architecture } from "../../domain/architecture.ts";
import { gradientFlowOf, type TermFlow, taughtTerms } from "../../methods/core/gradientFlow.ts";
import type { NetworkSpec, Stage } from "../../methods/core/method.ts";

/** A network of the figure. */
export interface PlanNode {
  readonly name: string;
  readonly role: NetworkSpec["role"];
  readonly architecture: Architecture;
  /** how many of its first layers are those of another network */
  readonly shared: number;
}

/** The figure. */
export interface PlanFigure {
  /**
   * "chain": each network teaches the next one; "peers": they teach each other; "ensemble": what they form together
   * teaches each of them; "apart": none teaches another
   */
  readonly shape: "chain" | "peers" | "ensemble" | "apart";
  /** in their order, of a chain those that teach or are taught; the run's teacher comes first */
  readonly nodes: readonly PlanNode[];
  /** the module that forms the ensemble; null where it has no layers of its own */
  readonly hub: string | null;
  /** names of the loss terms by which networks teach */
  readonly passes: readonly string[];
  /** whether labels teach the last network */
  readonly readsLabels: boolean;
  /** whether the student is made from the teacher's weights */
  readonly startsFromTeacher: boolean;
}

/** The stages with the flow of each of their loss terms. */
export type PlanFlows = readonly { readonly stage: Stage; readonly terms: readonly TermFlow[] }[];

/** Reads the flows off stages. @param classes of the labels */
export function flowsOf(stages: readonly Stage[], classes: number): PlanFlows {
  return stages.map((stage) => ({ stage, terms: gradientFlowOf(stage, classes) }));
}

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];

/** The networks that train, in the order in which they first do, after the run's teacher. */
function nodesOf(flows: PlanFlows): readonly PlanNode[] {
  const all = flows.flatMap(({ stage }) => stage.networks);
  const shown = [
    ...all.filter(({ startsFrom, trains }) => startsFrom === "pretrained" && trains === "none"),
    ...all.filter(({ trains }) => trains !== "none"),
  ];
  return unique(shown.map(({ name }) => name)).map((name) => {
    const { role, architecture, sharesTrunk } = shown.find((network) => network.name === name)!;
    return { name, role, architecture, shared: sharesTrunk?.layers ?? 0 };
  });
}

/** How one loss term teaches; null where no network does. */
function shapeOf({ from, to }: TermFlow, stage: Stage): "chain" | "peers" | "ensemble" | null {
  const isNetwork = (name: string) => stage.networks.some((network) => network.name === name);
  const [sources, targets] = [from.filter(isNetwork), to.filter(isNetwork)];
  if (targets.length === 0) return null;
  if (sources.length === 0) return from.length === 0 && targets.length > 1 ? "ensemble" : null;
  if (sources.length > 1 && sources.some((source) => targets.includes(source))) return "ensemble";
  const trains = (name: string) => stage.networks.find((network) => network.name === name)!.trains !== "none";
  return sources.some(trains) ? "peers" : "chain";
}

/**
 * The figure of a plan.
 * @param values of the method's settings: a term one of whose factors is 0 teaches nothing
 */
export function planFigure(flows: PlanFlows, values: Readonly<Record<string, number | string>>): PlanFigure {
  const terms = flows.flatMap(({ stage, terms: all }) =>
    taughtTerms(all, values).map((term) => ({ ...term, shape: shapeOf(term, stage) })),
  );
  const shapes = terms.map(({ shape }) => shape);
  const shape = (["ensemble", "peers", "chain"] as const).find((one) => shapes.includes(one)) ?? "apart";
  const chain = terms.filter((term) => term.shape === "chain").flatMap(({ from, to }) => [...from, ...to]);
  const nodes = nodesOf(flows).filter(({ name }) => shape !== "chain" || chain.includes(name));
  const taught = nodes.at(-1)?.name ?? "";
  return {
    ...{ shape, nodes },
    hub: flows.flatMap(({ stage }) => stage.adapters ?? []).at(-1)?.name ?? null,
    passes: unique(terms.flatMap((term) => (term.shape === null ? [] : [term.name]))),
    readsLabels: terms.some(
      ({ from, to, shape: how }) => how === null && from.includes("labels") && to.includes(taught),
    ),
    startsFromTeacher: flows.some(({ stage }) =>
      stage.networks.some(
        ({ startsFrom, trains }) =>
          trains !== "none" && typeof startsFrom === "object" && startsFrom.network === "teacher",
      ),
    ),
  };
}
