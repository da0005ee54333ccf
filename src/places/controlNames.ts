/** The names of controls, as addresses and files have them. */

import type { Control, FixedControl } from "./controls.ts";

/** The controls that every method has, in the order of the list of settings. */
export const FIXED_CONTROLS = [
  "digit",
  "dropClasses",
  "networks",
  "temperature",
  "scale",
  "bias",
  "arm",
  "step",
  "train",
] as const satisfies readonly FixedControl[];

/** Whether it is the name of a control, or of a setting or class that an experiment may have. */
export function isControl(name: string): name is Control {
  return (
    FIXED_CONTROLS.some((control) => control === name) ||
    /^(param\.[A-Za-z][A-Za-z0-9]{0,39}|class\.\d{1,2})$/.test(name)
  );
}
