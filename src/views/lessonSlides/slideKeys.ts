/** Which key does what on the slide of a lesson's card: the keys of a lecture, and those that count a class's guesses. */

import { commandOf, type LectureCommand, type PressedKey } from "../lecture/lectureKeys.ts";

/** What a key does. */
export type SlideCommand =
  | LectureCommand
  /** one more or one fewer for an option, counted from 0 */
  | { readonly id: "count"; readonly option: number; readonly by: 1 | -1 }
  | { readonly id: "clear" }
  /** the next arm, or the one before */
  | { readonly id: "arm"; readonly by: 1 | -1 };

/** The digit of a pressed key, also with Shift, which types another character; null where it has none. */
function digitOf({ key, code }: PressedKey): number | null {
  const digit = /^Digit([0-9])$/.exec(code)?.[1] ?? /^[0-9]$/.exec(key)?.[0];
  return digit === undefined ? null : Number(digit);
}

/**
 * The command of a pressed key; null where it has none.
 * @param options of the card, 0 where it asks nothing
 */
export function slideCommandOf(pressed: PressedKey, options: number): SlideCommand | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (pressed.key.toLowerCase() === "a" || (pressed.key === "Process" && pressed.code === "KeyA"))
    return { id: "arm", by: pressed.shiftKey ? -1 : 1 };
  if (options === 0) return commandOf(pressed);
  if (pressed.key === "Backspace") return { id: "clear" };
  const digit = digitOf(pressed);
  if (digit === null) return commandOf(pressed);
  if (digit === 0 || digit > options) return null;
  return { id: "count", option: digit - 1, by: pressed.shiftKey ? -1 : 1 };
}
