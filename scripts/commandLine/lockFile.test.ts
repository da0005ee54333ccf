import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandError } from "./commandLine.ts";
import { takeLock } from "./lockFile.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a lock", () => {
  it("is held by one process at a time, and the other one is told by which and what to do", () => {
    const path = join(folder, "deeper", "lock");
    const release = takeLock(path, "this folder");
    expect(() => takeLock(path, "this folder")).toThrow(CommandError);
    expect(() => takeLock(path, "this folder")).toThrow(
      `this folder is in use by another command (process ${process.pid} on ${hostname()}); wait until that has ended, or end it. If there is no such command, delete ${path}`,
    );
    release();
    expect(existsSync(path)).toBe(false);
    takeLock(path, "this folder")();
  });

  it("of a process that still runs holds, and of one that has ended does not", async () => {
    const path = join(folder, "lock");
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const ended = new Promise((resolve) => other.once("exit", resolve));
    writeFileSync(path, `${other.pid}\n`);
    expect(() => takeLock(path, "it")).toThrow(`process ${other.pid}`);
    other.kill("SIGKILL");
    await ended;
    takeLock(path, "it")();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("of another machine, whose processes cannot be asked, holds until it is deleted", () => {
    const path = join(folder, "lock");
    // No process has this number here.
    writeFileSync(path, "999999999 another-machine\n");
    expect(() => takeLock(path, "it")).toThrow(`(process 999999999 on another-machine); wait`);
    writeFileSync(path, `999999999 ${hostname()}\n`);
    takeLock(path, "it")();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that names no process is taken over", () => {
    const path = join(folder, "lock");
    for (const content of ["", "garbage", "-1", "0", "1.5"]) {
      writeFileSync(path, content);
      takeLock(path, "it")();
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is released when its process ends", () => {
    const path = join(folder, "lock");
    const program = `import { takeLock } from "./scripts/commandLine/lockFile.ts"; takeLock(${JSON.stringify(path)}, "it"); process.exit(3);`;
    const run = () => execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program]);
    expect(run).toThrow(expect.objectContaining({ status: 3 }));
    expect(existsSync(path)).toBe(false);
  });
});
