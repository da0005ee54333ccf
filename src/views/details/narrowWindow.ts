/** The width up to which the lab is one column, as in phone.css. */

/** Whether the window is that narrow. */
export const isNarrow = (): boolean => matchMedia("(max-width: 820px)").matches;
