/** A lesson of the course. */

import figuresOfLessons from "virtual:lesson-figures";
import type { ReactNode } from "react";
import { withWholeEquations } from "../../i18n/numberFormats.ts";
import { lessons } from "../../lessons/course/index.ts";
import type { Lesson, LessonText } from "../../lessons/lesson.ts";
import type { LessonState } from "../../lessons/lessonState.ts";
import { addressOf } from "../../places/place.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { LessonPlayer } from "../player/LessonPlayer.tsx";
import { Formula } from "./Formula.tsx";

function Why(props: {
  readonly lesson: Lesson;
  readonly text: LessonText;
  readonly figures: unknown;
  readonly state: LessonState;
  /** whether what came of the guess may be told */
  readonly tellsPaper: boolean;
}): ReactNode {
  const { lesson, text, figures, state, tellsPaper } = props;
  const { player: words } = useLaterWords().lessons;
  return (
    <div className="lesson-why">
      <details>
        <summary>{words.why}</summary>
        <p>
          <Formula formula={lesson.formula(figures, state)} />
        </p>
        <p>{withWholeEquations(text.why(figures, state))}</p>
      </details>
      {tellsPaper ? (
        <details>
          <summary>{words.paper}</summary>
          <p>{text.paper(figures)}</p>
        </details>
      ) : null}
    </div>
  );
}

/** @param props.n the card, from 1; one that the lesson does not have is its last */
export function LessonPage({ lesson, n }: { readonly lesson: Lesson; readonly n: number }): ReactNode {
  const { player: words } = useLaterWords().lessons;
  const tag = usePage((page) => page.words.tag);
  const figures = figuresOfLessons[lesson.id];
  const number = lessons.indexOf(lesson);
  const after = lessons[number + 1];
  return (
    <LessonPlayer
      {...{ lesson, figures, n }}
      go={(card) => {
        location.hash = addressOf({ kind: "lesson", lesson: lesson.id, card });
      }}
      place={words.place(number, lessons.length - 1, lesson.minutes)}
      onward={{
        address: addressOf({ kind: "lesson", lesson: after?.id ?? null, card: after ? 1 : null }),
        label: after ? words.nextLesson : words.all,
      }}
      why={(card, state) =>
        // Both may tell what is to be guessed; the paper's figure does so on the cards before, too.
        card.kind === "predict" ? null : (
          <Why
            {...{ lesson, figures, state }}
            text={lesson.texts[tag]}
            tellsPaper={lesson.cards.indexOf(card) > lesson.cards.findIndex(({ kind }) => kind === "predict")}
          />
        )
      }
    />
  );
}
