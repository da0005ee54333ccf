import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spawnedLab, tinySettings } from "../test/spawnedLab.ts";
import { swiftShaderVariables } from "../webgpu/swiftShader.ts";

const folder = mkdtempSync(join(tmpdir(), "bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const out = join(folder, "moved here");

function bundle(to: string) {
  const program = join(import.meta.dirname, "bundle.ts");
  return spawnSync(process.execPath, ["--import", "tsx", program, "--out", to], { encoding: "utf8" });
}

/** Runs a program of the bundle in another folder, with no environment but what is given. */
function inBundle(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(out, program), ...args], {
    ...{ cwd: folder, encoding: "utf8", env: { ...env } },
  });
  return { status, stdout, stderr };
}

const tiny = ["hinton", "--seed", "1", "--seeds", "1", ...tinySettings(10), "--set", "evaluateEvery=10"];

describe("a bundle, in a folder without packages", { timeout: 240_000 }, () => {
  beforeAll(() => {
    const { status, stderr } = bundle(out);
    expect(status, stderr).toBe(0);
  }, 240_000);

  it("trains in processes of its own as a checkout does", async () => {
    const made = inBundle("lab.mjs", tiny);
    expect(made.status, made.stderr).toBe(0);
    const checkout = await spawnedLab(tiny);
    const withoutTime = (text: string) => ({ ...JSON.parse(text), seconds: 0 });
    expect(withoutTime(made.stdout)).toEqual(withoutTime(checkout.out));
  });

  it("calls its commands as they are called there", () => {
    expect(inBundle("lab.mjs", ["--help"]).stdout).toMatch(/^node lab\.mjs EXPERIMENT/);
  });

  it("measures its own steps beside those of the libraries that it is compared with", () => {
    const figures = join(folder, "bench.json");
    const made = inBundle("bench.mjs", ["--quick", "--only", "W3", "--out", figures]);
    expect(made.status, made.stderr).toBe(0);
    const { rows } = JSON.parse(readFileSync(figures, "utf8"));
    const sides = ["tfjs", "tfjs model.fit", "jax", "engine"];
    expect(rows.map(({ side, valid }: { side: string; valid: boolean }) => [side, valid])).toEqual(
      sides.map((side) => [side, true]),
    );
  });

  it("trains on WebGPU where Dawn is in it, and says what to do where it is not", () => {
    const variables = swiftShaderVariables();
    const { dawn } = JSON.parse(readFileSync(join(out, "bundle.json"), "utf8"));
    if (variables && dawn) {
      const made = inBundle("lab.mjs", [...tiny, "--backend", "webgpu"], variables);
      expect(JSON.parse(made.stdout)).toMatchObject({ complete: true, backend: "webgpu" });
    }
    rmSync(join(out, "webgpu"), { recursive: true, force: true });
    const { status, stderr } = inBundle("lab.mjs", [...tiny, "--backend", "webgpu"]);
    expect(stderr).toMatch(
      /npm package webgpu@.*is not installed; install it with npm .*\(a bundle is then made anew\)/,
    );
    expect(status).toBe(1);
  });

  it("is made over an earlier one, and over nothing else", () => {
    mkdirSync(join(out, ".lab"), { recursive: true });
    writeFileSync(join(out, "old-chunk.mjs"), "");
    expect(bundle(out).status).toBe(0);
    expect(readdirSync(out)).toContain(".lab");
    expect(readdirSync(out)).not.toContain("old-chunk.mjs");
    const { status, stderr } = bundle(folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(/holds other files; name one that is empty or not there/);
  });
});
