/** The methods by id, oldest paper first. */

import type { Method } from "../core/method.ts";
import * as methods from "../papers/index.ts";

/** All methods in the order of their papers' years. */
export const registry: readonly Method[] = Object.values(methods as Readonly<Record<string, Method>>).sort(
  (a, b) => a.paper.year - b.paper.year,
);

/**
 * Finds a method by its id.
 * @throws RangeError naming the id and the known ones
 */
export function methodById(id: string): Method {
  const found = registry.find((method) => method.id === id);
  if (!found)
    throw new RangeError(`there is no method "${id}"; known are ${registry.map((method) => method.id).join(", ")}`);
  return found;
}
