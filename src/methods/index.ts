/** Every method, one line each: a new paper adds its line here and nothing else. */
export { apprentice } from "./apprentice.ts";
export { bornAgain } from "./bornAgain.ts";
export { hinton } from "./hinton.ts";
export { pruning } from "./pruning.ts";
export { subliminal } from "./subliminal.ts";
