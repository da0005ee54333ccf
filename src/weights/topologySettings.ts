/** Reads the settings of one layer of a LayersModel, and refuses those that an Architecture does not have. */

import type { ManifestArray } from "./manifestWeights.ts";

/** One layer of the model, with ways to read its settings and weights. */
export interface Source {
  readonly name: string;
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  fault(why: string): RangeError;
  /** of a sum: the layer whose output is added, and the layers of its shortcut that this goes through */
  readonly shortcut?: { readonly from: string; readonly through: readonly Source[] };
  /** its array of a name; undefined where there is none */
  array(part: string): ManifestArray | undefined;
}

/** A list of whole numbers, also where one number stands for two. */
export function numbersOf(value: unknown): readonly number[] {
  const all = Array.isArray(value) ? value.map((one) => numbersOf(one)[0] ?? Number.NaN) : [value, value].map(Number);
  return all as readonly number[];
}

/** The one size of a square setting, such as a kernel's. */
export function squareOf({ config, fault }: Source, key: string, otherwise?: number): number {
  const [a, b] = numbersOf(config[key] ?? otherwise);
  if (a === undefined || a !== b || !Number.isSafeInteger(a))
    throw fault(`has ${key} ${JSON.stringify(config[key])}; only square ones are read`);
  return a;
}

/** Refuses a setting that has another value than the only one that an Architecture has. */
export function only({ config, fault }: Source, key: string, allowed: unknown): void {
  const value = config[key];
  if (value === undefined || value === null || value === allowed) return;
  if (numbersOf(value).every((one) => one === allowed)) return;
  throw fault(`has ${key} ${JSON.stringify(value)}; only ${JSON.stringify(allowed)} is read`);
}

/** The activation of a setting; softmax only where it may end the model. */
export function activationOf({ config, fault }: Source): "relu" | "linear" | "softmax" {
  const value = config["activation"] ?? "linear";
  const named = typeof value === "object" ? (value as { readonly class_name?: unknown }).class_name : value;
  const name = String(named).toLowerCase();
  if (name === "relu" || name === "linear" || name === "softmax") return name;
  throw fault(`has the activation ${name.slice(0, 30)}; only relu and linear are read, and softmax at the end`);
}
