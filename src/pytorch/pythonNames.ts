/** Names of networks, adapters, stages and layers as Python writes them. */

/** A name as a Python identifier: lower case, other characters as underscores. */
export function identifier(name: string): string {
  const plain = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(plain) ? plain : `n_${plain}`;
}

/** A text as a Python literal. JSON's escapes are Python's as well. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

/** Lines moved to the right by some levels of four spaces; empty lines stay empty. */
export function indented(lines: readonly string[], levels = 1): readonly string[] {
  return lines.map((line) => (line === "" ? line : `${"    ".repeat(levels)}${line}`));
}
