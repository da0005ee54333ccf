/** What kernels are chosen by: how a device multiplies and sums, and how many workgroups fill it. */

/** Sides of a workgroup's tile of a product: rows and columns, multiples of 4. */
export type Tile = readonly [number, number];

/** A product through workgroup memory. */
export interface Tiling {
  readonly tile: Tile;
  /** parts of the depth, each of which is summed by workgroups of its own */
  readonly parts: number;
}

/** A product without workgroup memory: rows and columns that one invocation computes. */
export interface DirectTile {
  readonly direct: readonly [number, number];
}

/**
 * How products are computed: "direct", one invocation a tile; "tiled", a workgroup a tile through workgroup memory, where
 * the product is large enough; or all of them in the given tiles, as tests force each variant.
 */
export type ProductKernels = "direct" | "tiled" | Tiling | DirectTile;

/**
 * How sums, maxima and softmax are computed: "direct", one invocation a result, as far as it is not a sum of everything;
 * "shared", several invocations where that is shorter; or all of them by so many (a power of 2, at most 256), as tests
 * force each variant.
 */
export type ReductionKernels = "direct" | "shared" | { readonly lanes: number };

/** A device as the choice of kernels sees it. */
export interface DeviceProfile {
  readonly products: ProductKernels;
  readonly reductions: ReductionKernels;
  /** workgroups from which all processors have work; a product with fewer is split over its depth */
  readonly workgroups: number;
  /** parameters that one invocation updates: several where starting a workgroup costs more than what it does */
  readonly updatesEach: number;
}

/** What an adapter says of itself. */
export type AdapterNames = Pick<GPUAdapterInfo, "vendor" | "architecture" | "device" | "description">;

/** Twice the processors of a large GPU: WebGPU does not tell how many a device has. */
const FILLING = 256;

/** The profile of hardware, and of software that runs workgroups on a processor's threads and pays for each barrier. */
export const HARDWARE: DeviceProfile = {
  products: "tiled",
  reductions: "shared",
  workgroups: FILLING,
  updatesEach: 1,
};
export const SOFTWARE: DeviceProfile = {
  products: "direct",
  reductions: "direct",
  workgroups: FILLING,
  updatesEach: 16,
};

/** True for adapters that only imitate a GPU on the processor. */
export function isSoftwareAdapter({ vendor, architecture, device, description }: AdapterNames): boolean {
  const name = [vendor, architecture, device, description].join(" ");
  return /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i.test(name);
}

/** The profile of a device. Some browsers do not tell a device's adapter: it is then taken for hardware. */
export function profileOf(device: { readonly adapterInfo?: AdapterNames }): DeviceProfile {
  return device.adapterInfo && isSoftwareAdapter(device.adapterInfo) ? SOFTWARE : HARDWARE;
}
