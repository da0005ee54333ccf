/** A pointer to the papers' table where a shown run's word about a claim is another one than the table's. */

import type { ReactNode } from "react";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Verdict } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { otherFindings, usePapersTable } from "./papersTable.ts";
import "../../styles/resultParts.css";

/** @param props.claim the claim; absent: that the method makes fewer errors, where it states no other */
export default function TableFinding(props: { readonly verdict: Verdict | null; readonly claim?: string }): ReactNode {
  const { verdict } = props;
  const words = useWords();
  const { fidelity, papersTable } = useLaterWords();
  const experiment = useShownExperiment();
  const method = methodById(experiment.method.id);
  const hasRun = usePlayground((state) => state.run !== null);
  const claim = props.claim ?? (method.claims?.length ? null : method.claim);
  const { rows, presetOf } = usePapersTable(hasRun && verdict !== null && claim !== null);
  const preset = presetOf(experiment);
  const others = verdict && claim !== null && preset !== null ? otherFindings(rows, preset, claim, verdict) : [];
  if (others.length === 0) return null;
  const { onData } = words;
  const found = others.map(({ finding: { word, pairs, seeds }, row }) =>
    papersTable.found(fidelity.words[word], pairs, onData[row.dataset] ?? row.dataset, seeds),
  );
  const { pairs, seed, data } = experiment;
  return (
    <small className="table-finding">
      {papersTable.says(fidelity.title, found.join(words.punctuation.semicolon))}
      <span className="of-this-run">
        {words.punctuation.space}
        {papersTable.why(pairs, onData[data.dataset] ?? data.dataset, seed)}
      </span>
    </small>
  );
}
