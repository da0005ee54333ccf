/** The controls of the lab by name, and which of them a lesson or a lesson link leaves free, locks or hides. */

/** The controls that every method has. */
export type FixedControl =
  | ("digit" | "temperature" | "scale" | "networks" | "dropClasses")
  | ("bias" | "arm" | "step" | "train");

/** A control; a setting of a method is named "param.softWeight", a class that can be dropped "class.3". */
export type Control = FixedControl | `param.${string}` | `class.${number}`;

/** Whether a control can be moved, is shown and cannot be moved, or is not shown. */
export type ControlState = "free" | "locked" | "hidden";

/** Whose answers are hidden. */
export type Hidden = "none" | "student" | "both";

/** The states of all controls. */
export interface ControlMask {
  /** of the controls that are not named */
  readonly others: ControlState;
  readonly named: Readonly<Partial<Record<Control, ControlState>>>;
  /** why a control is locked, in the language of the page */
  readonly reasons: Readonly<Partial<Record<Control, string>>>;
  /** the languages of reasons that are not in the page's, as language tags */
  readonly reasonLanguages?: Readonly<Partial<Record<Control, string>>>;
  /** whether the sentence above the bars is left out */
  readonly hidesSentence?: boolean;
  /** whether a teacher has composed it: the lecture, whose keys move every control, is not offered */
  readonly isComposed?: boolean;
}

/** The state of a control; without a mask it is free. */
export function stateOf(mask: ControlMask | null, control: Control): ControlState {
  return mask === null ? "free" : (mask.named[control] ?? mask.others);
}
