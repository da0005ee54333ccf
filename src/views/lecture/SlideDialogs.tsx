/** What lies over a slide: the list of keys, whose lines are buttons, and the table of what is shown. */

import { type ReactNode, useEffect, useRef } from "react";
import { wholePercent } from "../../i18n/softTargets/answerSentence.ts";
import { forgetBeats } from "../../session/storage/keptBeats.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlaygroundStore } from "../elements/storeContexts.ts";
import type { ShownAnswers } from "../softTargets/shownAnswers.ts";
import { perform } from "./commands.ts";
import type { LectureCommand } from "./lectureKeys.ts";
import { beginLecture, useLecture } from "./lectureState.ts";

export function SlideDialog(props: {
  readonly title: string;
  readonly className: string;
  readonly children: ReactNode;
}): ReactNode {
  const { lecture } = useLaterWords();
  const change = useLecture((state) => state.change);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const close = () => change({ open: null });
  return (
    <dialog ref={dialog} className={`slide-dialog ${props.className}`} aria-label={props.title} onClose={close}>
      <h2>{props.title}</h2>
      {props.children}
      <button type="button" className="slide-close" onClick={close}>
        {lecture.close}
      </button>
    </dialog>
  );
}

type Words = ReturnType<typeof useLaterWords>["lecture"]["commands"];
const lines: readonly (readonly [key: string, text: keyof Words, command: LectureCommand])[] = [
  ["→ PageDown", "next", { id: "beat", by: 1 }],
  ["← PageUp", "previous", { id: "beat", by: -1 }],
  ["↑", "warmer", { id: "temperature", by: 1 }],
  ["↓", "cooler", { id: "temperature", by: -1 }],
  ["=", "moreBias", { id: "bias", by: 0.2 }],
  ["−", "lessBias", { id: "bias", by: -0.2 }],
  ["[", "lessWeight", { id: "weight", by: -1 }],
  ["]", "moreWeight", { id: "weight", by: 1 }],
  ["P", "predict", { id: "predict" }],
  ["Space", "play", { id: "play" }],
  ["R", "replay", { id: "replay" }],
  [",", "stepBack", { id: "step", by: -1 }],
  ["/", "stepOn", { id: "step", by: 1 }],
  ["D", "nextDigit", { id: "digit", by: 1 }],
  ["X", "scale", { id: "scale" }],
  ["W", "twin", { id: "twin" }],
  ["C", "panel", { id: "panel" }],
  ["F", "freeze", { id: "freeze" }],
  ["B .", "black", { id: "black" }],
  ["H", "sliders", { id: "sliders" }],
  ["S", "link", { id: "link" }],
  ["T", "table", { id: "table" }],
  ["N", "notes", { id: "notes" }],
  ["?", "keys", { id: "keys" }],
  ["L", "leave", { id: "leave" }],
  ["Esc", "close", { id: "close" }],
];

/** The list: each line does what its key does. @param image the index of the image that is shown */
export function KeyList({ image }: { readonly image: number }): ReactNode {
  const { lecture } = useLaterWords();
  const store = usePlaygroundStore();
  const { areKept, change } = useLecture();
  const press = (command: LectureCommand) => {
    // The list is closed first, so that what was pressed can be seen.
    change({ open: null });
    if (command.id !== "keys") perform(store, command, image);
  };
  return (
    <SlideDialog title={lecture.list} className="slide-keys">
      <ul>
        {lines.map(([key, text, command]) => (
          <li key={text}>
            <button type="button" onClick={() => press(command)}>
              <kbd>{key}</kbd>
              <span>{lecture.commands[text]}</span>
            </button>
          </li>
        ))}
        <li>
          <p>
            <kbd>0 … 9</kbd>
            <span>{lecture.digits}</span>
          </p>
        </li>
      </ul>
      {areKept ? (
        <button
          type="button"
          className="slide-close"
          onClick={() => {
            forgetBeats();
            usePage.getState().choose({ beat: null });
            beginLecture(null);
          }}
        >
          {lecture.forget}
        </button>
      ) : null}
    </SlideDialog>
  );
}

/** What may be said to the slide; of kept beats, and between two, nothing is known. */
export function SlideNotes(): ReactNode {
  const { lecture } = useLaterWords();
  const { beat, areKept } = useLecture();
  const note = beat === null || areKept ? undefined : lecture.notes[beat - 1];
  return (
    <SlideDialog title={lecture.commands.notes} className="slide-notes">
      <p className="slide-note">{note ?? lecture.noNotes}</p>
    </SlideDialog>
  );
}

/** The answers as a table in large type. */
export function SlideTable({ answers }: { readonly answers: ShownAnswers }): ReactNode {
  const { lecture } = useLaterWords();
  const hides = useLecture((state) => state.hides);
  const { said, nameOf } = answers;
  const classes = (said.teacher ?? said.student)?.length ?? 0;
  const share = (of: ArrayLike<number> | null, c: number) => (of ? wholePercent(of[c]!) : "–");
  return (
    <SlideDialog title={lecture.table} className="slide-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{lecture.class}</th>
            <th scope="col" className="teacher">
              {lecture.teacher}
            </th>
            <th scope="col" className="student">
              {lecture.student}
            </th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: classes }, (_, c) => (
            <tr key={c}>
              <th scope="row">{nameOf(c)}</th>
              <td>{share(said.teacher, c)}</td>
              <td>{hides ? lecture.hidden : share(said.student, c)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SlideDialog>
  );
}
