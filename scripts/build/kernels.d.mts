export function kernelFile(variant: "simd" | "relaxed"): string;
export function compileKernels(): Promise<void>;
