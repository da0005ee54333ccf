/** Links of the page on the command line: one is read in place of a preset, and each experiment has one. */

import { defaultExperiment } from "../../src/domain/defaultExperiment.ts";
import type { Experiment } from "../../src/domain/experiment.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { readPlace } from "../../src/places/place.ts";
import { hashOf, LinkError, readHash } from "../../src/session/experimentLink.ts";

/** Where `npm start` serves the page. */
export const LOCAL_PAGE = "http://localhost:4173/";

/** Whether a word of the command line is a link. */
export function isLink(word: string): boolean {
  return word.includes("#");
}

/** The page of a link: what stands before its hash, or where `npm start` serves the page. */
function pageOf(word: string): string {
  return (isLink(word) ? word.slice(0, word.indexOf("#")) : "") || LOCAL_PAGE;
}

/**
 * The experiment of a link; what it says of the view is left aside.
 * @throws RangeError where it has none, or is damaged, with what to do
 */
export async function linkedExperiment(link: string): Promise<Experiment> {
  const place = readPlace(link.slice(link.indexOf("#")));
  if (place.kind === "lab" && place.preset !== null) return presetById(place.preset).experiment;
  const none = `"${link.slice(0, 60)}" is no link to an experiment; take one that Share has made`;
  if (place.kind !== "experiment") throw new RangeError(none);
  const read = await readHash(place.hash, defaultExperiment).catch((error: unknown) => {
    throw error instanceof LinkError ? new RangeError(error.message) : error;
  });
  if (read === null) throw new RangeError(none);
  return read;
}

/** The link of an experiment. @param word the command line's: the page of a link is kept */
export async function linkOf(experiment: Experiment, word: string): Promise<string> {
  return `${pageOf(word)}${await hashOf(experiment, defaultExperiment)}`;
}
