/** All lessons, in their order: a lesson's number is its place here, from 0. */

import type { Lesson } from "../lesson.ts";
import type { Recordings } from "../recordings.ts";
import { apprentice } from "./apprentice.ts";
import { dropThrees } from "./dropThrees.ts";
import { ensembleNet } from "./ensembleNet.ts";
import { featureFusion } from "./featureFusion.ts";
import { nativeEnsemble } from "./nativeEnsemble.ts";

export const lessons: readonly Lesson[] = [dropThrees, apprentice, featureFusion, nativeEnsemble, ensembleNet];

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
