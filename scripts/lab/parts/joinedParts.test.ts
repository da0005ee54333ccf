import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { studyById } from "../../../src/methods/experiments/studies.ts";
import { placeOf } from "../../../src/session/comparisons/studyReadings.ts";
import { spawnedLab, tinySettings } from "../../test/spawnedLab.ts";

const folder = mkdtempSync(join(tmpdir(), "parts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the laboratory with results in a folder of its own. */
const lab = (saved: string, args: readonly string[]) => spawnedLab(args, { LAB_FOLDER: join(folder, saved) });

/** The section with two steps of networks without hidden layers; all its runs have one teacher. */
const section = [
  ...["hinton-2015", "--data", "digits", "--seeds", "1", "--workers", "1"],
  ...tinySettings(2),
  ...["--set", "transferSet.size=all", "--set", "evaluateEvery=1000"],
];
/** The tables, without the summary that follows them and has times. */
const tables = (out: string) => out.slice(0, out.lastIndexOf('{"preset"'));

describe("the section in parts", { timeout: 240_000 }, () => {
  it("that run side by side joins to the table of the whole", async () => {
    const missing = await lab("parts", [...section, "--join"]);
    expect([missing.code, missing.out]).toEqual([1, ""]);
    expect(missing.err).toMatch(
      /8 of 8 runs on wasm are not finished in .*parts: hinton-2015 seed 1, hinton-2015-no-3s seed 1,/,
    );
    const parts = await Promise.all(["1/2", "2/2"].map((part) => lab("parts", [...section, "--part", part])));
    for (const { code, err } of parts) expect(code, err).toBe(0);
    for (const [i, { out }] of parts.entries())
      expect(JSON.parse(out.slice(tables(out).length)).networks.length, `part ${i + 1}`).toBeGreaterThan(8);
    const [joined, whole] = [await lab("parts", [...section, "--join"]), await lab("whole", section)];
    expect([joined.code, whole.code], joined.err + whole.err).toEqual([0, 0]);
    expect(joined.err).not.toMatch(/steps\/s/);
    expect(tables(joined.out)).toContain("| question | errors saved, paired by seed |");
    expect(tables(joined.out)).toBe(tables(whole.out));
    const networksOf = ({ out }: typeof whole) => JSON.parse(out.slice(tables(out).length)).networks;
    expect(networksOf(joined)).toEqual(networksOf(whole));
  });
});

describe("a study in parts", { timeout: 240_000 }, () => {
  const study = studyById("capacity");

  it("has a file for each part, which are joined to one table", async () => {
    const first = await lab("study", ["--study", "capacity", "--workers", "1", "--part", "1/9"]);
    expect(first.code, first.err).toBe(0);
    const files = join(folder, "study/studies");
    expect(readdirSync(files)).toEqual(["capacity-digits-7.part-1-of-9.json"]);
    const own = JSON.parse(readFileSync(join(files, "capacity-digits-7.part-1-of-9.json"), "utf8"));
    expect(Object.keys(own).length).toBeGreaterThan(0);
    const missing = await lab("study", ["--study", "capacity", "--join"]);
    expect(missing.code).toBe(1);
    expect(missing.err).toMatch(/8 of 9 experiments of capacity-digits-7 are not finished/);
    // The other parts as if their jobs had ended elsewhere.
    const places = study.cells.map((cell) => placeOf(cell, "digits", 7)).filter((place) => !Object.hasOwn(own, place));
    const others = Object.fromEntries(places.map((place, i) => [place, { values: [10_000 + i], total: 2000 }]));
    writeFileSync(join(files, "capacity-digits-7.part-2-of-2.json"), JSON.stringify(others));
    const joined = await lab("study", ["--study", "capacity", "--join"]);
    expect(joined.code, joined.err).toBe(0);
    for (let i = 0; i < places.length; i++) expect(joined.out).toContain(`| ${10_000 + i}`);
    expect(joined.out).not.toContain("–");
  });
});

describe("what cannot be divided", { timeout: 240_000 }, () => {
  it.each([
    [["hinton", "--part", "1/2"], /--part and --join are for hinton-2015 and --study.*start hinton with --seed N/],
    [["hinton-2015", "--part", "3/2"], /--part is "3\/2", but must be I\/N/],
    [["hinton-2015", "--part", "1/2", "--join"], /--join prints the table of all parts; leave --part out/],
    [["--study", "capacity", "--part", "12/12"], /--part 12\/12 has nothing to do: there are 9 runs/],
  ])("is refused: %j", async (args, message) => {
    const { code, out, err } = await lab("refused", args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});
