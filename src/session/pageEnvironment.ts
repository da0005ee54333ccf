/** What the page's state needs of the browser; tests pass their own. */

import type { BrowserStorage } from "./storage/browserStorage.ts";
import type { ConductingWorker } from "./workerClient.ts";

export interface PageEnvironment {
  readonly spawn: () => ConductingWorker;
  readonly storage: BrowserStorage;
  /** address of the page without its hash */
  readonly base: string;
  readonly hash: string;
  readonly fetch: typeof fetch;
  /** a seed for a run that is to have numbers of its own */
  readonly freshSeed: () => number;
}
