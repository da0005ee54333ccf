/** A lesson of a link or a file, which a teacher has composed. */

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { errorText } from "../../domain/errorText.ts";
import type { ComposedLesson } from "../../lessons/composed/composedLesson.ts";
import { lessonFile, lessonOfLink } from "../../lessons/composed/lessonLink.ts";
import { lessonOf } from "../../lessons/composed/lessonOf.ts";
import { streamKey } from "../../math/random.ts";
import { addressOf } from "../../places/place.ts";
import { LinkError } from "../../session/experimentLink.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { LessonPlayer } from "../player/LessonPlayer.tsx";

/** The name under which the progress of a link is kept. */
const idOf = (packed: string) => `link-${(streamKey(0, packed) >>> 0).toString(16)}`;

/** What a link has been read into. */
type Reading = { readonly lesson: ComposedLesson } | { readonly fault: unknown } | null;

function useReading(packed: string): Reading {
  const [reading, setReading] = useState<Reading>(null);
  useEffect(() => {
    let isCurrent = true;
    lessonOfLink(packed).then(
      (lesson) => isCurrent && setReading({ lesson }),
      (fault: unknown) => isCurrent && setReading({ fault }),
    );
    return () => {
      isCurrent = false;
    };
  }, [packed]);
  return reading;
}

function UnreadableLink({ fault }: { readonly fault: unknown }): ReactNode {
  const { composed: words, player } = useLaterWords().lessons;
  const code = fault instanceof LinkError && fault.code !== "link-unknown" ? fault.code : "link-damaged";
  return (
    <main className="lesson-list">
      <h2>{words.unreadable}</h2>
      <p role="alert">
        {words.faults[code]} <span lang="en">({errorText(fault)})</span>
      </p>
      <p>
        <a href={addressOf({ kind: "lesson", lesson: null, card: null })}>{player.all}</a>
      </p>
    </main>
  );
}

/** A lesson of a file. Its card is in no address: a reload needs the file again. */
export function FileLesson(props: { readonly lesson: ComposedLesson; readonly leave: () => void }): ReactNode {
  const { lesson: composed, leave } = props;
  const { composed: words } = useLaterWords().lessons;
  const [n, setN] = useState(1);
  const lesson = useMemo(() => lessonOf(composed, idOf(lessonFile(composed))), [composed]);
  return <LessonPlayer {...{ lesson, n, leave }} figures={null} go={setN} place={words.placeOfFile} onward={null} />;
}

/** @param props.n the card, from 1 */
export function LinkedLesson({ packed, n }: { readonly packed: string; readonly n: number }): ReactNode {
  const { composed: words } = useLaterWords().lessons;
  const reading = useReading(packed);
  const lesson = useMemo(
    () => (reading && "lesson" in reading ? lessonOf(reading.lesson, idOf(packed)) : null),
    [reading, packed],
  );
  if (reading && "fault" in reading) return <UnreadableLink fault={reading.fault} />;
  if (!lesson) return <main className="lesson" />;
  return (
    <LessonPlayer
      {...{ lesson, n }}
      figures={null}
      go={(card) => {
        location.hash = addressOf({ kind: "lesson-link", packed, card });
      }}
      place={words.place}
      onward={null}
    />
  );
}
