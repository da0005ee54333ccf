/** Readings of studies that were recorded: as they lie beside the page, each with where it comes from. */

import * as v from "valibot";
import type { DatasetId } from "../../domain/experiment.ts";
import { ReadingSchema } from "./studyReadings.ts";

/** The data set and the seed of all recorded readings. */
export const RECORDED = { dataset: "digits", seed: 7 } as const satisfies { dataset: DatasetId; seed: number };

/** The path of the recorded readings, relative to the page. */
export const RECORDED_STUDIES = "studies.json";

const text = v.pipe(v.string(), v.maxLength(200));
const RecordedReadingSchema = v.strictObject({
  ...ReadingSchema.entries,
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  backend: text,
  device: text,
  date: text,
  version: text,
  /** wall-clock time of the cell's run, s; its teacher's time is in the first run that trained it */
  seconds: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** a checksum of the cell's experiment: where the study has another one, the reading is recorded anew */
  experiment: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
});
/** The recorded reading of one cell. */
export type RecordedReading = v.InferOutput<typeof RecordedReadingSchema>;

/** Recorded readings by study and place. */
export const RecordedStudiesSchema = v.record(text, v.record(text, RecordedReadingSchema));
export type RecordedStudies = v.InferOutput<typeof RecordedStudiesSchema>;

/**
 * Fetches all recorded readings.
 * @throws where they are missing or damaged
 */
export async function fetchRecordedStudies(fetcher: typeof fetch, base: string): Promise<RecordedStudies> {
  const response = await fetcher(new URL(RECORDED_STUDIES, base));
  if (!response.ok) throw new RangeError(`the recorded studies answered ${response.status}`);
  return v.parse(RecordedStudiesSchema, await response.json());
}
