/** The place of the lessons: their list, or one of them. */

import { type ReactNode, useState } from "react";
import type { ComposedLesson } from "../../lessons/composed/composedLesson.ts";
import { lessonById, lessons } from "../../lessons/course/index.ts";
import { GROUPS, type Lesson } from "../../lessons/lesson.ts";
import { addressOf, COMPOSER, type LessonPlace } from "../../places/place.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useLessons } from "../player/lessonProgress.ts";
import { OpenLessonFile } from "../player/OpenLessonFile.tsx";
import { LessonPage } from "./LessonPage.tsx";
import { FileLesson, LinkedLesson } from "./LinkedLesson.tsx";
import "../../styles/lessons/player.css";

const composer = loadedCode(() => import("../composer/Composer.tsx"));

/** How long each lesson takes. */
const MINUTES = lessons.map(({ minutes }) => minutes);

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

function LessonList(props: {
  readonly unknown: string | null;
  readonly onLesson: (lesson: ComposedLesson) => void;
}): ReactNode {
  const { unknown, onLesson } = props;
  const { list: words, composer: composerWords } = useLaterWords().lessons;
  const clear = useLessons((all) => all.clear);
  const hasProgress = useLessons(({ progress }) => Object.keys(progress).length > 0);
  return (
    <main className="lesson-list">
      <h2>{words.title(lessons.length)}</h2>
      {unknown === null ? null : <p role="status">{words.unknown(unknown)}</p>}
      <p className="lead">{words.lead(Math.min(...MINUTES), Math.max(...MINUTES))}</p>
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
      <p>
        <a className="button" href={addressOf({ kind: "lesson", lesson: COMPOSER, card: null })}>
          {composerWords.title}
        </a>
      </p>
      <OpenLessonFile onLesson={onLesson} />
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
  return <CourseOrFile key={place.lesson} id={place.lesson} card={place.card} />;
}

/** The list with what is opened from it, or a lesson of the course. */
function CourseOrFile({ id, card }: { readonly id: string | null; readonly card: number | null }): ReactNode {
  const [opened, setOpened] = useState<ComposedLesson | null>(null);
  if (opened) return <FileLesson lesson={opened} leave={() => setOpened(null)} />;
  if (id === COMPOSER) return <LoadedPart code={composer} props={{}} />;
  const lesson = id === null ? undefined : lessonById(id);
  return lesson ? (
    <LessonPage key={lesson.id} lesson={lesson} n={card ?? 1} />
  ) : (
    <LessonList unknown={id} onLesson={setOpened} />
  );
}
