/** Ctrl+C, and the request to end that `kill` sends: what runs is stopped, and the exit code says so. */

import { CommandError } from "./commandLine.ts";

/** The signals that stop a command, with the exit code that shells expect after each. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof EXIT_CODES;

/** A signal that comes this long after the first, in milliseconds, ends the process at once. Shells pass one on twice. */
const PATIENCE = 2000;

let received: { readonly signal: Signal; readonly time: number } | null = null;
const stops = new Set<() => void>();

function take(signal: Signal): void {
  if (received && performance.now() - received.time > PATIENCE) process.exit(EXIT_CODES[received.signal]);
  received ??= { signal, time: performance.now() };
  for (const stop of stops) stop();
}

/**
 * Calls `stop` when a signal asks the command to end, or at once if one already has.
 * @returns a function after which it is no longer called
 */
export function onInterruption(stop: () => void): () => void {
  if (stops.size === 0) for (const signal of Object.keys(EXIT_CODES)) process.on(signal, take);
  stops.add(stop);
  if (received) stop();
  return () => {
    stops.delete(stop);
    if (stops.size === 0) for (const signal of Object.keys(EXIT_CODES)) process.off(signal, take);
  };
}

/** The exit code of a command that was stopped: 130 after Ctrl+C, 143 after `kill`. */
export function interruptionCode(): number {
  return EXIT_CODES[received?.signal ?? "SIGINT"];
}

/** Ends a command that was stopped. @param message what is kept, and how it goes on */
export function interruptionError(message: string): CommandError {
  return new CommandError(message, interruptionCode());
}
