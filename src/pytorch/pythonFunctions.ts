/** Functions of a script, each text once: the same loss of two arms is one function. */

import { identifier, indented } from "./pythonNames.ts";

/** Collects functions and names them. */
export class PythonFunctions {
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #texts: string[] = [];

  /**
   * Adds a function unless one with the same arguments and body is there.
   * @param wished the name, as words; a number is added where it is taken
   * @returns the name of the function
   */
  add(wished: string, parameters: string, body: readonly string[]): string {
    const text = [parameters, ...body].join("\n");
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const stem = identifier(wished);
    let name = stem;
    for (let count = 2; this.#taken.has(name); count++) name = `${stem}_${count}`;
    this.#taken.add(name);
    this.#names.set(text, name);
    this.#texts.push([`def ${name}(${parameters}):`, ...indented(body)].join("\n"));
    return name;
  }

  /** All functions in the order in which they were added, two empty lines between them. */
  get text(): string {
    return this.#texts.join("\n\n\n");
  }
}
