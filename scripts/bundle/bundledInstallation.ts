/** Where commands find their programs and files in a bundle: all lie in one folder. */

import { join } from "node:path";
import type { Installation } from "../commandLine/installation.ts";

/** The bundler writes every module into the bundle's own folder. */
const root = import.meta.dirname;

export const installation: Installation = {
  root,
  data: root,
  tfjsWasm: root,
  trainingProcess: { path: join(root, "trainingProcess.mjs"), execArgv: [] },
  drivesBrowsers: false,
  call: (command) => `node ${command}.mjs`,
};
