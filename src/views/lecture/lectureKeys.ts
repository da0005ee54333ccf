/** Which key does what in a lecture. */

/** What a key does. */
export type LectureCommand =
  | { readonly id: "beat" | "temperature" | "weight" | "step" | "digit"; readonly by: 1 | -1 }
  | { readonly id: "bias"; readonly by: number }
  | { readonly id: "drop"; readonly class: number }
  | { readonly id: "predict" | "play" | "replay" | "scale" | "twin" | "panel" | "freeze" | "black" }
  | { readonly id: "sliders" | "link" | "table" | "notes" | "keys" | "leave" | "close" };

/** What a command needs of a pressed key. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const named: Readonly<Record<string, LectureCommand>> = {
  ArrowRight: { id: "beat", by: 1 },
  PageDown: { id: "beat", by: 1 },
  ArrowLeft: { id: "beat", by: -1 },
  PageUp: { id: "beat", by: -1 },
  ArrowUp: { id: "temperature", by: 1 },
  ArrowDown: { id: "temperature", by: -1 },
  "[": { id: "weight", by: -1 },
  "]": { id: "weight", by: 1 },
  p: { id: "predict" },
  " ": { id: "play" },
  r: { id: "replay" },
  ",": { id: "step", by: -1 },
  "/": { id: "step", by: 1 },
  x: { id: "scale" },
  w: { id: "twin" },
  c: { id: "panel" },
  f: { id: "freeze" },
  b: { id: "black" },
  ".": { id: "black" },
  h: { id: "sliders" },
  s: { id: "link" },
  t: { id: "table" },
  n: { id: "notes" },
  "?": { id: "keys" },
  l: { id: "leave" },
  Escape: { id: "close" },
};

/** The key's character, also while an input method for Chinese takes the letters. */
function characterOf({ key, code }: PressedKey): string {
  const isOwn = key.length > 1 ? key !== "Process" : /^[ -~]$/.test(key);
  return isOwn ? key : (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key);
}

/** The command of a pressed key; null where it has none. */
export function commandOf(pressed: PressedKey): LectureCommand | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  const character = characterOf(pressed);
  const by = pressed.shiftKey ? 0.1 : 0.2;
  if (character === "-" || character === "_" || character === "−") return { id: "bias", by: -by };
  if (character === "=" || character === "+") return { id: "bias", by };
  if (/^[0-9]$/.test(character)) return { id: "drop", class: Number(character) };
  const letter = character.length === 1 ? character.toLowerCase() : character;
  if (letter === "d") return { id: "digit", by: pressed.shiftKey ? -1 : 1 };
  return named[letter] ?? null;
}

/** Whether keys type a text in an element. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && /^(text|search|url|email|number|password|tel)$/.test(target.type);
}
