/** Decides what a failure on a GPU was: a lost device, an error that the device reported, or the work's own. */

import { EngineError } from "../../protocol/failures.ts";
import { DeviceFaultError } from "../../tensor/executors/webgpu/deviceFaultError.ts";
import type { OpenBackend } from "./backendTypes.ts";

/**
 * Longest wait, in milliseconds, for a device to be reported as lost after something on it has failed: a buffer that was
 * waited for is often rejected before the device says that it is gone.
 */
const LOSS_WAIT = 1000;

function lossOf(reason: string): EngineError {
  return new EngineError("device-lost", `the GPU went away (${reason}); the run goes on from its last checkpoint`);
}

function faultOf(detail: string): EngineError {
  return new EngineError("device-fault", `the GPU reported an error (${detail}); choose WASM as the backend`);
}

/** Waits for one of two promises for at most so many milliseconds. @returns null where none came */
function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}

/** The failure of work on a device that has reported nothing itself. */
function ownFailure(failure: unknown): unknown {
  if (failure instanceof DeviceFaultError) return faultOf(failure.message);
  // A buffer is unmapped while it is waited for only by the end of its device, which may be reported much later.
  if (failure instanceof DOMException && failure.name === "AbortError") return lossOf(failure.message);
  return failure;
}

/**
 * Waits for work on a backend, and no longer than its device is there and sound.
 * @throws EngineError "device-lost" where the device is gone, in whatever order that is reported; "device-fault" where the
 * device reported an error; otherwise whatever the work throws
 */
export async function onDevice<T>({ card, lost, faulted }: OpenBackend, work: Promise<T>): Promise<T> {
  if (!card.name.endsWith("webgpu")) return work;
  const loss = lost.then(lossOf);
  const fault = faulted.then(faultOf);
  const failed = Promise.race([loss, fault]).then((error): never => {
    throw error;
  });
  let failure: unknown;
  try {
    const result = await Promise.race([work, failed]);
    // An error of the device is an event: it is delivered before the next task.
    const late = await within(fault, 0);
    if (!late) return result;
    failure = late;
  } catch (error) {
    failure = error;
  }
  const known = await within(loss, LOSS_WAIT);
  if (known) throw known;
  throw (await within(fault, 0)) ?? ownFailure(failure);
}
