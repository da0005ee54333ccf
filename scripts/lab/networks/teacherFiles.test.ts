import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { defaultExperiment } from "../../../src/domain/defaultExperiment.ts";
import { dense } from "../../../src/domain/namedArchitectures.ts";
import { decodeLog } from "../../../src/protocol/eventLog.ts";
import { drawnWeights } from "../../../src/testing/weights/sampleNetworks.ts";
import { writeNetwork } from "../../../src/weights/networkSafetensors.ts";
import { CommandError } from "../../commandLine/commandLine.ts";
import { linkedExperiment, linkOf } from "../experimentAddress.ts";
import { readTeacherFile, withTeachers } from "./teacherFiles.ts";

const folder = mkdtempSync(join(tmpdir(), "teachers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Networks without hidden layers, which learn the digits in a few steps. */
const settings = [
  ...["data.train=1000", "teacher.architecture.layers=[]", "student.architecture.layers=[]"],
  ...["teacher.training.steps=60", "student.training.steps=20", "pairs=1", "evaluateEvery=1000"],
].flatMap((setting) => ["--set", setting]);

async function lab(...args: readonly string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "../lab.ts"), ...args], {
    env: { ...process.env, LAB_FOLDER: join(folder, "saved") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => {
    out += text;
  });
  child.stderr.on("data", (text: Buffer) => {
    err += text;
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return { code, err, summary: code === 0 ? JSON.parse(out.trim().split("\n").at(-1)!) : null };
}

it("saves the networks of a run, and takes them as teachers, which are not trained", { timeout: 900_000 }, async () => {
  const weights = join(folder, "weights");
  const trained = await lab("hinton", ...settings, "--weights", weights);
  expect(trained.err).toMatch(/taught\/0: .*distilled-0.safetensors and .*model.json/);
  const saved = ["baseline-0", "distilled-0", "teacher"].flatMap((name) => [name, `${name}.safetensors`]);
  expect(readdirSync(weights).sort()).toEqual(saved);
  const errorsOf = ({ networks }: { networks: { errors: number }[] }) => networks.map(({ errors }) => errors);

  const log = join(folder, "given.jsonl");
  const given = await lab("hinton", ...settings, "--teacher", join(weights, "teacher", "model.json"), "--out", log);
  expect(given.err).toMatch(/teacher model.json \([0-9a-f]{16}\): misreads \d+ of 2000 test images; it is not trained/);
  expect(errorsOf(given.summary)).toEqual(errorsOf(trained.summary));
  const events = decodeLog(readFileSync(log, "utf8"));
  expect(events.filter((event) => event.type === "losses" && event.job === "teacher")).toEqual([]);

  // The printed link names the teacher: it asks for this network, from a file of whichever format, and for no other.
  const linked = await linkedExperiment(given.summary.link);
  expect(events[0]).toMatchObject({ experiment: linked });
  const [own, other] = ["teacher", "baseline-0"].map((name) => readTeacherFile(join(weights, `${name}.safetensors`)));
  expect((await withTeachers(linked, [own!], undefined)).experiment).toEqual(linked);
  await expect(withTeachers(linked, [other!], undefined)).rejects.toThrow(
    /teacher is "model.json" \(checksum .*\); give its file by --teacher, and not "baseline-0.safetensors"/,
  );
  const base = { ...linked, teacher: { ...defaultExperiment.teacher, architecture: dense() } };
  await expect(withTeachers(base, [own!, other!], undefined)).rejects.toThrow(/--average probabilities or --average/);
  await expect(withTeachers(base, [own!], "logits")).rejects.toThrow(/--average is for several/);
  const averaged = await withTeachers(base, [own!, other!], "logits");
  expect(averaged.experiment.teacher).toMatchObject({
    given: [{ name: "teacher.safetensors" }, {}],
    average: "logits",
  });
});

it("refuses a teacher that only guesses, before anything is trained", { timeout: 600_000 }, async () => {
  const guessing = join(folder, "guessing.safetensors");
  writeFileSync(guessing, writeNetwork({ weights: drawnWeights(dense()) }));
  const result = await lab("hinton", ...settings, "--teacher", guessing);
  expect(result).toMatchObject({ code: 2 });
  expect(result.err).toMatch(
    /guessing.safetensors \([0-9a-f]{16}\) misreads \d+ of 2000 test images, hardly fewer than/,
  );
});

it("refuses files that are none by their names", () => {
  const path = join(folder, "none.json");
  expect(() => readTeacherFile(path)).toThrow(/none.json cannot be read \(ENOENT\)/);
  writeFileSync(path, "{}");
  expect(() => readTeacherFile(path)).toThrow(/none.json: it has no modelTopology/);
  expect(() => readTeacherFile(path)).toThrow(CommandError);
});

it("reads links of every page, and gives one of the same page back", async () => {
  const page = "https://example.org/playground/?lang=zh";
  const experiment = { ...defaultExperiment, seed: 41 };
  const link = await linkOf(experiment, `${page}#v=1`);
  expect(link.startsWith(`${page}#v=1&c=`)).toBe(true);
  expect(await linkedExperiment(link)).toEqual(experiment);
  expect(await linkedExperiment(`${page}#/lab/drop-3s`)).toMatchObject({ transferSet: { omitClasses: [3] } });
  await expect(linkedExperiment("https://example.org/#/lessons")).rejects.toThrow(RangeError);
  await expect(linkedExperiment("https://example.org/#v=1&c=%")).rejects.toThrow(/damaged/);
  expect(await linkOf(experiment, "hinton")).toMatch(/^http:\/\/localhost:4173\/#v=1&c=/);
});
