/** Chooses and opens a backend: WebGPU on a hardware adapter, else WASM, else plain JavaScript on the processor. */

import { errorText } from "../../domain/errorText.ts";
import type { Backend, BackendChoice } from "../../protocol/backends.ts";
import { EngineError } from "../../protocol/failures.ts";
import { loadKernels } from "../../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../../tensor/executors/wasm/wasmExecutor.ts";
import { isSoftwareAdapter } from "../../tensor/executors/webgpu/deviceProfile.ts";
import { largestBuffer } from "../../tensor/executors/webgpu/gpuBuffers.ts";
import { openWebgpu, openWebgpuReplicates } from "../../tensor/executors/webgpu/webgpuExecutor.ts";
import { studentsTogether } from "../job/studentGroups.ts";
import { distrustOf, fasterOf, type TimedSteps, type Trial, timeStep } from "./backendTrial.ts";
import { type OpenBackend, openExecutors, type Platform, withoutDevice } from "./backendTypes.ts";
import { onDevice } from "./deviceFailure.ts";
import { backendOnDevice, browserGpu, CHOSEN_BY_USER, type GpuSource, requestDevice } from "./webgpuDevice.ts";

/** How each backend is opened, given the platform and the reason for opening it. */
export type BackendOpeners = Readonly<Record<Backend, (platform: Platform, why: string) => Promise<OpenBackend>>>;

/** Longest wait for a backend to open, in milliseconds: some never do. */
const OPENING_LIMIT = 15_000;

/** Longest trial of a GPU, in milliseconds: its shaders are compiled in it, and some of its steps may be slow. */
const TRIAL_LIMIT = 20_000;

/** Students that train in one submit on a GPU: more of them make a first result late, and few fill it. */
const MOST_REPLICATES = 8;

async function withinLimit<T>(opening: Promise<T>, name: Backend, limit = OPENING_LIMIT): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const message = `${name} did not answer within ${limit / 1000} s`;
    timer = setTimeout(() => reject(new Error(message)), limit);
  });
  return Promise.race([opening, tooLate]).finally(() => clearTimeout(timer));
}

async function openPlannedWebgpu(why: string, gpu: GpuSource): Promise<OpenBackend> {
  const requested = await requestDevice(why, gpu);
  const { device, info } = requested;
  const most = isSoftwareAdapter(info) ? 1 : MOST_REPLICATES;
  return {
    ...backendOnDevice("webgpu", why, requested, () => openWebgpu(device)),
    replicates: { most, bytes: largestBuffer(device), open: (count) => openWebgpuReplicates(device, count) },
  };
}

async function openPlannedWasm({ kernels, processor }: Platform, why: string): Promise<OpenBackend> {
  const module = await loadKernels(kernels);
  const simd = module.relaxed ? "relaxed SIMD" : "SIMD";
  return {
    card: { name: "wasm", device: `${processor}, ${simd}`, why },
    openExecutor: () => openWasm(module),
    ...withoutDevice,
  };
}

const importTfjs = () => import("./tfjsBackends.ts");

function backendOpeners(gpu: GpuSource): BackendOpeners {
  return {
    webgpu: (_, why) => openPlannedWebgpu(why, gpu),
    wasm: openPlannedWasm,
    "tfjs-webgpu": async (_, why) => (await importTfjs()).openTfjsWebgpu(why, gpu),
    "tfjs-wasm": async (platform, why) => (await importTfjs()).openTfjsWasm(platform, why),
    cpu: async (platform, why) => (await importTfjs()).openTfjsCpu(platform, why),
  };
}

/** What a choice depends on besides the platform: how backends are opened, and a clock in milliseconds. */
interface ChoiceSources {
  readonly openers: BackendOpeners;
  readonly now: () => number;
}

/** The real backends, with WebGPU from a source, and the platform's clock. */
export function choiceSources(gpu: GpuSource): ChoiceSources {
  return { openers: backendOpeners(gpu), now: () => performance.now() };
}

