/** Markup as text, for files: HTML and SVG in which every text is escaped, wherever it comes from. */

/** A piece of markup, which is set into another one as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may be set into markup: a text is escaped, a piece of markup is not; null is nothing. */
type Part = string | number | null | Markup | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text that stands in HTML and XML, in an attribute too, as what it is. What XML may not hold becomes U+FFFD. */
export function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a file
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")
      .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
  );
}

const written = (part: Part): string => {
  if (part === null) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return escaped(`${part}`);
};

/** The tag of a template of markup: markup`<p>${text}</p>` escapes the text. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, i) => (i === 0 ? string : written(parts[i - 1]!) + string)).join(""));
}
