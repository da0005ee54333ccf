/** The kept runs side by side: the settings in which they differ, their errors, intervals and times. */

import type { ReactNode } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { comparedSettings, type KeptRun } from "../../session/comparisons/keptRuns.ts";
import { experimentChanges } from "../../session/run/experimentChanges.ts";
import { lastSettingsOf } from "../../session/run/liveSettings.ts";
import { pairedErrors, verdictOf } from "../../session/run/runSelectors.ts";
import { usePage } from "../elements/pageChoices.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useRunList } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { verdictKey } from "../statements/runWords.ts";
import { settingInWords } from "../statements/settingWords.ts";
import "../../styles/resultParts.css";

export default function CompareRuns(): ReactNode {
  const words = useWords();
  const { runs } = words.resultColumn;
  const dictionary = usePage((page) => page.dictionary);
  const names = useNames(useShownExperiment());
  const kept = useRunList((list) => list.runs);
  const settings = kept.map(({ run }) => lastSettingsOf(run));
  const differing = comparedSettings(settings, experimentChanges).map(({ path, values }) => {
    const [first] = settings;
    const datasets = [first!.data, first!.data] as const;
    const { label, valueOf: inWords } = settingInWords(path, { words, dictionary, armName: names.arm, datasets });
    return { label, values: values.map((value, i) => inWords(value, settings[i]!.data)) };
  });
  const measured: readonly (readonly [string, (one: KeptRun) => string])[] = [
    [runs.distilled, ({ run }) => numberOf(pairedErrors(run)?.distilled)],
    [runs.baseline, ({ run }) => numberOf(pairedErrors(run)?.baseline)],
    [runs.difference, ({ run }) => numberOf(verdictOf(run)?.mean)],
    [
      runs.interval,
      ({ run }) => {
        const verdict = verdictOf(run);
        return verdict && verdict.pairs > 1 ? runs.between(count(verdict.low), count(verdict.high)) : "–";
      },
    ],
    [runs.pairs, ({ run }) => numberOf(pairedErrors(run)?.pairs)],
    [runs.verdict, ({ run }) => runs.word[verdictKey(run)]],
    [runs.time, ({ seconds }) => (seconds === null ? "–" : runs.seconds(count(seconds)))],
    [runs.trained, ({ run }) => (run.origin === "recorded" ? runs.onDate(run.date) : runs.live)],
  ];
  const rows = [...differing, ...measured.map(([label, read]) => ({ label, values: kept.map(read) }))];
  return (
    <ScrollRegion label={runs.compareTitle}>
      <table className="compared-runs">
        <thead>
          <tr>
            <td />
            {kept.map(({ number, name }) => (
              <th key={number} scope="col">
                {name ?? runs.run(number)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, i) => (
                <td key={i}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function numberOf(value: number | undefined): string {
  return value === undefined ? "–" : count(value);
}
