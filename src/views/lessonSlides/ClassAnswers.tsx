/** The options of a question with the guesses of the class, which are counted in by keys or by buttons. */

import type { ReactNode } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { countsOf, useSlideCounts } from "./slideCounts.ts";

export interface ClassAnswersProps {
  readonly lesson: string;
  /** the id of the card that asks */
  readonly card: string;
  readonly options: readonly string[];
  /** the option that is marked as right; null while that is hidden */
  readonly right: number | null;
  /** whether guesses are still counted; else they are only shown */
  readonly isOpen: boolean;
}

export function ClassAnswers(props: ClassAnswersProps): ReactNode {
  const { lesson, card, options, right, isOpen } = props;
  const { lessonSlide: words } = useLaterWords().lecture;
  const { all, add } = useSlideCounts();
  const counts = countsOf(all, lesson, card, options.length);
  return (
    <div className={isOpen ? "class-answers" : "class-answers shown"} role="group" aria-label={words.counted}>
      {options.map((option, i) => (
        <div key={option} className={i === right ? "class-answer right" : "class-answer"}>
          <p>
            {isOpen ? <kbd>{i + 1}</kbd> : null}
            {i === right ? <b>✓ {words.right}</b> : null} {option}
          </p>
          <div className="counter">
            {isOpen ? (
              <button
                type="button"
                className="count-step"
                aria-label={words.fewer(option)}
                onClick={() => add(lesson, card, i, -1)}
              >
                −
              </button>
            ) : null}
            <output aria-label={words.countOf(option)}>{count(counts[i]!)}</output>
            {isOpen ? (
              <button
                type="button"
                className="count-step"
                aria-label={words.more(option)}
                onClick={() => add(lesson, card, i, 1)}
              >
                +
              </button>
            ) : null}
          </div>
        </div>
      ))}
    </div>
  );
}
