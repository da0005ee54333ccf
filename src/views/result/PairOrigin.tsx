/** Of which pairs the numbers of the result are, and where and when their run was trained. */

import type { ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import type { SectionResult } from "../../hinton2015/views/sectionComparison.ts";
import { signed } from "../../i18n/numberFormats.ts";
import { pairedErrors, studentsOfArm } from "../../session/run/runSelectors.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useShownRun } from "../shown/shownRun.ts";

/** Which pairs the numbers are of, and which students have a bias. */
function usePairsSentence(section: SectionResult | null): string {
  const words = useWords();
  const names = useNames(useShownExperiment());
  const pairs = useShownRun(({ run }) => (run ? pairedErrors(run)?.pairs : undefined)) ?? 0;
  const of = useShownRun(({ run }) => run?.experiment.pairs ?? 0);
  const bias = useShownRun(({ run }) => run?.bias);
  const biased = useShownRun(({ run }) =>
    run?.bias ? studentsOfArm(run, run.bias.arm).filter(({ card }) => run.bias?.networks.has(card.id)).length : 0,
  );
  if (section) return words.meanOf.seeds(words.punctuation.list(section.seeds.map(String)));
  if (pairs === 0) return "";
  if (!bias) return words.meanOf.pairs(pairs, of);
  const missing = of - biased;
  return [
    words.meanOf.pairs(pairs, of),
    words.meanOf.biased(signed(bias.value), names.arm(bias.arm)),
    ...(missing > 0 ? [words.meanOf.lacksBias(missing)] : []),
  ].join(words.punctuation.space);
}

/** Both, in one paragraph. */
export default function PairOrigin({ section }: { readonly section: SectionResult | null }): ReactNode {
  const words = useWords();
  const run = usePlayground(
    useShallow((state) => {
      const { origin, date, backend, experiment } = state.run ?? {};
      return { origin, date, backend: backend?.name, experiment };
    }),
  );
  const pairs = usePairsSentence(section);
  const before = usePlayground((state) =>
    state.newSeed !== null && state.newSeed.seed === state.run?.experiment.seed ? state.newSeed.before : null,
  );
  if (!run.origin || !run.experiment) return null;
  const { seed, data } = run.experiment;
  const dataset = words.onData[data.dataset] ?? data.dataset;
  const all = run.experiment.pairs;
  return (
    <p className="hint">
      {[
        ...(pairs === "" ? [] : [pairs]),
        run.origin === "recorded"
          ? words.origin.recorded(run.date ?? "", run.backend ?? "", seed, all, dataset)
          : words.origin.live(run.backend ?? "", seed, all, dataset),
        ...(before === null
          ? []
          : [`${words.lab.newSeed(seed)}${words.lab.newSeedSince(before)}${words.punctuation.stop}`]),
        ...(section ? [words.meanOf.shownSeed(seed)] : all > 1 ? [words.meanOf.shownPair] : []),
      ].join(words.punctuation.space)}
    </p>
  );
}
