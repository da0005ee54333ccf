/** One test image that is shown among a run's probes: what each network answers is read off its logits on the test set. */

import type { NetworkRun, Run } from "./runFromEvents.ts";

/** The network with its logits on the image; as it is where they are not known. */
function withProbe(network: NetworkRun, place: number, classes: number): NetworkRun {
  const { test: _, ...others } = network.probeLogits;
  const step = network.evaluations.at(-1)?.step;
  const logits = network.testLogits?.subarray(place * classes, (place + 1) * classes);
  if (step === undefined || logits?.length !== classes) return { ...network, probeLogits: others };
  return { ...network, probeLogits: { ...others, test: [{ step, logits }] } };
}

/**
 * The run with a test image as its only probe of the kind "test".
 * @param image its grey bytes; null where they are not available
 */
export function withTestProbe(run: Run, place: number, image: Uint8Array | null): Run {
  const label = run.testLabels?.[place];
  if (label === undefined) return run;
  const { classes } = run.experiment.student.architecture;
  const probe = { images: image ?? new Uint8Array(), labels: [label], places: [place] };
  const networks = run.networks.map((network) => withProbe(network, place, classes));
  return { ...run, probes: { ...run.probes, test: probe }, networks };
}
