import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "lab-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A run of some steps on networks without hidden layers; two pairs, one job after another. */
const settings = (studentSteps: number) =>
  [
    "data.train=100",
    "teacher.architecture.layers=[]",
    "student.architecture.layers=[]",
    "teacher.training.steps=2",
    `student.training.steps=${studentSteps}`,
    "evaluateEvery=1000",
  ].flatMap((setting) => ["--set", setting]);

/** Runs the laboratory. @param onProgress is called at the first line of progress */
function lab(args: readonly string[], onProgress?: (pid: number) => void) {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "lab.ts"), ...args], {
    env: { ...process.env, LAB_FOLDER: join(folder, "saved") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err, told] = ["", "", false];
  child.stdout.on("data", (text: Buffer) => {
    out += text;
  });
  child.stderr.on("data", (text: Buffer) => {
    err += text;
    if (told || !/step [1-9]/.test(err)) return;
    told = true;
    onProgress?.(child.pid!);
  });
  return {
    child,
    ended: new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      child.on("close", (code) => resolve({ code, out, err }));
    }),
  };
}

const long = ["hinton", "--seeds", "2", "--workers", "1", ...settings(200_000)];

describe("the laboratory as a process", { timeout: 240_000 }, () => {
  it("that is stopped ends with 130 and a summary that says what is not finished", async () => {
    const out = join(folder, "run.jsonl");
    const result = await lab([...long, "--out", out], (pid) => process.kill(pid, "SIGINT")).ended;
    expect(result.code).toBe(130);
    const summary = JSON.parse(result.out.trim().split("\n").at(-1)!);
    expect(summary).toMatchObject({ complete: false, verdict: null, seeds: 2 });
    const [teacher, ...students] = summary.networks;
    expect(teacher).not.toHaveProperty("finished");
    for (const student of students) expect(student).toMatchObject({ finished: false });
    expect(result.err).toMatch(/stopped before its end/);
    expect(readFileSync(out, "utf8").trim().split("\n").at(-1)).toMatch(/"finished","reason":"stopped"/);
  });

  it("prints the summary of a run whose log can no longer be written, and says where the log is", async () => {
    const place = join(folder, "place");
    mkdirSync(place);
    const args = ["hinton", "--seeds", "1", "--workers", "1", ...settings(3000), "--out", join(place, "run.jsonl")];
    const { code, out, err } = await lab(args, () => rmSync(place, { recursive: true })).ended;
    expect(JSON.parse(out)).toMatchObject({ complete: true, verdict: { pairs: 1 } });
    expect(code).toBe(1);
    expect(err).toMatch(/the folder .*place is not there; .*written to .*run\.jsonl instead/);
    expect(readdirSync(join(folder, "saved/unwritten"))).toHaveLength(1);
  });

  it("refuses what cannot be run in one line with exit code 2, before it trains", async () => {
    const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [["hinton", "--out", join(folder, "no/run.jsonl")], /the folder .* is not there; make it first/],
      [["hinton", "--data", folder], /train-images-idx3-ubyte.gz is not there; give --data a folder/],
      [
        ["hinton", "--set", "teacher.architecture.classes=3", "--set", "student.architecture.classes=3"],
        /3 classes.*10|10.*3 classes/,
      ],
    ];
    const results = await Promise.all(refused.map(([args]) => lab(args).ended));
    for (const [i, { code, out, err }] of results.entries()) {
      expect(err).toMatch(refused[i]![1]);
      expect(err.trim().split("\n"), err).toHaveLength(1);
      expect([code, out]).toEqual([2, ""]);
    }
  });

  it("ends without a word when the reader of its output has read enough", async () => {
    const { child, ended } = lab(["--list"]);
    child.stdout.destroy();
    const { code, err } = await ended;
    expect([code, err]).toEqual([0, ""]);
  });

  it("lets one command at a time work on the section, and leaves no lock behind", async () => {
    const section = ["hinton-2015", "--data", "digits", "--workers", "1", ...settings(20_000).slice(2)];
    let second: ReturnType<typeof lab>["ended"] | undefined;
    const first = await lab(section, (pid) => {
      second = lab(section).ended;
      second.then(() => process.kill(pid, "SIGTERM"));
    }).ended;
    const { code, out, err } = await second!;
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/is in use by another command \(process \d+\)/);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(first.code).toBe(143);
    expect(first.err).toMatch(/stopped; the same command goes on from here/);
    for (const run of readdirSync(join(folder, "saved/runs")))
      expect(existsSync(join(folder, "saved/runs", run, "lock"))).toBe(false);
  });

  it("names the saved file that is damaged and says what happens when it is deleted", async () => {
    const runs = join(folder, "saved/runs");
    const part = readdirSync(runs).find((run) => existsSync(join(runs, run, "log.jsonl")))!;
    const log = join(runs, part, "log.jsonl");
    writeFileSync(log, "garbage\n");
    const section = ["hinton-2015", "--data", "digits", "--workers", "1", ...settings(20_000).slice(2)];
    const { code, err } = await lab(section).ended;
    expect(code).toBe(1);
    expect(err).toContain(`${log} is damaged (line 1 of the log is damaged; make the recording anew); delete it, and`);
  });
});
