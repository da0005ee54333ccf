/** The code of each detail, fetched when it is first opened. */

import { loadedCode } from "../elements/LoadedPart.tsx";

const classErrors = loadedCode(() => import("./ClassErrors.tsx"));
const confusion = loadedCode(() => import("./matrices/ConfusionMatrix.tsx"));
const similarity = loadedCode(() => import("./matrices/ClassSimilarity.tsx"));
const lossCard = loadedCode(() => import("./LossCard.tsx"));
const networks = loadedCode(() => import("./NetworksTable.tsx"));
const pictures = loadedCode(() => import("../pictures/Pictures.tsx"));

/** The panel of each detail. */
export const detailPanels = {
  perClass: classErrors,
  confusion,
  similarity,
  lossCard,
  networks,
  picture: pictures,
} as const;
