/** Where commands find their programs and files: here in a checkout; a bundle has its own in place of this file. */

import { join } from "node:path";

/** What differs between a checkout and a bundle that `npm run bundle` has made. */
export interface Installation {
  /** the folder under which commands write: .lab, public and docs */
  readonly root: string;
  /** the folder in which `mnist` and `fashion` are looked for */
  readonly data: string;
  /** the folder of tfjs' WASM binaries */
  readonly tfjsWasm: string;
  /** the program of a training process, with the options that Node takes for it */
  readonly trainingProcess: { readonly path: string; readonly execArgv: readonly string[] };
  /** whether the programs that drive a browser are here */
  readonly drivesBrowsers: boolean;
  /** how a command is called, up to its own arguments */
  call(command: string): string;
}

const root = join(import.meta.dirname, "../..");

export const installation: Installation = {
  root,
  data: join(root, "../shared"),
  tfjsWasm: join(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist"),
  trainingProcess: { path: join(root, "scripts/lab/trainingProcess.ts"), execArgv: ["--import", "tsx"] },
  drivesBrowsers: true,
  call: (command) => `npm run ${command} --`,
};
