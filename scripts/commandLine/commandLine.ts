/** What all commands share: their arguments, how they end, and which exit code they end with. */

import { type ParseArgsConfig, parseArgs } from "node:util";
import { DataError } from "../../src/data/dataError.ts";
import { errorText } from "../../src/domain/errorText.ts";
import { EngineError } from "../../src/protocol/failures.ts";

/** Exit codes. A command that a signal stopped ends with 128 and the signal's number (interruption.ts). */
const FAILED = 1;
const WRONG_INPUT = 2;

/** Ends a command with its message, in one line, and an exit code. Other errors are the program's own and show a stack. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = FAILED) {
    super(message);
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}

/** An error of what the user has written; the message names the value and what it may be. */
export function inputError(message: string): CommandError {
  return new CommandError(message, WRONG_INPUT);
}

/** Throws what was thrown for the user's input: a RangeError, which says what is wrong with it, as a CommandError. */
export function throwAsInput(error: unknown): never {
  throw error instanceof RangeError ? inputError(error.message) : error;
}

/** What `read` makes of the user's input. @throws CommandError in place of a RangeError */
export function asInput<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return throwAsInput(error);
  }
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads the arguments of a command.
 * @param most how many words may stand beside the options
 * @throws CommandError for an unknown option, one that is given twice or without its value, and for a word too many
 */
export function readArguments<const O extends Options>(options: O, most = 0, given = process.argv.slice(2)) {
  const known = Object.keys(options).map((name) => `--${name}`);
  const { tokens } = parseArgs({ args: given, options, strict: false, allowPositionals: true, tokens: true });
  const seen = new Set<string>();
  const words: string[] = [];
  const args = tokens.flatMap((token) => {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") return [];
    const { name, rawName, value } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option || rawName !== `--${name}`)
      throw inputError(`${rawName} is not an option; known are ${known.join(", ")}`);
    if (seen.has(name) && !option.multiple) throw inputError(`${rawName} is given more than once; give it once`);
    seen.add(name);
    if (option.type === "boolean") {
      if (value !== undefined) throw inputError(`${rawName} takes no value, but has "${value}"; leave it out`);
      return [rawName];
    }
    if (!value || value.startsWith("--")) throw inputError(`${rawName} has no value; write it behind the option`);
    return [`${rawName}=${value}`];
  });
  if (words.length > most)
    throw inputError(
      `"${words[most]}" is one word too many: ${most === 0 ? "only options are expected" : `"${words[0]}" is already given`}`,
    );
  return { ...parseArgs({ args, options }), words };
}

/** Like `readArguments`, for the top of a program: a wrong argument ends it. */
export function commandArguments<const O extends Options>(options: O, most = 0) {
  try {
    return readArguments(options, most);
  } catch (error) {
    return endWith(error);
  }
}

/** A whole number of the command line; undefined where the option is not given. @throws CommandError */
export function wholeNumber(option: string, text: string, min: number, max: number): number;
export function wholeNumber(option: string, text: string | undefined, min: number, max: number): number | undefined;
export function wholeNumber(option: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw inputError(`${option} is "${text}", but must be a whole number from ${min} to ${max}`);
}

/** One of some words. @throws CommandError naming them */
export function oneOf<const T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw inputError(`${option} is "${text}", but may be ${allowed.join(", ")}`);
  return found;
}

/** Words with commas between them, each of them one of some. @throws CommandError naming the first that is not */
export function someOf<const T extends string>(option: string, text: string, allowed: readonly T[]): readonly T[] {
  return text.split(",").map((one) => oneOf(option, one, allowed));
}

/** How a command ends with an error: in one line where the user can mend it, otherwise with the stack. */
export function ending(error: unknown): { readonly text: string; readonly exitCode: number } {
  const text = errorText(error).replaceAll(/\s*\n\s*/g, " ");
  if (error instanceof CommandError) return { text, exitCode: error.exitCode };
  if (error instanceof DataError) return { text, exitCode: WRONG_INPUT };
  // An operating system's error names its file, and where it was thrown does not help.
  const isSystem = error instanceof Error && "syscall" in error && "code" in error;
  if (error instanceof EngineError || isSystem) return { text, exitCode: FAILED };
  return { text: (error instanceof Error && error.stack) || text, exitCode: FAILED };
}

function endWith(error: unknown): never {
  const { text, exitCode } = ending(error);
  console.error(text);
  process.exit(exitCode);
}

/**
 * Runs a command and ends the process if it fails. A reader of stdout that has read enough, such as `head`, ends the
 * command without a word; one of stderr is not missed. A program that is bundled does not wait for it at its top: modules
 * that it loads later import what lies in its own file.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") endWith(error);
    process.exit();
  });
  process.stderr.on("error", () => {});
  await main().catch(endWith);
}
