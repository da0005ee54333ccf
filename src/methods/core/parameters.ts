/** The table of a method's settings, and the check of stored values against it. */

/** A number. A live one may be changed during a run: it is an input of every training step. */
export interface NumberParam {
  readonly kind: "number";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly live: boolean;
  /** whole numbers only */
  readonly whole?: boolean;
  /**
   * at which values a slider stops: the round values that are common for temperatures, those that are common for the
   * weight of a loss term, or about 20 that divide the range evenly in its logarithm or as it is. Absent: "linear"
   */
  readonly scale?: "temperature" | "weight" | "logarithmic" | "linear";
  /** what is counted; absent: a number without a unit. Training steps become fewer where an experiment is shortened */
  readonly unit?: "steps";
  readonly doc: string;
}

/** The name of the setting that divides logits before a softmax, in every method that has one. */
export const TEMPERATURE = "temperature";

/** One setting of a method. */
export type Param =
  | NumberParam
  | { readonly kind: "choice"; readonly default: string; readonly choices: readonly string[]; readonly doc: string };
export type ParamTable = Readonly<Record<string, Param>>;
/** The values of all settings of a table: for each name a number or one of the choices. */
export type ParamValues<P extends ParamTable = ParamTable> = {
  readonly [K in keyof P]: P[K] extends { readonly kind: "number" }
    ? number
    : P[K] extends { readonly kind: "choice" }
      ? string
      : number | string;
};

/** What is wrong with a stored value of a setting, and what it may be; null where nothing is. */
function faultOfValue(name: string, param: Param, value: unknown): string | null {
  if (param.kind === "choice") {
    if (typeof value === "string" && param.choices.includes(value)) return null;
    return `${name} is "${value}", but may be ${param.choices.join(", ")}`;
  }
  if (typeof value !== "number" || !(value >= param.min && value <= param.max))
    return `${name} is ${value}, but must lie between ${param.min} and ${param.max}`;
  return param.whole && !Number.isInteger(value) ? `${name} is ${value}, but must be a whole number` : null;
}

/** What is wrong with stored values: one text for each, which names the setting, its value and what it may be. */
export function paramFaults(table: ParamTable, stored: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(stored).flatMap(([name, value]) => {
    const param = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!param) return [`there is no setting "${name}"; known are ${Object.keys(table).join(", ")}`];
    return faultOfValue(name, param, value ?? param.default) ?? [];
  });
}

/**
 * Checks stored values against a method's table; settings without a stored value get their default.
 * @throws RangeError naming the setting, its value and what it may be
 */
export function paramValues(table: ParamTable, stored: Readonly<Record<string, unknown>>): ParamValues {
  const [fault] = paramFaults(table, stored);
  if (fault !== undefined) throw new RangeError(fault);
  return Object.fromEntries(
    Object.entries(table).map(([name, param]) => [name, (stored[name] ?? param.default) as number | string]),
  );
}
