/** The controls of the lab by name, and which of them a lesson or a lesson link leaves free, locks or hides. */

const FIXED = ["digit", "temperature", "scale", "networks", "dropClasses", "bias", "arm", "step", "train"] as const;

/** A control; a setting of a method is named "param.softWeight", a class that can be dropped "class.3". */
export type Control = (typeof FIXED)[number] | `param.${string}` | `class.${number}`;

/** Whether a name is that of a control. */
export function isControl(name: unknown): name is Control {
  if (typeof name !== "string") return false;
  return FIXED.some((one) => one === name) || /^(param\.[A-Za-z][A-Za-z0-9]{0,39}|class\.\d{1,2})$/.test(name);
}

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
}

/** The state of a control; without a mask it is free. */
export function stateOf(mask: ControlMask | null, control: Control): ControlState {
  return mask === null ? "free" : (mask.named[control] ?? mask.others);
}
