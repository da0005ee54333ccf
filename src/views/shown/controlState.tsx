/** Whether a lesson leaves a control free, and why one cannot be moved. */

import type { ReactNode } from "react";
import { type Control, type ControlState, stateOf } from "../../places/controls.ts";
import { usePage } from "../elements/pageChoices.ts";

export function useControlState(control: Control): ControlState {
  return usePage(({ mask }) => stateOf(mask, control));
}

/** A padlock with the reason; nothing where the control is free, or there is no reason to tell. */
export function LockReason({ control }: { readonly control: Control }): ReactNode {
  const isLocked = useControlState(control) === "locked";
  const reason = usePage(({ mask }) => mask?.reasons[control]);
  const language = usePage(({ mask }) => mask?.reasonLanguages?.[control]);
  if (!isLocked || reason === undefined) return null;
  return (
    <p className="lock">
      <svg width={11} height={13} viewBox="0 0 11 13" aria-hidden="true">
        <path d="M1 5.5h9v6.5H1zM3 5.5V4a2.5 2.5 0 0 1 5 0v1.5" fill="none" stroke="currentColor" strokeWidth={1.5} />
      </svg>
      <span lang={language}>{reason}</span>
    </p>
  );
}
