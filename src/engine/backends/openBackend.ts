/** Chooses and opens a backend: WebGPU on a hardware adapter, else WASM, else plain JavaScript on the processor. */

import type { Backend, BackendChoice } from "../../protocol/backends.ts";
import { EngineError } from "../../protocol/failures.ts";
import { loadKernels } from "../../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../../tensor/executors/wasm/wasmExecutor.ts";
import { openWebgpu } from "../../tensor/executors/webgpu/webgpuExecutor.ts";
import { fasterOf, type Trial, timeStep } from "./backendTrial.ts";
import type { OpenBackend, Platform } from "./backendTypes.ts";
import { backendOnDevice, CHOSEN_BY_USER, requestDevice } from "./webgpuDevice.ts";

/** How each backend is opened, given the platform and the reason for opening it. */
export type BackendOpeners = Readonly<Record<Backend, (platform: Platform, why: string) => Promise<OpenBackend>>>;

/** Longest wait for a backend to open, in milliseconds: some never do. */
const OPENING_LIMIT = 15_000;

async function withinLimit<T>(opening: Promise<T>, name: Backend): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const message = `${name} did not answer within ${OPENING_LIMIT / 1000} s`;
    timer = setTimeout(() => reject(new Error(message)), OPENING_LIMIT);
  });
  return Promise.race([opening, tooLate]).finally(() => clearTimeout(timer));
}

async function openPlannedWebgpu(why: string): Promise<OpenBackend> {
  const requested = await requestDevice(why);
  return backendOnDevice("webgpu", why, requested, () => openWebgpu(requested.device));
}

async function openPlannedWasm({ kernels, processor }: Platform, why: string): Promise<OpenBackend> {
  const module = await loadKernels(kernels);
  const simd = module.relaxed ? "relaxed SIMD" : "SIMD";
  return {
    card: { name: "wasm", device: `${processor}, ${simd}`, why },
    openExecutor: () => openWasm(module),
    lost: new Promise(() => {}),
  };
}

const importTfjs = () => import("./tfjsBackends.ts");

const backendOpeners: BackendOpeners = {
  webgpu: (_, why) => openPlannedWebgpu(why),
  wasm: openPlannedWasm,
  "tfjs-webgpu": async (_, why) => (await importTfjs()).openTfjsWebgpu(why),
  "tfjs-wasm": async (platform, why) => (await importTfjs()).openTfjsWasm(platform, why),
  cpu: async (platform, why) => (await importTfjs()).openTfjsCpu(platform, why),
};

/** What a choice depends on besides the platform: how backends are opened, and a clock in milliseconds. */
interface ChoiceSources {
  readonly openers: BackendOpeners;
  readonly now: () => number;
}

/** The given WebGPU backend, or WASM where some steps of the experiment measure it as faster. */
async function fasterThanWasm(
  webgpu: OpenBackend,
  platform: Platform,
  { experiment, sideBySide }: Trial,
  { openers, now }: ChoiceSources,
): Promise<OpenBackend> {
  const timeBackend = async ({ card, openExecutor }: OpenBackend, workers: number) => {
    const executor = openExecutor();
    const ms = (await timeStep(executor, experiment, now)) / workers;
    executor.dispose();
    return { name: card.name, ms };
  };
  try {
    const wasm = await withinLimit(openers.wasm(platform, ""), "wasm");
    const { name, why } = fasterOf(await timeBackend(webgpu, 1), await timeBackend(wasm, sideBySide));
    const chosen = name === "webgpu" ? webgpu : wasm;
    return { ...chosen, card: { ...chosen.card, why, measured: true } };
  } catch {
    // Without WASM there is nothing to compare with.
    return webgpu;
  }
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
  sources: ChoiceSources = { openers: backendOpeners, now: () => performance.now() },
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
    const why = auto ? failures.join("; ") || "first choice" : CHOSEN_BY_USER;
    try {
      const opened = await withinLimit(openers[name](platform, why), name);
      return auto && name === "webgpu" && trial ? await fasterThanWasm(opened, platform, trial, sources) : opened;
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : JSON.stringify(error)}`);
    }
  }
  throw new EngineError(
    "no-backend",
    `no backend could be opened (${failures.join("; ")}); try another one or another browser`,
  );
}
