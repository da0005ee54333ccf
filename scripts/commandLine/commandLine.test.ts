import { describe, expect, it } from "vitest";
import { DataError } from "../../src/data/dataError.ts";
import { EngineError } from "../../src/protocol/failures.ts";
import { asInput, CommandError, ending, inputError, oneOf, readArguments, someOf, wholeNumber } from "./commandLine.ts";

const options = {
  seed: { type: "string" },
  backend: { type: "string", default: "wasm" },
  set: { type: "string", multiple: true, default: [] as string[] },
  list: { type: "boolean", default: false },
} as const;
const read = (...given: string[]) => readArguments(options, 1, given);

describe("a command's arguments", () => {
  it("are options and words in any order, and values may begin with a minus", () => {
    const { values, words } = read("--seed", "-1", "hinton", "--set", "a=1", "--set=b=2", "--list");
    expect(values).toEqual({ seed: "-1", backend: "wasm", set: ["a=1", "b=2"], list: true });
    expect(words).toEqual(["hinton"]);
  });

  it.each([
    [["--sed", "3"], "--sed is not an option; known are --seed, --backend, --set, --list"],
    [["-s"], "-s is not an option"],
    [["--__proto__", "1"], "--__proto__ is not an option"],
    [["--seed", "1", "--seed", "2"], "--seed is given more than once; give it once"],
    [["--seed"], "--seed has no value; write it behind the option"],
    [["--seed", "--list"], "--seed has no value"],
    [["--seed="], "--seed has no value"],
    [["--list=yes"], '--list takes no value, but has "yes"; leave it out'],
    [["hinton", "fitnets"], '"fitnets" is one word too many: "hinton" is already given'],
  ])("that are wrong are refused: %j", (given, message) => {
    expect(() => read(...given)).toThrow(message);
    expect(() => read(...given)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it("have whole numbers in their range only", () => {
    expect(wholeNumber("--workers", "3", 1, 64)).toBe(3);
    expect(wholeNumber("--workers", undefined, 1, 64)).toBeUndefined();
    for (const text of ["0", "65", "-1", "1.5", "1e9", "1000000000", "", "three", "0x10", "99999999999999999999"])
      expect(() => wholeNumber("--workers", text, 1, 64), text).toThrow(
        `--workers is "${text}", but must be a whole number from 1 to 64`,
      );
  });

  it("have words that are known only", () => {
    expect(oneOf("--only", "b", ["a", "b"])).toBe("b");
    expect(someOf("--only", "b,a", ["a", "b"])).toEqual(["b", "a"]);
    expect(() => someOf("--only", "b,c", ["a", "b"])).toThrow('--only is "c", but may be a, b');
  });
});

describe("a command that fails", () => {
  it("says in one line what the user can mend, with exit code 2, and what went wrong, with 1", () => {
    expect(ending(inputError("--seed is wrong;\n  choose another"))).toEqual({
      text: "--seed is wrong; choose another",
      exitCode: 2,
    });
    expect(ending(new DataError("missing", "no images"))).toEqual({ text: "no images", exitCode: 2 });
    expect(ending(new CommandError("stopped", 130))).toEqual({ text: "stopped", exitCode: 130 });
    expect(ending(new EngineError("internal", "the worker ended"))).toEqual({ text: "the worker ended", exitCode: 1 });
    const full = Object.assign(new Error("ENOSPC: no space left, write"), { code: "ENOSPC", syscall: "write" });
    expect(ending(full)).toEqual({ text: "ENOSPC: no space left, write", exitCode: 1 });
  });

  it("shows the stack of an error that is its own", () => {
    expect(ending(new RangeError("Invalid array length")).text).toMatch(/Invalid array length\s+at /);
    expect(ending(new TypeError("x is undefined")).text).toMatch(/at .*commandLine\.test/);
    const wrong = () => {
      throw new RangeError("pairs is 40; it must be smaller");
    };
    expect(() => asInput(wrong)).toThrow(CommandError);
    expect(() =>
      asInput(() => {
        throw new TypeError("own");
      }),
    ).toThrow(TypeError);
  });
});
