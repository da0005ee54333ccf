/** The list of keys of a lesson's slide: a line of one key is a button that does the same. */

import type { ReactNode } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { useLecture } from "../lecture/lectureState.ts";
import { SlideDialog } from "../lecture/SlideDialogs.tsx";
import type { SlideCommand } from "./slideKeys.ts";

type Line = readonly [key: string, text: string, command: SlideCommand | null];

/** @param props.asks whether the card asks, so that digits count @param props.act does what a key does */
export function LessonKeyList(props: { readonly asks: boolean; act(command: SlideCommand): void }): ReactNode {
  const { asks, act } = props;
  const { lecture } = useLaterWords();
  const change = useLecture((state) => state.change);
  const { lessonSlide: words, commands } = lecture;
  const ofQuestion: readonly Line[] = [
    ["1 2 3 4", words.countOne, null],
    ["Shift 1 … 4", words.takeOne, null],
    ["Backspace", words.clear, { id: "clear" }],
  ];
  const lines: readonly Line[] = [
    ["→ PageDown", words.next, { id: "beat", by: 1 }],
    ["← PageUp", words.previous, { id: "beat", by: -1 }],
    ...(asks ? ofQuestion : [["0 … 9", lecture.digits, null] satisfies Line]),
    ["P", words.reveal, { id: "predict" }],
    ["C", words.region, { id: "panel" }],
    ["A", words.arm, { id: "arm", by: 1 }],
    ["↑", commands.warmer, { id: "temperature", by: 1 }],
    ["↓", commands.cooler, { id: "temperature", by: -1 }],
    ["=", commands.moreBias, { id: "bias", by: 0.2 }],
    ["−", commands.lessBias, { id: "bias", by: -0.2 }],
    ["[ ]", words.weight, null],
    ["Space", commands.play, { id: "play" }],
    [",", commands.stepBack, { id: "step", by: -1 }],
    ["/", commands.stepOn, { id: "step", by: 1 }],
    ["D", commands.nextDigit, { id: "digit", by: 1 }],
    ["X", commands.scale, { id: "scale" }],
    ["F", commands.freeze, { id: "freeze" }],
    ["B .", commands.black, { id: "black" }],
    ["H", commands.sliders, { id: "sliders" }],
    ["S", commands.link, { id: "link" }],
    ["T", commands.table, { id: "table" }],
    ["L", words.leave, { id: "leave" }],
    ["Esc", words.close, { id: "close" }],
  ];
  const press = (command: SlideCommand) => {
    // The list is closed first, so that what was pressed can be seen.
    change({ open: null });
    act(command);
  };
  return (
    <SlideDialog title={lecture.list} className="slide-keys">
      <ul>
        {lines.map(([key, text, command]) => (
          <li key={key}>
            {command ? (
              <button type="button" onClick={() => press(command)}>
                <kbd>{key}</kbd>
                <span>{text}</span>
              </button>
            ) : (
              <p>
                <kbd>{key}</kbd>
                <span>{text}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </SlideDialog>
  );
}
