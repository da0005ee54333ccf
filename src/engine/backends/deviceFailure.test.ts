import { describe, expect, it } from "vitest";
import { DeviceFaultError } from "../../tensor/executors/webgpu/deviceFaultError.ts";
import { manualExecutor } from "../../testing/manualExecutor.ts";
import { type OpenBackend, withoutDevice } from "./backendTypes.ts";
import { onDevice } from "./deviceFailure.ts";

/** A promise that the test settles. */
function openPromise() {
  let resolve: (reason: string) => void = () => {};
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A backend on a device that goes wrong when the test says so. */
function device(name: "webgpu" | "tfjs-webgpu" | "wasm" = "webgpu") {
  const [lost, faulted] = [openPromise(), openPromise()];
  const backend: OpenBackend = {
    ...withoutDevice,
    card: { name, device: "", why: "" },
    openExecutor: () => manualExecutor(() => 1).executor,
    ...(name === "wasm" ? {} : { lost: lost.promise, faulted: faulted.promise }),
  };
  return { backend, lose: () => lost.resolve("destroyed: no reason given"), fault: faulted.resolve };
}

const unmapped = () => Promise.reject(new Error("Buffer was unmapped before mapping was resolved"));
const never = () => new Promise<never>(() => {});
const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("work on a device", () => {
  it.each(["webgpu", "tfjs-webgpu"] as const)(
    "on %s that is lost ends as lost, whether the loss is told before, after or without a rejected buffer",
    async (name) => {
      for (const tell of ["before", "after", "alone"] as const) {
        const { backend, lose } = device(name);
        if (tell === "before") lose();
        const work = onDevice(backend, tell === "alone" ? never() : unmapped());
        const outcome = expect(work).rejects.toMatchObject({ code: "device-lost" });
        await nextTask();
        lose();
        await outcome;
      }
    },
  );

  it("that aborts a buffer which is waited for is lost, however late it says so", async () => {
    const rejected = Promise.reject(new DOMException("Buffer was unmapped before mapping was resolved", "AbortError"));
    await expect(onDevice(device("tfjs-webgpu").backend, rejected)).rejects.toMatchObject({
      code: "device-lost",
      message: expect.stringContaining("Buffer was unmapped"),
    });
  });

  it("whose device is lost is no error of the device, in whatever order the two are told", async () => {
    const { backend, lose, fault } = device();
    const outcome = expect(onDevice(backend, never())).rejects.toMatchObject({ code: "device-lost" });
    fault("GPUValidationError: the buffer is destroyed");
    await nextTask();
    lose();
    await outcome;
  });

  it("ends with the error that the device reported, even where the work throws or ends first", async () => {
    for (const work of [never, unmapped, () => Promise.reject(new DeviceFaultError("invalid")), async () => 1]) {
      const { backend, fault } = device();
      const outcome = expect(onDevice(backend, work())).rejects.toMatchObject({
        code: "device-fault",
        message: expect.stringContaining("GPUValidationError: line 3 of the shader"),
      });
      fault("GPUValidationError: line 3 of the shader");
      await outcome;
    }
  });

  it("that the device refused ends as the device's error, where nothing else was reported", async () => {
    const work = onDevice(device().backend, Promise.reject(new DeviceFaultError("[Invalid ComputePipeline]")));
    await expect(work).rejects.toMatchObject({
      code: "device-fault",
      message: expect.stringContaining("[Invalid ComputePipeline]"),
    });
  });

  it("throws its own error on a sound device, and without waiting on a processor", async () => {
    await expect(onDevice(device().backend, unmapped())).rejects.toThrow("Buffer was unmapped");
    await expect(onDevice(device("wasm").backend, unmapped())).rejects.toThrow("Buffer was unmapped");
    expect(await onDevice(device().backend, Promise.resolve(7))).toBe(7);
  });
});
