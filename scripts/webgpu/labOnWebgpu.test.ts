import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { decodeLog } from "../../src/protocol/eventLog.ts";
import { spawnedLab, tinySettings } from "../test/spawnedLab.ts";
import { swiftShaderVariables } from "./swiftShader.ts";

const folder = mkdtempSync(join(tmpdir(), "webgpu-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const variables = swiftShaderVariables();
const isInstalled = await import("webgpu").then(
  () => true,
  () => false,
);

const tiny = [...tinySettings(10), "--set", "evaluateEvery=10"];

/** Runs the first experiment for some steps in a process of its own. @returns its exit code, output and log */
async function lab(backend: string, env: Readonly<Record<string, string>>, options = [...tiny, "--seeds", "1"]) {
  const out = join(folder, `${backend} ${options.at(-1)}.jsonl`);
  const args = ["hinton", "--workers", "1", "--backend", backend, "--out", out, ...options];
  const ended = await spawnedLab(args, { LAB_FOLDER: join(folder, "saved"), ...env });
  const log = () => readFileSync(out, "utf8");
  const losses = () => decodeLog(log()).flatMap((event) => (event.type === "losses" ? [event] : []));
  return { ...ended, log, losses };
}

describe("the laboratory on WebGPU without a browser", { timeout: 240_000 }, () => {
  it.skipIf(!variables || !isInstalled)("trains as on WASM, names the adapter, and ends", async () => {
    const [gpu, wasm] = [await lab("webgpu", variables!), await lab("wasm", {})];
    expect([gpu.code, wasm.code], gpu.err + wasm.err).toEqual([0, 0]);
    const [onGpu, onWasm] = [JSON.parse(gpu.out), JSON.parse(wasm.out)];
    expect(onGpu).toMatchObject({ complete: true, backend: "webgpu" });
    expect(onGpu.device).toMatch(/swiftshader/i);
    const errors = (summary: typeof onGpu) => summary.networks.map((network: { errors: number }) => network.errors);
    for (const [i, n] of errors(onGpu).entries()) expect(Math.abs(n - errors(onWasm)[i])).toBeLessThanOrEqual(2);
    const flat = (run: typeof gpu) => run.losses().flatMap((event) => [...event.rows]);
    const [left, right] = [flat(gpu), flat(wasm)];
    expect(left.length).toBe(right.length);
    expect(left.length).toBeGreaterThan(20);
    for (const [i, loss] of left.entries()) expect(loss).toBeCloseTo(right[i]!, 3);
  });

  it.skipIf(!variables || !isInstalled)("writes the same log where students of an arm train together", async () => {
    const layers = '[{"kind":"dropout","rate":0.2},{"kind":"dense","units":9,"activation":"relu"}]';
    const settings = [
      "data.train=100",
      "teacher.architecture.layers=[]",
      "teacher.training.steps=10",
      `student.architecture.layers=${layers}`,
      "student.training.steps=25",
      "student.training.jitter=1",
      "evaluateEvery=10",
    ];
    const options = ["--seeds", "2", ...settings.flatMap((setting) => ["--set", setting])];
    const alone = await lab("webgpu", variables!, [...options, "--together", "1"]);
    const together = await lab("webgpu", variables!, [...options, "--together", "2"]);
    expect([alone.code, together.code], alone.err + together.err).toEqual([0, 0]);
    // A row of losses for each step of the teacher and of four students.
    expect(alone.losses().flatMap(({ rows }) => [...rows]).length).toBeGreaterThan(10 + 4 * 25);
    expect(together.log()).toBe(alone.log());
  });

  it.skipIf(!isInstalled || process.platform !== "linux")(
    "is refused with what is missing where no driver is",
    async () => {
      const nowhere = join(folder, "no.json");
      const { code, out, err } = await lab("webgpu", {
        ...variables,
        VK_DRIVER_FILES: nowhere,
        VK_ICD_FILENAMES: nowhere,
      });
      expect([code, out]).toEqual([1, ""]);
      expect(err).toMatch(
        /WebGPU found no adapter: .*(names .*no\.json, which is not there|libvulkan\.so\.1 is not on)/,
      );
    },
  );
});
