/** All lessons in the order of their list, group after group: a lesson's number is its place here, from 0. */

import type { Lesson } from "../lesson.ts";
import type { Recordings } from "../recordings.ts";
import { apprentice } from "./apprentice.ts";
import { bornAgain } from "./bornAgain.ts";
import { controls } from "./controls.ts";
import { dropThrees } from "./dropThrees.ts";
import { ensembleNet } from "./ensembleNet.ts";
import { featureFusion } from "./featureFusion.ts";
import { fitnets } from "./fitnets.ts";
import { fsp } from "./fsp.ts";
import { hinton2015 } from "./hinton2015.ts";
import { loss } from "./loss.ts";
import { mutual } from "./mutual.ts";
import { nativeEnsemble } from "./nativeEnsemble.ts";
import { net2net } from "./net2net.ts";
import { softTargets } from "./softTargets.ts";

export const lessons: readonly Lesson[] = [
  ...[softTargets, loss, hinton2015, dropThrees, fitnets, fsp, net2net, apprentice],
  ...[mutual, bornAgain, featureFusion, nativeEnsemble, ensembleNet, controls],
];

/** The lesson of an id; undefined where there is none. */
export function lessonById(id: string): Lesson | undefined {
  return lessons.find((one) => one.id === id);
}

/** The figures of every lesson by its id. @throws RangeError naming the lesson whose recordings lack a figure */
export function readFigures(from: Recordings, of: readonly Lesson[] = lessons): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    of.map((one) => {
      try {
        return [one.id, one.read(from)];
      } catch (error) {
        throw new RangeError(`lesson "${one.id}": ${error instanceof Error ? error.message : error}`);
      }
    }),
  );
}
