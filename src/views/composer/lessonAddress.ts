/** The address of a lesson that is being composed. */

import { useEffect, useState } from "react";
import { errorText } from "../../domain/errorText.ts";
import { type ComposedLesson, checkComposed } from "../../lessons/composed/composedLesson.ts";
import { fitsAddress, packedLesson } from "../../lessons/composed/lessonLink.ts";
import { addressOf } from "../../places/place.ts";

/** The longest link that is drawn as a QR code, and the longest that a phone reads without trouble, in characters. */
export const LONGEST_QR = 2300;
export const EASY_QR = 1000;

/** The link of a lesson; its length where it is too long to be read; or why it has none. */
export type LessonAddress =
  | { readonly link: string }
  | { readonly tooLong: number }
  | { readonly fault: string }
  | null;

/** The address of this page with a lesson. A lesson in one language opens the page in it. */
function linkOf(hash: string, { title }: ComposedLesson): string {
  const { origin, pathname } = location;
  const only = title.zh === undefined ? "en" : title.en === undefined ? "zh" : null;
  return `${origin}${pathname}${only === null ? "" : `?lang=${only}`}${hash}`;
}

/** The address; null until it is known. */
export function useLessonAddress(draft: ComposedLesson): LessonAddress {
  const [address, setAddress] = useState<LessonAddress>(null);
  useEffect(() => {
    let isCurrent = true;
    const pack = async (): Promise<LessonAddress> => {
      try {
        checkComposed({ ...draft });
        const hash = addressOf({ kind: "lesson-link", packed: await packedLesson(draft), card: null });
        return fitsAddress(hash) ? { link: linkOf(hash, draft) } : { tooLong: hash.length };
      } catch (error) {
        return { fault: errorText(error) };
      }
    };
    pack().then((made) => isCurrent && setAddress(made));
    return () => {
      isCurrent = false;
    };
  }, [draft]);
  return address;
}
