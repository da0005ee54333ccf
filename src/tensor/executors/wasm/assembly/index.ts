/**
 * All kernels, as one binary. They work on float32 in one imported memory; addresses are bytes, sizes are floats.
 * ../kernelSignatures.ts lists their parameters for callers.
 */

export { clear, convolve, filterGradient, padImage, rotateFilter } from "./convolution";
export { depthwise, depthwiseFilterGradient } from "./depthwise";
export { binary, unary } from "./elementwise";
export { pad } from "./padding";
export { gather } from "./gatherImages";
export { adam, descend, maxNorm, momentum } from "./optimiser";
export { maxPool, maxPoolGradient } from "./pooling";
export { multiply, packLeft, packRight } from "./matmul";
export { dropoutMask } from "./random";
export { logSoftmax, rowMax, softmax, sum } from "./reduction";
export { multiplySparse, scatterSparse, sparseRows, sparseRowsOfBytes, transposeSparse } from "./sparseRows";
