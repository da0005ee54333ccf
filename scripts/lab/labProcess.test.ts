import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { madeImages, npyImages, npyLabels, zipBytes } from "../../src/testing/ownData/builtFiles.ts";

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

/** A folder without a file, and one with an npz of 30 images of 12x12 in colour, of four classes, beside a note. */
const [empty, ownSet] = [join(folder, "empty"), join(folder, "own")];
const mine = madeImages(5, 30, [12, 12, 3], 4);
mkdirSync(empty);
mkdirSync(ownSet);
writeFileSync(join(ownSet, "notes.md"), "My images.\n");
writeFileSync(join(ownSet, "mine.npz"), zipBytes({ "x_train.npy": npyImages(mine), "y_train.npy": npyLabels(mine) }));

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

  it("trains on images of one's own, of their size and classes, and says what it understood", async () => {
    const run = async (...options: readonly string[]) => {
      const args = ["hinton", "--seeds", "1", "--workers", "1", ...settings(20), "--data", ownSet, ...options];
      const { code, out, err } = await lab(args).ended;
      expect(code, err).toBe(0);
      return { err, summary: JSON.parse(out) };
    };
    const { err, summary } = await run();
    expect(err).toMatch(
      /30 images of 12x12 in colour in 4 classes: 26 to train on, 4 to test on, of which 4 were held out/,
    );
    expect(err).toContain("mine.npz/x_train.npy: 30 images (train)");
    expect(err).toContain("notes.md is not used: it is no data file");
    expect(summary).toMatchObject({ dataset: "files", complete: true, files: { size: [12, 12], channels: 3 } });
    expect(summary.networks[0]).toMatchObject({ parameters: 12 * 12 * 3 * 4 + 4, total: 4 });
    const part = await run("--first", "20", "--side", "8", "--turn");
    expect(part.err).toMatch(/20 images of 8x8 in colour/);
    expect(part.summary.files.checksum).not.toBe(summary.files.checksum);
  });

  it("refuses what cannot be run in one line with exit code 2, before it trains", async () => {
    const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [["hinton", "--out", join(folder, "no/run.jsonl")], /the folder .* is not there; make it first/],
      [["hinton", "--data", join(folder, "no")], /no is not there; give --data a folder with data files/],
      [["hinton", "--data", empty], /no file\. Images and their labels are needed together/],
      [["hinton", "--data", "digits", "--turn"], /--turn.*are for images of your own; give --data their folder/],
      [["hinton", "--data", ownSet, "--crop"], /--crop needs --side N/],
      [["hinton", "--data", ownSet, "--side", "80"], /--side is "80".*from 8 to 64/],
      [["hinton", "--together", "2"], /--together is for students on a GPU; add --backend webgpu/],
      [["hinton-2015", "--together", "2"], /--together does not go with hinton-2015/],
      [["hinton-2015", "--side", "8"], /options for images of your own do not go with hinton-2015/],
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
    expect(err).toMatch(/is in use by another command \(process \d+ on \S+\)/);
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
