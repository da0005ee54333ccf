/** A composed lesson in an address, and in a file where it is too long for one. */

import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { errorText } from "../../domain/errorText.ts";
import { parseJson } from "../../domain/parseJson.ts";
import {
  checkVersion,
  difference,
  LinkError,
  MAX_HASH,
  MAX_JSON,
  merged,
  packed,
  unpacked,
} from "../../session/experimentLink.ts";
import { BLANK, type ComposedLesson, checkComposed } from "./composedLesson.ts";

const VERSION = 1;

/** What a field that is left out stands for. */
const base = { ...BLANK, experiment: defaultExperiment };

/** What is written of a lesson: the version, and what differs from a blank lesson. */
const written = (lesson: ComposedLesson) => ({ version: VERSION, ...(difference(lesson, base) as object) });

/** The lesson of what was written. @throws LinkError where it is none, or of a newer version */
function lessonFrom(value: Readonly<Record<string, unknown>>): ComposedLesson {
  const { version, ...changes } = value;
  checkVersion(String(version));
  try {
    return checkComposed(merged(base, changes) as Readonly<Record<string, unknown>>);
  } catch (error) {
    throw new LinkError("link-out-of-range", errorText(error));
  }
}

/** A lesson packed for an address. */
export function packedLesson(lesson: ComposedLesson): Promise<string> {
  return packed(written(lesson));
}

/** Whether an address with this packed lesson can be read. @param address from "#" on */
export function fitsAddress(address: string): boolean {
  return address.length <= MAX_HASH;
}

/** The lesson of an address. @throws LinkError for a damaged, oversized or newer one, and for values that no lesson may have */
export async function lessonOfLink(text: string): Promise<ComposedLesson> {
  if (!fitsAddress(text))
    throw new LinkError("link-too-long", `this link has ${text.length} characters; at most ${MAX_HASH} are read`);
  return lessonFrom(await unpacked(text));
}

/** The content of a lesson's file. */
export function lessonFile(lesson: ComposedLesson): string {
  return `${JSON.stringify(written(lesson), null, 1)}\n`;
}

/** The lesson of a file. @throws LinkError like `lessonOfLink` */
export function lessonOfFile(content: string): ComposedLesson {
  if (content.length > MAX_JSON)
    throw new LinkError("link-too-long", `this file has more than ${MAX_JSON / 1024} kB; it is no lesson`);
  let value: unknown;
  try {
    value = parseJson(content);
  } catch (error) {
    throw new LinkError("link-damaged", `this file cannot be read: ${errorText(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LinkError("link-damaged", "this file holds no lesson");
  return lessonFrom(value as Readonly<Record<string, unknown>>);
}
