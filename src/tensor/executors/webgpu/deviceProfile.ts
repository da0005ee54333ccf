/** What kernels are chosen by: how a device multiplies, and how many workgroups fill it. */

/** How products are computed: one invocation a tile, or a workgroup a tile through workgroup memory. */
export type ProductKernels = "direct" | "tiled";

/** A device as the choice of kernels sees it. */
export interface DeviceProfile {
  readonly products: ProductKernels;
  /** workgroups from which all processors have work; a product with fewer is split over its depth */
  readonly workgroups: number;
}

/** Twice the processors of a large GPU: WebGPU does not tell how many a device has. */
const FILLING = 256;

/** The profile of a device. Software that runs workgroups on a processor's threads pays for each barrier. */
export function profileOf({ adapterInfo }: Pick<GPUDevice, "adapterInfo">): DeviceProfile {
  const isSoftware = adapterInfo.isFallbackAdapter === true || adapterInfo.architecture === "swiftshader";
  return { products: isSoftware ? "direct" : "tiled", workgroups: FILLING };
}
