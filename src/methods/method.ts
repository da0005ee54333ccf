/**
 * A method is data and one loss: its stages say which networks meet and what trains, its loss terms are written in the
 * recorded vocabulary. Diagram, sliders, loss card, engine, tests and documents all read this one value.
 */

import type { Architecture } from "../domain/architecture.ts";
import type { Experiment, Training } from "../domain/experiment.ts";
import type { Logits, Ops, Scalar, SoftTargets, Tensor } from "../tensor/graph.ts";

/** One setting of a method. A live one may move while a run goes on: it enters every step as an input. */
export type Param =
  | {
      readonly kind: "number";
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly live: boolean;
      readonly doc: string;
    }
  | { readonly kind: "choice"; readonly default: string; readonly choices: readonly string[]; readonly doc: string };
export type ParamTable = Readonly<Record<string, Param>>;
/** The checked values of a table: a number or one of the choices for each name. */
export type ParamValues<P extends ParamTable = ParamTable> = {
  readonly [K in keyof P]: P[K] extends { readonly kind: "number" }
    ? number
    : P[K] extends { readonly kind: "choice" }
      ? string
      : number | string;
};

/** Where a method was published; `equations` names those its loss follows. */
export interface Paper {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly url: string;
  readonly equations: string;
}

/** A network as one stage sees it. The same name in a later stage means the same weights. */
export interface NetworkSpec {
  readonly name: string;
  readonly role: "teacher" | "student";
  readonly architecture: Architecture;
  /** a frozen network answers as in use: dropout off, batch norm by its running statistics, no gradient */
  readonly trains: boolean;
  readonly startsFrom: "random" | "pretrained";
}

/** One term of a loss, shown on the loss card under its name; weight and value are recorded, so both may move. */
export interface LossTerm {
  readonly name: string;
  readonly weight: Scalar;
  readonly value: Scalar;
}

/** What passes through a network at one step. */
export interface Answer {
  readonly logits: Logits;
  /** what leaves layer `index` of the architecture, after its activation */
  feature(index: number): Tensor;
}

/** All that a loss may see of the engine. */
export interface StepScope {
  readonly ops: Ops;
  /** one-hot labels of the batch, [batch, classes]; rows of zeros where the transfer set has no labels */
  readonly labels: SoftTargets;
  readonly batchSize: number;
  forward(network: string): Answer;
  /** the value of a live setting at this step */
  live(param: string): Scalar;
}

/** A stretch of training with one loss. */
export interface Stage {
  readonly name: string;
  readonly training: Training;
  readonly networks: readonly NetworkSpec[];
  loss(scope: StepScope): readonly LossTerm[];
}

/** One paper's way to teach. */
export interface Method<P extends ParamTable = ParamTable> {
  readonly id: string;
  readonly name: string;
  /** the paper's claim in one plain sentence */
  readonly claim: string;
  readonly paper: Paper;
  readonly params: P;
  plan(experiment: Experiment, params: ParamValues<P>): readonly Stage[];
}

/** Declares a method; only fixes the types, so that `plan` knows its own settings. */
export function defineMethod<const P extends ParamTable>(method: Method<P>): Method<P> {
  return method;
}

/**
 * Completes and checks stored settings against a method's table.
 * @throws RangeError naming the setting, its value and what it may be
 */
export function paramValues(table: ParamTable, stored: Readonly<Record<string, unknown>>): ParamValues {
  for (const name of Object.keys(stored)) {
    if (!Object.hasOwn(table, name))
      throw new RangeError(`there is no setting "${name}"; known are ${Object.keys(table).join(", ")}`);
  }
  return Object.fromEntries(
    Object.entries(table).map(([name, param]): [string, number | string] => {
      const value = stored[name] ?? param.default;
      if (param.kind === "choice") {
        if (typeof value === "string" && param.choices.includes(value)) return [name, value];
        throw new RangeError(`${name} is "${value}", but may be ${param.choices.join(", ")}`);
      }
      if (typeof value === "number" && value >= param.min && value <= param.max) return [name, value];
      throw new RangeError(`${name} is ${value}, but must lie between ${param.min} and ${param.max}`);
    }),
  );
}
