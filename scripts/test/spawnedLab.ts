/** The laboratory in a process of its own, as tests of commands run it. */

import { spawn } from "node:child_process";
import { join } from "node:path";

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the laboratory. @param env variables beside those of this process */
export async function spawnedLab(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "../lab/lab.ts"), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (text: Buffer) => {
    texts.out += text;
  });
  child.stderr.on("data", (text: Buffer) => {
    texts.err += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, ...texts };
}

/** Options that make an experiment tiny: networks without hidden layers on 100 images. @param steps of each network */
export function tinySettings(steps: number): readonly string[] {
  return [
    "data.train=100",
    "teacher.architecture.layers=[]",
    "student.architecture.layers=[]",
    `teacher.training.steps=${steps}`,
    `student.training.steps=${steps}`,
  ].flatMap((setting) => ["--set", setting]);
}
