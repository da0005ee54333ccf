/** The conditions that end a card: named, with numbers, and decided from the state alone. */

import type { Arm } from "../domain/experiment.ts";
import type { Detail, Scale } from "../places/labView.ts";
import type { LessonState } from "./lessonState.ts";

/** A range of a number; an end that is left out is open. */
interface Range {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A condition on the state at one moment. */
export type MomentCondition =
  | ({ readonly is: "temperature" } & Range)
  /** an image of a class, or of any class but some */
  | { readonly is: "digit"; readonly of: number }
  | { readonly is: "digit"; readonly notOf: readonly number[] }
  | { readonly is: "scale"; readonly of: Scale }
  | { readonly is: "dropped"; readonly classes: readonly number[] }
  | ({ readonly is: "bias" } & Range)
  /** errors of the shown student on all test images */
  | ({ readonly is: "errors" } & Range)
  | ({ readonly is: "param"; readonly name: string } & Range)
  | { readonly is: "choice"; readonly name: string; readonly of: string }
  | { readonly is: "detail"; readonly of: Detail }
  | { readonly is: "arm"; readonly of: Arm }
  /** a place in the run, 0 at its first evaluation and 1 at its last */
  | ({ readonly is: "part of run" } & Range);

/** One condition, or several one after another: each counts from when those before it have been met. */
export type Condition = MomentCondition | { readonly is: "sequence"; readonly of: readonly MomentCondition[] };

function lies(value: number | null | undefined, { atLeast = -Infinity, atMost = Infinity }: Range): boolean {
  return value !== null && value !== undefined && value >= atLeast && value <= atMost;
}

const sameList = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((x, i) => x === b[i]);

export function meets(state: LessonState, condition: MomentCondition): boolean {
  switch (condition.is) {
    case "temperature":
      return lies(state.temperature, condition);
    case "digit":
      if (state.label === undefined) return false;
      return "of" in condition ? state.label === condition.of : !condition.notOf.includes(state.label);
    case "scale":
      return state.scale === condition.of;
    case "dropped":
      return sameList(state.dropped, condition.classes);
    case "bias":
      return lies(state.bias, condition);
    case "errors":
      return lies(state.errors?.all, condition);
    case "param":
      return lies(Number(state.params[condition.name] ?? Number.NaN), condition);
    case "choice":
      return state.params[condition.name] === condition.of;
    case "detail":
      return state.detail === condition.of;
    case "arm":
      return state.arm === condition.of;
    case "part of run": {
      const { steps, step } = state;
      const at = steps.findLastIndex((one) => one <= step);
      return at >= 0 && lies(at / Math.max(1, steps.length - 1), condition);
    }
    default:
      return condition satisfies never;
  }
}

/** The conditions that have to be met one after another. */
function partsIn(condition: Condition): readonly MomentCondition[] {
  return condition.is === "sequence" ? condition.of : [condition];
}

/** Whether what meets a condition is moved in a card's regions, and not beside the digit and the answers. */
export function isMetInRegions(condition: Condition): boolean {
  const [first] = partsIn(condition);
  return (
    first !== undefined && ["dropped", "bias", "errors", "choice", "arm", "part of run", "detail"].includes(first.is)
  );
}

/** How many conditions of a sequence have been met; any other condition is a sequence of one. */
export function progressBy(state: LessonState, condition: Condition, before: number): number {
  const parts = partsIn(condition);
  let met = before;
  while (met < parts.length && meets(state, parts[met]!)) met += 1;
  return met;
}

/** How many conditions have to be met one after another. */
export function partsOf(condition: Condition): number {
  return partsIn(condition).length;
}
