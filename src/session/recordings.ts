/** Recorded runs: logs of this engine, read from the site itself and folded like a live run. */

import { registry } from "../methods/registry.ts";
import { decodeLog } from "../protocol/log.ts";
import { foldRun, type Run } from "./runs.ts";

/** The ready experiments that come with a recorded run: every method's own, and questions with pictures to show. */
export const recordedPresets: readonly string[] = [
  ...registry.map(({ id }) => id),
  ...["few-labels", "drop-3s", "only-7s-8s"],
];

/** The seeds of which Hinton's section has been recorded. */
export const recordedSeeds: readonly number[] = [1, 2, 3];

/**
 * Fetches a recorded run.
 * @throws RangeError when it is missing, damaged or has no beginning
 */
export async function fetchRecording(fetcher: typeof fetch, address: URL): Promise<Run> {
  const response = await fetcher(address);
  if (!response.ok)
    throw new RangeError(`the recorded run answered ${response.status}; press Train to make a live one`);
  const run = foldRun(decodeLog(await response.text()), "recorded");
  if (!run) throw new RangeError("the recorded run has no beginning; press Train to make a live one");
  return run;
}
