/** Reads the names of classes: one a line, EMNIST's mapping of labels to characters, or a table with a column of names. */

/** Names by label. */
export type NamesByLabel = ReadonlyMap<number, string>;

/** Most lines of a file of names, and most characters of a name. */
const MAX_LINES = 1000;
const MAX_NAME = 64;

/** Whether a file's name says that it names classes. */
export function isNamedAsNames(path: string): boolean {
  return /(?:mapping|class|label|categor|name|meta|synset)[^/]*\.(?:txt|csv|tsv|names)$/i.test(path);
}

function charactersOf(codes: readonly string[]): string {
  return codes.map((code) => String.fromCodePoint(Number(code))).join("/");
}

const isCharacter = (code: string) => /^\d{2,6}$/.test(code) && Number(code) >= 32 && Number(code) <= 0x10ffff;

/**
 * The names in a file.
 * @returns null where it names no classes: its lines are sentences, or it is too long
 */
export function readClassNames(text: string): NamesByLabel | null {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length < 2 || lines.length > MAX_LINES || lines.some((line) => line.length > MAX_NAME)) return null;
  return mappingOf(lines) ?? tableOf(lines) ?? listOf(lines);
}

/** EMNIST's mapping: a label, then the code of its upper-case character, then that of the lower-case one. */
function mappingOf(lines: readonly string[]): NamesByLabel | null {
  const names = new Map<number, string>();
  for (const line of lines) {
    const [label = "", ...codes] = line.split(/[\s,]+/);
    if (!/^\d{1,4}$/.test(label) || codes.length < 1 || codes.length > 2 || !codes.every(isCharacter)) return null;
    if (names.has(Number(label))) return null;
    names.set(Number(label), charactersOf(codes));
  }
  return names;
}

/** A label and a name on each line, as KMNIST's table of "index,codepoint,char" has them; a header may stand first. */
function tableOf(lines: readonly string[]): NamesByLabel | null {
  const rows = lines.map((line) => line.split(/\s*[,;\t:]\s*|\s+/));
  const begin = /^\d+$/.test(rows[0]![0]!) ? 0 : 1;
  const names = new Map<number, string>();
  for (const row of rows.slice(begin)) {
    const [label = "", ...rest] = row;
    const name = rows[0]!.length === 3 && begin === 1 ? row.at(-1) : rest.join(" ");
    if (!/^\d{1,4}$/.test(label) || !name || names.has(Number(label))) return null;
    names.set(Number(label), name);
  }
  return names.size >= 2 ? names : null;
}

/** Lines that end as sentences do, or marks of a markup language, are no names. */
const NO_NAME = /[.:;!?]$|^[#<=*]|https?:/;

/** One name a line. */
function listOf(lines: readonly string[]): NamesByLabel | null {
  if (lines.some((line) => NO_NAME.test(line)) || new Set(lines).size !== lines.length) return null;
  return new Map(lines.map((name, label) => [label, name]));
}

const DIGITS = "0123456789";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Letters whose lower-case form EMNIST keeps as a class of its own in its merged and balanced sets. */
const KEPT_LOWER = "abdefghnqrt";

/** The classes of EMNIST's six sets. Cohen et al. 2017, section III */
const emnistCharacters: Readonly<Record<string, string>> = {
  byclass: DIGITS + UPPER + UPPER.toLowerCase(),
  bymerge: DIGITS + UPPER + KEPT_LOWER,
  balanced: DIGITS + UPPER + KEPT_LOWER,
  letters: ` ${UPPER}`,
  digits: DIGITS,
  mnist: DIGITS,
};

/** The names of an EMNIST set's classes by the name of its files; null for other files. Letters are counted from 1. */
export function emnistNames(path: string): NamesByLabel | null {
  const set = /emnist-(byclass|bymerge|balanced|letters|digits|mnist)/i.exec(path)?.[1]?.toLowerCase();
  if (!set) return null;
  return new Map(
    [...emnistCharacters[set]!].flatMap((character, label) => (character === " " ? [] : [[label, character]])),
  );
}
