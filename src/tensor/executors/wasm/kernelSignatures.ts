/**
 * Parameters of the kernels, by name and in order. An argument has the name of its parameter in its type, so two
 * arguments in the wrong order do not compile.
 */

/**
 * Each kernel's parameters, as its source in ./assembly declares them. Addresses are in bytes, sizes and strides in
 * floats.
 */
export const kernelSignatures = {
  clear: "to count",
  packLeft: "to from rows depth rowStride depthStride",
  packRight: "to from columns depth columnStride depthStride",
  multiply: "to left right rows columns depth bias relu mask",
  sparseRows: "starts indices values from rows depth capacity",
  sparseRowsOfBytes: "starts indices values bytes count size capacity",
  transposeSparse: "toStarts toIndices toValues starts indices values rows depth",
  multiplySparse: "to starts indices values right room rows columns depth columnStride depthStride bias relu mask",
  scatterSparse: "to starts indices values right rows depth columns",
  padImage: "to from height width channels border",
  rotateFilter: "to from kernel channels filters",
  convolve: "to image filter height width channels filters kernel bias relu mask",
  filterGradient: "to image gradient height width channels filters kernel",
  depthwise: "to image filter height width channels kernel rotated",
  depthwiseFilterGradient: "to image gradient height width channels kernel",
  binary: "operation to a b n0 n1 n2 n3 a0 a1 a2 a3 b0 b1 b2 b3",
  unary: "operation to from count",
  pad: "to from outer before size length",
  sum: "to from outer middle inner scratch",
  softmax: "to from rows classes",
  logSoftmax: "to from rows classes",
  rowMax: "to from rows classes",
  maxPool: "to from images height width channels size",
  maxPoolGradient: "to from gradient images height width channels size",
  dropoutMask: "to key least kept count",
  gather: "to bytes count height width channels jitter key",
  adam: "weights gradient m v count rate correction beta1 beta2 epsilon",
  momentum: "weights gradient m count rate decay",
  descend: "weights gradient count rate",
  maxNorm: "weights rows units limit scratch",
} as const;

type Signatures = typeof kernelSignatures;

type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? [First, ...Words<Rest>] : [S];

declare const parameter: unique symbol;

/** A number for parameters of one name. */
export type Argument<Name extends string> = number & { readonly [parameter]: Name };

type ArgumentsOf<Names extends readonly string[]> = { readonly [I in keyof Names]: Argument<Names[I]> };

/** The kernels as the compiled module exports them; `sparseRows` and `sparseRowsOfBytes` return 0 for false, else 1. */
export type Kernels = {
  readonly [K in keyof Signatures]: (
    ...numbers: ArgumentsOf<Words<Signatures[K]>>
  ) => K extends "sparseRows" | "sparseRowsOfBytes" ? number : void;
};

/** Numbers by the names of their parameters, as arguments. */
export function named<T extends { readonly [K in keyof T]: number }>(
  numbers: T,
): { readonly [K in keyof T & string]: Argument<K> } {
  return numbers as { readonly [K in keyof T & string]: T[K] & Argument<K> };
}

/** One number as an argument, where it changes from call to call. */
export function argument<Name extends string>(_: Name, value: number): Argument<Name> {
  return value as Argument<Name>;
}

/** The address some bytes further on. */
export function at<Name extends string>(address: Argument<Name>, bytes: number): Argument<Name> {
  return (address + bytes) as Argument<Name>;
}

/** The same for an address that is 0 where there is nothing. */
export function atIfAny<Name extends string>(address: Argument<Name>, bytes: number): Argument<Name> {
  return address === 0 ? address : at(address, bytes);
}
