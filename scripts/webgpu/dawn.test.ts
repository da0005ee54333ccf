import { describe, expect, it } from "vitest";
import { loadingProblem, openDawn } from "./dawn.ts";
import { findVulkan, vulkanRemedy } from "./vulkan.ts";

const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

describe("WebGPU in Node says what is missing and what to do", () => {
  it.each([
    ["ERR_MODULE_NOT_FOUND", "no package", /npm package webgpu@\d+\.\d+\.\d+, which is not installed; install it with/],
    ["MODULE_NOT_FOUND", "no dawn.node", /has no native file for \w+-\w+ here; reinstall it on this machine/],
    [
      "ERR_DLOPEN_FAILED",
      "GLIBC_2.34 not found",
      /by Node v18\.1\.0 on .*\(GLIBC_2\.34 not found\); it needs Node 20\.19/,
    ],
  ])("where loading ends with %s", (code, message, expected) => {
    expect(loadingProblem(failure(code, message), "v18.1.0")).toMatch(expected);
  });

  it("where the package fails to load", async () => {
    const load = () => Promise.reject(failure("ERR_MODULE_NOT_FOUND", "no package"));
    await expect(openDawn(load)).rejects.toThrow(/install it with npm install/);
  });

  it.each([
    [
      { hasLoader: false, manifests: [], missing: [] },
      /libvulkan\.so\.1 is not on this machine; install it .*libvulkan1/,
    ],
    [{ hasLoader: true, manifests: [], missing: [] }, /no Vulkan driver is described in .*; install the GPU's/],
    [{ hasLoader: true, manifests: [], missing: ["/x.json"] }, /names \/x\.json, which is not there; name a driver's/],
    [
      { hasLoader: true, manifests: ["/a.json"], missing: [] },
      /drivers of \/a\.json give no GPU .*vulkaninfo --summary/,
    ],
  ])("where Vulkan is %o", (found, expected) => {
    expect(vulkanRemedy(found)).toMatch(expected);
  });

  it("by the manifests that the environment names", () => {
    const here = import.meta.filename;
    const found = findVulkan({ VK_DRIVER_FILES: `${here}:/no/driver.json` });
    expect(found).toMatchObject({ manifests: [here], missing: ["/no/driver.json"] });
  });
});

describe("Dawn", () => {
  it("is opened with the globals that WebGPU's programs name", async () => {
    const gpu = {} as GPU;
    const given: string[] = [];
    const create = (options: string[]) => {
      given.push(...options);
      return gpu;
    };
    const globals = { globalOfThisTest: 7 };
    expect(await openDawn(async () => ({ create, globals }))).toBe(gpu);
    expect(globalThis).toMatchObject(globals);
    expect(given).toContain("disable-dawn-features=timestamp_quantization");
  });
});
