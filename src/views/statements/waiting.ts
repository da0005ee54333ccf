/** What is said where there is nothing to show yet: what goes on, or what to do. */

import type { ReactNode } from "react";
import type { Messages } from "../../i18n/en.ts";
import { count } from "../../i18n/numberFormats.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { progressOf, teacherOf } from "../../session/run/runSelectors.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

/** The sentence for a state of the page. */
export function waitingSentence(
  { run, phase, isFetchingRun }: Pick<Playground, "run" | "phase" | "isFetchingRun">,
  words: Messages,
): string {
  const { going } = words;
  if (phase === "loading") return going.preparing;
  if (!run) return isFetchingRun ? going.fetching : words.waiting;
  if (phase === "idle" || run.status !== "training") return going.nothing;
  const teacher = teacherOf(run);
  if (teacher && !teacher.finished) return going.teacher(count(teacher.step), count(teacher.steps));
  const { step, steps } = progressOf(run);
  const before = teacher?.card.given ? 0 : (teacher?.steps ?? 0);
  return going.students(count(step - before), count(steps - before));
}

/**
 * The sentence for the page as it is. A component of its own: it is drawn again with each step that is reported, and
 * what stands around it is not.
 */
export function Waiting(): ReactNode {
  const words = useWords();
  return usePlayground((state) => waitingSentence(state, words));
}
