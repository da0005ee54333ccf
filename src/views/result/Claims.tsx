/** The paper's claims, each with its verdict by the shown run. */

import type { ReactNode } from "react";
import type { Messages } from "../../i18n/en.ts";
import { inUnit } from "../../i18n/numberFormats.ts";
import type { ReadRun } from "../../session/run/biasedRun.ts";
import { type ClaimVerdict, claimVerdicts } from "../../session/run/runSelectors.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { Disclosure } from "../elements/Overlay.tsx";
import { useTranslate, useWords } from "../elements/translation.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useShownRun } from "../shown/shownRun.ts";
import { otherFindings, usePapersTable } from "../statements/papersTable.ts";
import "../../styles/resultParts.css";

/** What the papers' table says of a claim, where it says something else. */
const tableFinding = loadedCode(() => import("../statements/TableFinding.tsx"));

type ClaimWords = ReturnType<typeof useLaterWords>["inDetail"]["claim"];

/** The measured difference and its interval, in the claim's measure. */
function figures({ claim, verdict }: ClaimVerdict, words: Messages, said: ClaimWords): string {
  if (!verdict) return "";
  const { mean, low, high, word, pairs, of } = verdict;
  const isEntropy = claim.by === "entropy";
  const format = (value: number) => inUnit(value, isEntropy ? "nats" : "errors");
  const [supports, contradicts] = isEntropy ? [said.entropy, said.entropyLess] : [said.errors, said.errorsMore];
  const difference = mean < 0 ? contradicts(format(-mean)) : supports(format(mean));
  if (word === "one-pair") return difference;
  const part = word === "unfinished" ? `${words.punctuation.comma}${words.progress.afterPairs(pairs, of)}` : "";
  if (pairs < 2) return `${difference}${part}`;
  const [from, to] = mean < 0 ? [-high, -low] : [low, high];
  return `${difference}${words.punctuation.comma}${said.interval(format(from), format(to), pairs)}${part}`;
}

/** What the papers' table counts, after the counts of the run, where a claim has another word there. */
function useCountsInTable(here: string, verdicts: readonly ClaimVerdict[]): string {
  const { papersTable } = useLaterWords();
  const experiment = useShownExperiment();
  const { rows, presetOf } = usePapersTable(verdicts.length > 0);
  const preset = presetOf(experiment);
  const row = rows.find((one) => one.preset === preset && one.dataset === experiment.data.dataset);
  const differs = ({ claim, verdict }: ClaimVerdict) =>
    row !== undefined && verdict !== null && otherFindings([row], row.preset, claim.text, verdict).length > 0;
  if (!row || !verdicts.some(differs)) return here;
  const reproduced = row.findings.filter(({ word }) => word === "reproduced").length;
  return papersTable.counts(here, reproduced, row.findings.length, row.pairs, row.seeds);
}

/** One line with how many claims are reproduced, which opens their list; nothing for a method without claims. */
export default function Claims(): ReactNode {
  const words = useWords();
  const run: ReadRun | null = useShownRun((shown) => shown.run);
  const verdicts = run ? claimVerdicts(run) : [];
  const reproduced = verdicts.filter(({ verdict }) => verdict?.word === "helps").length;
  const summary = useCountsInTable(words.resultColumn.claims(reproduced, verdicts.length), verdicts);
  if (verdicts.length === 0) return null;
  return (
    <Disclosure name="claims" summary={summary}>
      {() => <ClaimList verdicts={verdicts} />}
    </Disclosure>
  );
}

/** The list of the shown run's claims, without the line that opens it. */
export function ShownClaims(): ReactNode {
  const run: ReadRun | null = useShownRun((shown) => shown.run);
  return run ? <ClaimList verdicts={claimVerdicts(run)} /> : null;
}

/** Each claim with its verdict word and the measured difference. */
function ClaimList({ verdicts }: { readonly verdicts: readonly ClaimVerdict[] }): ReactNode {
  const words = useWords();
  const { claim: said } = useLaterWords().inDetail;
  const translate = useTranslate();
  const names = useNames(useShownExperiment());
  return (
    <ul className="claims" aria-label={words.claims}>
      {verdicts.map((one) => {
        const { claim, verdict, missing } = one;
        return (
          <li key={claim.text}>
            {translate(claim.text)}{" "}
            <strong className={verdict?.word ?? ""}>{said.word[verdict?.word ?? "one-pair"]}</strong>
            <small>
              {missing.length > 0
                ? said.missing(missing.map(names.arm).join(", "))
                : verdict
                  ? figures(one, words, said)
                  : said.waiting}
            </small>
            {verdict ? <LoadedPart code={tableFinding} props={{ verdict, claim: claim.text }} isAddition /> : null}
          </li>
        );
      })}
    </ul>
  );
}
