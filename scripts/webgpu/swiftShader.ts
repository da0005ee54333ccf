/** The software GPU that comes with Chromium on Linux, as a Vulkan driver: tests run WebGPU in Node where there is no GPU. */

import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findChromium } from "../test/chromium.mjs";

const MANIFEST = "vk_swiftshader_icd.json";

/**
 * Environment variables under which a process finds Chromium's Vulkan loader and software driver.
 * @returns null where no Chromium has them
 */
export function swiftShaderVariables(): Readonly<Record<string, string>> | null {
  const chromium = findChromium();
  const folders = ["/usr/lib/chromium", ...(chromium ? [dirname(realpathSync(chromium))] : [])];
  const folder = folders.find((one) => existsSync(join(one, MANIFEST)) && existsSync(join(one, "libvulkan.so.1")));
  if (!folder) return null;
  return { LD_LIBRARY_PATH: folder, VK_DRIVER_FILES: join(folder, MANIFEST), VK_ICD_FILENAMES: join(folder, MANIFEST) };
}
