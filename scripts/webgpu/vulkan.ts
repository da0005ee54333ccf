/** What Dawn needs on Linux besides itself: the Vulkan loader, and a driver that a manifest describes. */

import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { errorText } from "../../src/domain/errorText.ts";

/** What of Vulkan was found on a machine. */
export interface FoundVulkan {
  readonly hasLoader: boolean;
  /** paths of the manifests (ICD files) of its drivers */
  readonly manifests: readonly string[];
  /** those that the environment names, but that are not there */
  readonly missing: readonly string[];
}

/** The folders in which Vulkan's loader looks for manifests. */
const MANIFEST_FOLDERS = ["/etc/vulkan/icd.d", "/usr/local/share/vulkan/icd.d", "/usr/share/vulkan/icd.d"];

const LOADER = "libvulkan.so.1";

function hasLoader(): boolean {
  try {
    process.dlopen({ exports: {} }, LOADER);
    return true;
  } catch (error) {
    // Found and loaded, it is no module of Node, which is an error as well.
    return !/cannot open shared object|no such file/i.test(errorText(error));
  }
}

function manifestsIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return names.map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Looks for Vulkan on this machine, as its loader does. */
export function findVulkan(env: NodeJS.ProcessEnv = process.env): FoundVulkan {
  const named = (env.VK_DRIVER_FILES ?? env.VK_ICD_FILENAMES)?.split(delimiter).filter(Boolean) ?? [];
  return {
    hasLoader: hasLoader(),
    manifests: named.length > 0 ? named.filter(existsSync) : MANIFEST_FOLDERS.flatMap(manifestsIn),
    missing: named.filter((path) => !existsSync(path)),
  };
}

/** Why Dawn may have found no adapter on a Linux machine, and what to do. */
export function vulkanRemedy({ hasLoader, manifests, missing }: FoundVulkan): string {
  if (!hasLoader)
    return `the Vulkan loader ${LOADER} is not on this machine; install it (Debian and Ubuntu: libvulkan1, Fedora and RHEL: vulkan-loader)`;
  if (missing.length > 0)
    return `VK_DRIVER_FILES or VK_ICD_FILENAMES names ${missing.join(", ")}, which is not there; name a driver's manifest, or unset the variable`;
  if (manifests.length === 0)
    return `no Vulkan driver is described in ${MANIFEST_FOLDERS.join(", ")}; install the GPU's (NVIDIA: its own driver with the libraries for graphics, AMD and Intel: mesa-vulkan-drivers), or name its manifest in VK_DRIVER_FILES; in a container of NVIDIA's set NVIDIA_DRIVER_CAPABILITIES=all`;
  return `the Vulkan drivers of ${manifests.join(", ")} give no GPU that Dawn can use; vulkaninfo --summary (package vulkan-tools) lists what they find`;
}
