/** Reads JSON that people or links bring. */

/** The first key that an object of some valid JSON has twice; null where none has. */
function repeatedKey(json: string): string | null {
  const open: Set<string>[] = [];
  for (const [token, text] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    if (text === undefined) continue;
    const key = JSON.parse(text) as string;
    const keys = open.at(-1)!;
    if (keys.has(key)) return key;
    keys.add(key);
  }
  return null;
}

/**
 * The value of some JSON.
 * @throws SyntaxError where it is none, and RangeError where an object has a key twice, of which JSON.parse takes the last
 */
export function parseJson(json: string): unknown {
  const value: unknown = JSON.parse(json);
  const repeated = repeatedKey(json);
  if (repeated !== null) throw new RangeError(`"${repeated}" stands there twice; leave one of the two out`);
  return value;
}
