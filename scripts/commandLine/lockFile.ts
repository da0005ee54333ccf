/** A lock for what only one process may write: a file that names the process and its machine. */

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { CommandError } from "./commandLine.ts";

/** The locks that this process holds. */
const held = new Set<string>();

function releaseAll(): void {
  for (const path of held) rmSync(path, { force: true });
}

/** Whether the process that a lock names may still run: one of another machine, on a shared disk, cannot be asked. */
function isHeld(content: string): boolean {
  const [pid, host] = content.trim().split(" ");
  const holder = Number(pid);
  if (!Number.isInteger(holder) || holder <= 0) return false;
  return (host !== undefined && host !== hostname()) || isRunning(holder);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is running, although it may not be asked.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Makes `path` a second name of `from`. @returns false where `path` is taken */
function linked(from: string, path: string): boolean {
  try {
    linkSync(from, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** Removes a lock whose process has ended, unless another process has replaced it in the meantime. */
function removeStale(path: string, content: string): void {
  const aside = `${path}.${hostname()}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (contentOf(aside) !== content) linked(aside, path);
  rmSync(aside, { force: true });
}

/**
 * Takes a lock until it is released or the process ends. A lock whose process has ended is taken over.
 * @param what it protects, for the message
 * @returns a function that releases it
 * @throws CommandError naming the process that holds it and what to do
 */
export function takeLock(path: string, what: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  const own = `${path}.${hostname()}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${hostname()}\n`);
  try {
    for (let attempt = 0; !linked(own, path); attempt++) {
      const content = contentOf(path);
      if (attempt > 5 || (content !== null && isHeld(content)))
        throw new CommandError(
          `${what} is in use by another command (process ${content?.trim().replace(" ", " on ")}); wait until that has ended, or end it. If there is no such command, delete ${path}`,
        );
      if (content !== null) removeStale(path, content);
    }
  } finally {
    rmSync(own, { force: true });
  }
  process.off("exit", releaseAll).on("exit", releaseAll);
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}
