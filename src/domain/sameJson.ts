/** Equality of plain JSON. */

/** Whether two JSON values are equal, in any order of their keys. A key whose value is undefined counts as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, i) => sameJson(part, b[i]));
  const keysOf = (value: object) => Object.keys(value).filter((key) => value[key as keyof typeof value] !== undefined);
  const keys = keysOf(a);
  return (
    keys.length === keysOf(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

/**
 * A JSON value equal to `after` in which every part that is equal in `before` is that very object, so that whoever
 * compares parts by identity sees only what has changed.
 */
export function withSharedParts<T>(before: unknown, after: T): T {
  if (sameJson(before, after)) return before as T;
  const areObjects = [before, after].every((one) => typeof one === "object" && one !== null && !Array.isArray(one));
  if (!areObjects) return after;
  const old = before as Readonly<Record<string, unknown>>;
  const parts = Object.entries(after as object).map(([key, part]) => [key, withSharedParts(old[key], part)]);
  return Object.fromEntries(parts) as T;
}
