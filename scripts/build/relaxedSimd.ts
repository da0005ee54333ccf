/** Lets this process use relaxed SIMD where its Node has it behind a flag; newer ones need none and ignore it. */

import { setFlagsFromString } from "node:v8";

setFlagsFromString("--experimental-wasm-relaxed-simd");
