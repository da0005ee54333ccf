/** Every method, one line each: a new paper adds its line here and nothing else. */
export { attentionTransfer } from "./attentionTransfer.ts";
export { decoupled } from "./decoupled.ts";
export { fitnets } from "./fitnets.ts";
export { fsp } from "./fsp.ts";
export { hinton } from "./hinton.ts";
export { teacherAssistant } from "./teacherAssistant.ts";
