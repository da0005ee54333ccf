/** Every method, one line each: a new paper adds its line here and nothing else. */
export { hinton } from "./hinton.ts";
export { subliminal } from "./subliminal.ts";
