/** The visitor's guess on Home, kept in this browser for the lesson that asks the same, and sent nowhere. */

import type { Guess } from "./homeTexts.ts";

const KEY = "distillation-playground/guess/home";

/** Keeps the guess, where the browser keeps anything. */
export function keepGuess(guess: Guess): void {
  try {
    localStorage.setItem(KEY, guess);
  } catch {
    // The browser refuses storage or has none left; the guess is used in this visit all the same.
  }
}
