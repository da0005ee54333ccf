/** Sentences as pieces of text, of which some are drawn in the colour of a network. */

/** A piece of a sentence. */
export interface Piece {
  readonly text: string;
  /** the network whose answer it names */
  readonly role?: "teacher" | "student" | "baseline";
}
/** What may be set into a sentence. */
export type Said = string | Piece | readonly Piece[];

const listOf = (said: Said): readonly Piece[] =>
  typeof said === "string" ? [{ text: said }] : "text" in said ? [said] : said;

/** The plain text of pieces. */
export function plainText(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/** Joins pieces; neighbours without a role become one. */
export function joined(parts: readonly Said[]): readonly Piece[] {
  const all: Piece[] = [];
  for (const piece of parts.flatMap(listOf)) {
    const last = all.at(-1);
    if (last && last.role === undefined && piece.role === undefined)
      all[all.length - 1] = { text: last.text + piece.text };
    else if (piece.text !== "") all.push(piece);
  }
  return all;
}

/** The tag of a template whose values are pieces: say`The teacher answers ${first}.` */
export function say(strings: TemplateStringsArray, ...values: readonly Said[]): readonly Piece[] {
  return joined(strings.flatMap((string, i) => (i === 0 ? [string] : [values[i - 1]!, string])));
}

const CHINESE = /^[\u3400-\u9fff]$/;
const HALF_WIDTH = /^[\w%+<>−-]$/;

/** As `say`, with the space that Chinese has beside half-width letters and figures, where a value meets the text. */
export function spacedSay(strings: TemplateStringsArray, ...values: readonly Said[]): readonly Piece[] {
  const between = (before: string, after: string) => {
    const [a, b] = [before.at(-1) ?? "", after[0] ?? ""];
    return (CHINESE.test(a) && HALF_WIDTH.test(b)) || (HALF_WIDTH.test(a) && CHINESE.test(b)) ? " " : "";
  };
  let text = "";
  const parts: Said[] = [];
  const add = (said: Said) => {
    const next = plainText(listOf(said));
    parts.push(between(text, next), said);
    if (next !== "") text = next;
  };
  for (const [i, string] of strings.entries()) {
    if (i > 0) add(values[i - 1]!);
    add(string);
  }
  return joined(parts);
}
