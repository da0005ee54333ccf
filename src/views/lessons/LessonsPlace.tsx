/** The place of the lessons: their list, or one of them. */

import type { ReactNode } from "react";
import { lessonById, lessons } from "../../lessons/course/index.ts";
import { GROUPS, type Lesson } from "../../lessons/lesson.ts";
import { addressOf, type LessonPlace } from "../../places/place.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { LessonPage } from "./LessonPage.tsx";
import { LinkedLesson } from "./LinkedLesson.tsx";
import { useLessons } from "./lessonProgress.ts";
import "../../styles/lessons.css";

function ListedLesson({ lesson }: { readonly lesson: Lesson }): ReactNode {
  const { list: words } = useLaterWords().lessons;
  const { title, about } = lesson.texts[usePage((page) => page.words.tag)];
  const progress = useLessons((all) => all.progress[lesson.id]);
  const isDone = progress?.card === lesson.cards.length;
  const card = progress && !isDone && progress.card > 1 ? progress.card : 1;
  return (
    <li>
      <a href={addressOf({ kind: "lesson", lesson: lesson.id, card })}>
        <span className="number">{lessons.indexOf(lesson)}</span>
        <b>{title}</b>
        <span className="state">{isDone ? words.done : card > 1 ? words.atCard(card, lesson.cards.length) : ""}</span>
        <span className="about">{about}</span>
      </a>
    </li>
  );
}

function LessonList({ unknown }: { readonly unknown: string | null }): ReactNode {
  const { list: words } = useLaterWords().lessons;
  const clear = useLessons((all) => all.clear);
  const hasProgress = useLessons(({ progress }) => Object.keys(progress).length > 0);
  return (
    <main className="lesson-list">
      <h2>{words.title(lessons.length)}</h2>
      {unknown === null ? null : <p role="status">{words.unknown(unknown)}</p>}
      <p className="lead">{words.lead}</p>
      {GROUPS.map((group) => (
        <section key={group} aria-label={words.groups[group]}>
          <h3>{words.groups[group]}</h3>
          <ol>
            {lessons
              .filter((lesson) => lesson.group === group)
              .map((lesson) => (
                <ListedLesson key={lesson.id} lesson={lesson} />
              ))}
          </ol>
        </section>
      ))}
      <p className="hint">
        {words.kept}{" "}
        {hasProgress ? (
          <button type="button" className="quiet" onClick={clear}>
            {words.clear}
          </button>
        ) : null}
      </p>
    </main>
  );
}

/** The list, a lesson of the course, or one of a link. */
export default function LessonsPlace({ place }: { readonly place: LessonPlace }): ReactNode {
  if (place.kind === "lesson-link")
    return <LinkedLesson key={place.packed} packed={place.packed} n={place.card ?? 1} />;
  const { lesson: id, card } = place;
  const lesson = id === null ? undefined : lessonById(id);
  return lesson ? <LessonPage key={lesson.id} lesson={lesson} n={card ?? 1} /> : <LessonList unknown={id} />;
}
