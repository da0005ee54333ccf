/** The list of keys of a lesson's slide. */

import type { ReactNode } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { SlideDialog } from "../lecture/SlideDialogs.tsx";

/** @param props.asks whether the card asks, so that digits count */
export function LessonKeyList({ asks }: { readonly asks: boolean }): ReactNode {
  const { lecture } = useLaterWords();
  const { lessonSlide: words, commands } = lecture;
  const lines: readonly (readonly [key: string, text: string])[] = [
    ["→ PageDown", words.next],
    ["← PageUp", words.previous],
    ...(asks
      ? ([
          ["1 2 3 4", words.countOne],
          ["Shift 1 … 4", words.takeOne],
          ["Backspace", words.clear],
        ] as const)
      : ([["0 … 9", lecture.digits]] as const)),
    ["P", words.reveal],
    ["C", words.region],
    ["↑ ↓", `${commands.warmer}, ${commands.cooler}`],
    ["− =", commands.moreBias],
    ["Space", commands.play],
    [", /", commands.stepOn],
    ["D", commands.nextDigit],
    ["X", commands.scale],
    ["F", commands.freeze],
    ["B .", commands.black],
    ["H", commands.sliders],
    ["S", commands.link],
    ["T", commands.table],
    ["L Esc", words.leave],
  ];
  return (
    <SlideDialog title={lecture.list} className="slide-keys">
      <ul>
        {lines.map(([key, text]) => (
          <li key={key}>
            <p>
              <kbd>{key}</kbd>
              <span>{text}</span>
            </p>
          </li>
        ))}
      </ul>
    </SlideDialog>
  );
}