/**
 * The steps of a trial on one backend: of as many students as it trains together, and divided by them.
 * @throws EngineError where its device is lost or reports an error
 */
async function tryBackend(backend: OpenBackend, { experiment }: Trial, now: () => number): Promise<TimedSteps> {
  const together = backend.replicates ? studentsTogether(experiment, backend.replicates) : 1;
  const executors = openExecutors(backend, together);
  try {
    const timed = await onDevice(backend, Promise.all(executors.map((one) => timeStep(one, experiment, now))));
    const ms = Math.max(...timed.map((one) => one.ms)) / together;
    const losses = timed.map(({ loss }) => loss);
    return { ms, loss: losses.every(Number.isFinite) ? losses[0]! : Number.NaN };
  } finally {
    for (const executor of executors) executor.dispose();
  }
}

/**
 * The given WebGPU backend, or WASM where some steps of the experiment measure it as faster.
 * @throws Error where the GPU throws, hangs or computes something else than WASM in its trial
 */
async function fasterThanWasm(
  webgpu: OpenBackend,
  platform: Platform,
  trial: Trial,
  { openers, now }: ChoiceSources,
): Promise<OpenBackend> {
  const onGpu = await withinLimit(tryBackend(webgpu, trial, now), "webgpu", TRIAL_LIMIT);
  const wasm = await withinLimit(openers.wasm(platform, ""), "wasm").catch(() => null);
  const onWasm = wasm && (await tryBackend(wasm, trial, now).catch(() => null));
  // Without WASM there is nothing to compare with.
  if (!wasm || !onWasm) return webgpu;
  const distrust = distrustOf(onGpu.loss, onWasm.loss);
  if (distrust) throw new Error(distrust);
  const { name, why } = fasterOf({ name: "webgpu", ms: onGpu.ms }, { name: "wasm", ms: onWasm.ms / trial.sideBySide });
  const chosen = name === "webgpu" ? webgpu : wasm;
  if (chosen === wasm) webgpu.close();
  return { ...chosen, card: { ...chosen.card, why, measured: true } };
}

/** The backends that "auto" tries, in this order. */
const AUTO_ORDER = ["webgpu", "wasm", "tfjs-wasm", "cpu"] as const;

/**
 * Opens the chosen backend; "auto" takes the first that opens and states why those before it did not.
 * @param trial with "auto": the steps to time on WebGPU and on WASM, of which the faster is taken, unless it contains
 * the result of an earlier trial
 * @throws EngineError "no-backend" with the reason of each backend that did not open
 */
export async function openBackend(
  choice: BackendChoice,
  platform: Platform,
  trial?: Trial,
  sources: ChoiceSources = choiceSources(browserGpu),
): Promise<OpenBackend> {
  const { openers } = sources;
  const auto = choice === "auto";
  if (auto && trial?.remembered) {
    const { remembered } = trial;
    const why = `remembered: ${remembered} was the faster one when such an experiment was measured here`;
    // A remembered backend that is no longer there is replaced by a new choice.
    const opened = await withinLimit(openers[remembered](platform, why), remembered).catch(() => null);
    if (opened) return opened;
  }
  const failures: string[] = [];
  for (const name of auto ? AUTO_ORDER : [choice]) {
    const why = auto ? failures.join("; ") || "the first one tried" : CHOSEN_BY_USER;
    try {
      const opened = await withinLimit(openers[name](platform, why), name);
      if (!auto || name !== "webgpu" || !trial) return opened;
      return await fasterThanWasm(opened, platform, trial, sources).catch((error: unknown) => {
        opened.close();
        throw new Error(`given up in its trial: ${errorText(error)}`);
      });
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : JSON.stringify(error)}`);
    }
  }
  const remedy = auto ? "try another browser" : "try another backend";
  throw new EngineError("no-backend", `no backend could be opened (${failures.join("; ")}); ${remedy}`);
}
