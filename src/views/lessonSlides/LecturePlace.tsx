/** What lecture mode shows of a place: the slides of a lesson where the place is one, else the slide of the lab. */

import type { ReactNode } from "react";
import type { Place } from "../../places/place.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";

const ofLab = loadedCode(() => import("../lecture/Lecture.tsx"));
const ofLesson = loadedCode(() => import("./LessonLecture.tsx"));

export default function LecturePlace({ place }: { readonly place: Place }): ReactNode {
  return place.kind === "lesson" && place.lesson !== null ? (
    <LoadedPart key="lesson" code={ofLesson} props={{ id: place.lesson, card: place.card }} />
  ) : (
    <LoadedPart key="lab" code={ofLab} props={{}} />
  );
}
