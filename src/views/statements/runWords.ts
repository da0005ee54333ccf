/** What a kept run is called in the list: what changed against the run before it, or its name. */

import { sameExperiment } from "../../domain/experiment.ts";
import type { Messages } from "../../i18n/en.ts";
import { translate } from "../../i18n/methodText.ts";
import { presets } from "../../methods/experiments/presets.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { KeptRun } from "../../session/comparisons/keptRuns.ts";
import { experimentChanges } from "../../session/run/experimentChanges.ts";
import { lastSettingsOf } from "../../session/run/liveSettings.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { verdictOf } from "../../session/run/runSelectors.ts";
import { changeInWords } from "./settingWords.ts";

/** How many changes are named; an experiment that differs in more is named itself. */
const MAX_CHANGES = 3;

interface RunWords {
  readonly words: Messages;
  readonly dictionary: Parameters<typeof translate>[1];
}

/** The name of a run's experiment: its preset, or else its method. */
function experimentName({ experiment }: Run, { words, dictionary }: RunWords): string {
  const preset = presets.find((one) => sameExperiment(one.experiment, experiment));
  const known = preset && words.presets[preset.id];
  return known ?? translate(methodById(experiment.method.id).name, dictionary);
}

/** The settings in short words: "T 2 → 4, steps 400 → 1,000". */
function changesInWords(from: Run, to: Run, given: RunWords): string {
  const { words } = given;
  const { runs } = words.resultColumn;
  const [before, after] = [lastSettingsOf(from), lastSettingsOf(to)];
  const changes = experimentChanges(before, after);
  if (changes.length === 0) return runs.same;
  const short: Messages = {
    ...words,
    params: { ...words.params, temperature: runs.temperature },
    changes: { ...words.changes, change: runs.change },
  };
  const datasets = [before.data, after.data] as const;
  const armName = (arm: string) => words.arms[arm] ?? arm;
  const named = changes
    .slice(0, MAX_CHANGES)
    .map((change) => changeInWords(change, { ...given, words: short, armName, datasets }));
  const isOther = changes.length > MAX_CHANGES;
  const isPreset = presets.some((one) => sameExperiment(one.experiment, to.experiment));
  if (isOther && isPreset) return experimentName(to, given);
  const rest = isOther ? [words.changes.more(changes.length - MAX_CHANGES)] : [];
  return [...named, ...rest].join(words.punctuation.comma);
}

/** What an entry says of a run. @param before the entry before it; undefined for the first one */
export function runInWords(kept: KeptRun, before: KeptRun | undefined, given: RunWords): string {
  const { runs } = given.words.resultColumn;
  if (kept.name !== null) return kept.name;
  const what = before ? changesInWords(before.run, kept.run, given) : runs.first(experimentName(kept.run, given));
  return kept.run.origin === "recorded" ? runs.recorded(what) : what;
}

/** The key of the verdict's word on a run. */
export function verdictKey(run: Run): keyof Messages["resultColumn"]["runs"]["word"] {
  return verdictOf(run)?.word ?? "none";
}
