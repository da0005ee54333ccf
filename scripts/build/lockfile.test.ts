import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

interface LockedPackage {
  readonly integrity?: string;
  readonly resolved?: string;
}

const lockfile = JSON.parse(readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
// The entry with the empty name is the project itself.
const packages = Object.entries(lockfile.packages).filter(([path]) => path !== "");
const pathsWhere = (holds: (locked: LockedPackage) => boolean) =>
  packages.flatMap(([path, locked]) => (holds(locked) ? [path] : []));

describe("the lockfile", () => {
  it("holds a SHA-512 checksum of every package, those for other platforms included", () => {
    expect(packages.length).toBeGreaterThan(0);
    expect(pathsWhere(({ integrity }) => !integrity?.startsWith("sha512-"))).toEqual([]);
  });

  it("holds no download address, so that it serves every registry", () => {
    expect(pathsWhere(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
