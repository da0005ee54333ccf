import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandError } from "./commandLine.ts";
import { openOutput } from "./outputFile.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "output-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the file of --out", () => {
  it("that cannot be written is refused before the work begins, with its name and what to do", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    for (const [path, message] of [
      [join(folder, "missing", "run.jsonl"), `the folder ${join(folder, "missing")} is not there; make it first`],
      [folder, "it is a folder; name a file in it"],
      [join(file, "run.jsonl"), `${file} is not a folder`],
      [join(folder, "x".repeat(300)), "name another file"],
      ...(existsSync("/proc/self/status") ? [["/proc/self/status", /EACCES|EPERM|EROFS|EINVAL|EIO/] as const] : []),
    ] as const) {
      expect(() => openOutput(path), path).toThrow(CommandError);
      expect(() => openOutput(path), path).toThrow(message);
      expect(() => openOutput(path), path).toThrow(`--out ${path}: `);
    }
  });

  it.skipIf(!existsSync("/dev/full"))("on a full disk is refused before the work begins", () => {
    expect(() => openOutput("/dev/full")).toThrow("--out /dev/full: the disk is full; make room");
  });

  it("is as it was until the work is done", () => {
    const [fresh, old] = [join(folder, "fresh"), join(folder, "old")];
    writeFileSync(old, "kept");
    const files = [openOutput(fresh), openOutput(old)];
    expect(existsSync(fresh)).toBe(false);
    expect(readFileSync(old, "utf8")).toBe("kept");
    for (const file of files) expect(file.write("made")).toBeNull();
    expect([fresh, old].map((path) => readFileSync(path, "utf8"))).toEqual(["made", "made"]);
  });

  it("that cannot be written any more is written elsewhere, and it is said where", () => {
    const [place, rescue] = [join(folder, "place"), join(folder, "rescue")];
    mkdirSync(place);
    const file = openOutput(join(place, "run.jsonl"), rescue);
    rmSync(place, { recursive: true });
    const said = file.write("made");
    const [name] = readdirSync(rescue);
    expect(said).toContain(`the folder ${place} is not there`);
    expect(said).toContain(join(rescue, name!));
    expect(readFileSync(join(rescue, name!), "utf8")).toBe("made");
  });
});
