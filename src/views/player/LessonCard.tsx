/** One card of a lesson: its title, its text, its action or question, and the way on. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { partsOf, progressBy } from "../../lessons/conditions.ts";
import type { Card, CardText } from "../../lessons/lesson.ts";
import type { LessonState } from "../../lessons/lessonState.ts";
import { keepFirstAndLast } from "../../session/storage/answeredQuestions.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { DRAFT, useLessons } from "./lessonProgress.ts";
import { MarkedText } from "./MarkedText.tsx";

/** What a card needs of its lesson. */
export interface CardProps {
  readonly lesson: string;
  readonly card: Card;
  readonly text: CardText;
  readonly figures: unknown;
  readonly state: LessonState;
  /** whether the card's scene is what is shown */
  readonly isShown: boolean;
  /** what came of a guess: the title of the card after it */
  readonly came: string;
}

/** The title and the text of a card as one question. */
type QuestionOf = (title: string, body: string) => string;

/** Keeps an answer to a question for the visitor's report: the first one, and beside it the one in the end. */
function keepForReport({ lesson, card, text, figures, came }: CardProps, questionOf: QuestionOf, guess: number): void {
  if (lesson === DRAFT || (card.kind !== "predict" && card.kind !== "check")) return;
  const options = text.options?.(figures) ?? [];
  const right = card.kind === "predict" ? card.right(figures) : card.right;
  const question = questionOf(text.title(figures), text.body?.(figures) ?? "");
  const answer = { lesson, id: card.id, question, options: [...options], guess, right };
  keepFirstAndLast({ ...answer, came: card.kind === "predict" ? came : (options[right] ?? "") });
}

/** The action, which ticks itself. It stays ticked when the state moves on. */
function Action({ lesson, card, text, figures, state, isShown }: CardProps): ReactNode {
  const { player: words } = useLaterWords().lessons;
  const finish = useLessons((lessons) => lessons.finish);
  const isDone = useLessons(({ progress }) => progress[lesson]?.done.includes(card.id) ?? false);
  const met = useRef(0);
  useEffect(() => {
    if (card.kind !== "act" || !isShown) return;
    const condition = card.until(figures);
    met.current = progressBy(state, condition, met.current);
    if (met.current >= partsOf(condition)) finish(lesson, card.id);
  }, [lesson, card, figures, state, isShown, finish]);
  return (
    <p className={isDone ? "lesson-action done" : "lesson-action"}>
      <span className="tick" aria-hidden="true">
        {isDone ? "✓" : ""}
      </span>
      <span>
        <MarkedText text={text.action?.(figures, state) ?? ""} lang={text.languages?.action} />
        <span className="unseen" role="status">
          {isDone ? words.done : ""}
        </span>
      </span>
    </p>
  );
}

/** The options of a question, of which one can be chosen after another. @param props.classOf how a chosen one is marked */
function Options(props: {
  readonly label: string;
  readonly options: readonly string[];
  /** the language of the options where it is not the page's */
  readonly lang: string | undefined;
  readonly chosen: number | null;
  readonly classOf?: (option: number) => string;
  readonly choose: (option: number) => void;
}): ReactNode {
  const { label, options, lang, chosen, classOf, choose } = props;
  return (
    <div className="lesson-options" role="group" aria-label={label}>
      {options.map((option, i) => (
        <button
          key={i}
          type="button"
          lang={lang}
          className={classOf?.(i)}
          aria-pressed={chosen === i}
          onClick={() => choose(i)}
        >
          {option}
        </button>
      ))}
    </div>
  );
}

/** The options of a prediction: any of them is a guess, and the first one stays. */
function Guess(props: CardProps): ReactNode {
  const { lesson, card, text, figures } = props;
  const { player: words } = useLaterWords().lessons;
  const { guess, finish } = useLessons((lessons) => lessons);
  const chosen = useLessons(({ progress }) => progress[lesson]?.chosen[card.id]);
  const choose = (option: number) => {
    if (chosen === undefined) keepForReport(props, words.question, option);
    guess(lesson, card.id, option);
    finish(lesson, card.id);
  };
  return (
    <>
      <Options
        label={words.yourGuess}
        options={text.options?.(figures) ?? []}
        lang={text.languages?.options}
        chosen={chosen ?? null}
        choose={choose}
      />
      <p role="status">{chosen === undefined ? "" : words.guessed}</p>
    </>
  );
}

/** A question that explains each answer; others can be tried until it is the right one. */
function Check(props: CardProps): ReactNode {
  const { lesson, card, text, figures } = props;
  const { player: words } = useLaterWords().lessons;
  const { guess, finish } = useLessons((lessons) => lessons);
  const right = card.kind === "check" ? card.right : 0;
  const isDone = useLessons(({ progress }) => progress[lesson]?.done.includes(card.id) ?? false);
  const [chosen, setChosen] = useState(isDone ? right : null);
  const choose = (option: number) => {
    keepForReport(props, words.question, option);
    setChosen(option);
    guess(lesson, card.id, option);
    if (option === right) finish(lesson, card.id);
  };
  const classOf = (option: number) => (option !== chosen ? "" : option === right ? "right" : "wrong");
  return (
    <>
      <Options
        label={words.yourAnswer}
        options={text.options?.(figures) ?? []}
        lang={text.languages?.options}
        {...{ chosen, classOf, choose }}
      />
      <p role="status" lang={text.languages?.replies}>
        {chosen === null ? "" : text.replies?.(figures)[chosen]}
      </p>
    </>
  );
}

const parts = { act: Action, predict: Guess, check: Check } as const;

/** @param props.reply what came of the guess on the card before; empty where there was none */
export function LessonCard(
  props: CardProps & { readonly reply: string; readonly replyLanguage?: string | undefined },
): ReactNode {
  const { card, text, figures, reply, replyLanguage } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new card is read from its title on
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [card.id]);
  const Part = card.kind === "look" || card.kind === "lab" ? null : parts[card.kind];
  const body = text.body?.(figures) ?? "";
  return (
    <div className="lesson-text">
      <h2 ref={heading} tabIndex={-1} lang={text.languages?.title}>
        {text.title(figures)}
      </h2>
      {body === "" && reply === "" ? null : (
        <p>
          {reply === "" ? null : (
            <>
              <MarkedText text={reply} lang={replyLanguage} />{" "}
            </>
          )}
          <MarkedText text={body} lang={text.languages?.body} />
        </p>
      )}
      {Part ? <Part key={card.id} {...props} /> : null}
    </div>
  );
}
