/** Files of a teacher that were dropped on the page, until the sheet of settings has taken them. */

import { create } from "zustand";
import { usePage } from "../elements/pageChoices.ts";

export const useDroppedTeacher = create<{ readonly files: readonly File[] }>(() => ({ files: [] }));

/** Whether some files are a network's: a safetensors file, or a model.json beside its binary files. */
export function areTeacherFiles(files: readonly File[]): boolean {
  const has = (end: RegExp) => files.some(({ name }) => end.test(name));
  return has(/\.safetensors$/i) || (has(/\.json$/i) && has(/\.bin$/i));
}

/** Opens the sheet of settings, in which the network is tested before it is used. */
export function openTeacherFiles(files: readonly File[]): void {
  useDroppedTeacher.setState({ files });
  usePage.getState().choose({ settings: true });
}
