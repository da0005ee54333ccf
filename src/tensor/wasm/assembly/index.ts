/** All kernels, as one binary. They work on float32 in one imported memory; addresses are bytes, sizes are floats. */

export { clear, convolve, filterGradient, pad, turnFilter } from "./convolution";
export { binary, unary } from "./elementwise";
export { gather } from "./images";
export { adam, maxNorm, momentum } from "./optimiser";
export { maxPool, maxPoolGradient } from "./pooling";
export { multiply, packLeft, packRight } from "./product";
export { dropoutMask } from "./random";
export { list, listBytes, multiplyListed, scatterListed, turnList } from "./sparse";
export { logSoftmax, softmax, sum } from "./reduction";
