/** What stands at the lessons' address until there are any. */

import type { ReactNode } from "react";
import { addressOf } from "../../places/place.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { useWords } from "../elements/translation.ts";
import "../../styles/lessons.css";

const EXPERIMENTS = ["hinton", "drop-3s"] as const;

/** One sentence on what will stand there, and two experiments to begin with. */
export default function LessonsToCome(): ReactNode {
  const { lessons: words } = useLaterWords();
  const { presets } = useWords();
  return (
    <main className="lessons-to-come">
      <h2>{words.title}</h2>
      <p>{words.toCome}</p>
      <p>{words.untilThen}</p>
      <ul>
        {EXPERIMENTS.map((preset) => (
          <li key={preset}>
            <a href={addressOf({ kind: "lab", preset })}>{presets[preset]}</a> <span>{words.begin[preset]}</span>
          </li>
        ))}
      </ul>
    </main>
  );
}
