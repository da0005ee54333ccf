/** The lesson that is being composed, as long as the page is open: it is there again after a look at the lab. */

import { create } from "zustand";
import type { ComposedLesson } from "../../lessons/composed/composedLesson.ts";

/** Null before anything has been composed. */
export const useKeptDraft = create<{ readonly draft: ComposedLesson | null }>(() => ({ draft: null }));
