/** The names of experiments. */

import type { Texts } from "../../i18n/languages.ts";
import { translate } from "../../i18n/methodText.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";

/** The name of a preset: its own, or that of its method. */
export function presetName(id: string, { words, dictionary }: Texts): string {
  const method = registry.find((one) => one.id === id);
  return words.presets[id] ?? (method ? translate(method.name, dictionary) : id);
}
