/** All methods, one line each. A new method is registered by its line here. */
export { apprentice } from "./apprentice.ts";
export { attentionTransfer } from "./attentionTransfer.ts";
export { bornAgain } from "./bornAgain.ts";
export { decoupled } from "./decoupled.ts";
export { ensembleNet } from "./ensembleNet.ts";
export { featureFusion } from "./featureFusion.ts";
export { fitnets } from "./fitnets.ts";
export { fsp } from "./fsp.ts";
export { hinton } from "./hinton.ts";
export { mutual } from "./mutual.ts";
export { net2net } from "./net2net.ts";
export { one } from "./one.ts";
export { pruning } from "./pruning.ts";
export { subliminal } from "./subliminal.ts";
export { teacherAssistant } from "./teacherAssistant.ts";
