/** The lesson that is being composed. The browser keeps it, so it is there again after a look at the lab, or a reload. */

import { create } from "zustand";
import { parseJson } from "../../domain/parseJson.ts";
import { type ComposedLesson, checkDraft } from "../../lessons/composed/composedLesson.ts";
import { textStorage } from "../../session/storage/textStorage.ts";

const KEY = "composed-lesson";

/** The draft that the browser keeps; null where there is none, or what is stored is damaged. */
export function storedDraft(): ComposedLesson | null {
  const text = textStorage.get(KEY);
  if (text === null) return null;
  try {
    return checkDraft(parseJson(text) as Readonly<Record<string, unknown>>);
  } catch {
    return null;
  }
}

/** Null before anything has been composed. */
export const useKeptDraft = create<{ readonly draft: ComposedLesson | null }>(() => ({ draft: storedDraft() }));

/** Keeps the draft; null forgets it. */
export function keepDraft(draft: ComposedLesson | null): void {
  useKeptDraft.setState({ draft });
  if (draft) textStorage.set(KEY, JSON.stringify(draft));
  else textStorage.remove(KEY);
}
