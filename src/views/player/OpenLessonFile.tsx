/** Opens the file of a composed lesson. */

import { type ReactNode, useState } from "react";
import { errorText } from "../../domain/errorText.ts";
import type { ComposedLesson } from "../../lessons/composed/composedLesson.ts";
import { lessonOfFile } from "../../lessons/composed/lessonLink.ts";
import { useLaterWords } from "../elements/laterWords.ts";

/** Most of a file that is read, in bytes; a lesson's file is shorter. */
const MAX_READ = 300_000;

export function OpenLessonFile({ onLesson }: { readonly onLesson: (lesson: ComposedLesson) => void }): ReactNode {
  const { composer: words } = useLaterWords().lessons;
  const [fault, setFault] = useState("");
  const open = async (file: File) => {
    try {
      onLesson(lessonOfFile(await file.slice(0, MAX_READ).text()));
      setFault("");
    } catch (error) {
      setFault(errorText(error));
    }
  };
  return (
    <p>
      <label>
        {words.open}{" "}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) open(file);
          }}
        />
      </label>{" "}
      <span role="alert" lang="en">
        {fault}
      </span>
    </p>
  );
}
