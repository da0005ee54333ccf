/** What the papers' table finds about the claims of a method: a mark each, the counts in words, and what they rest on. */

import type { ReactNode } from "react";
import type { Finding } from "../../session/comparisons/claimFindings.ts";
import type { PapersRow } from "../../session/comparisons/jointFindings.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { untranslated, useWords } from "../elements/translation.ts";

const WORDS = ["reproduced", "reversed", "inconclusive"] as const satisfies readonly Finding["word"][];

/** A disc, a cross or a ring. */
function ClaimMark({ word }: { readonly word: Finding["word"] }): ReactNode {
  return (
    <svg {...untranslated} className={`mark ${word}`} viewBox="0 0 11 11" width={11} height={11} aria-hidden="true">
      {word === "reversed" ? <path d="M1.5 1.5l8 8m0 -8l-8 8" /> : <circle cx={5.5} cy={5.5} r={4.4} />}
    </svg>
  );
}

/** The row that a method's card reads: its own experiment on the built-in digits. */
export function rowOfCard(rows: readonly PapersRow[], method: string): PapersRow | undefined {
  return rows.find((row) => row.preset === method && row.dataset === "digits");
}

/**
 * The marks of one row. Their room is kept until the table has come.
 * @param props.isMissing whether the table has come, and has no such row
 */
export function ClaimMarks(props: { readonly row: PapersRow | undefined; readonly isMissing: boolean }): ReactNode {
  const { row, isMissing } = props;
  const { punctuation } = useWords();
  const { cards, fidelity } = useLaterWords();
  const found = row?.findings ?? [];
  const counted = WORDS.flatMap((word) => {
    const n = found.filter((finding) => finding.word === word).length;
    return n > 0 ? [cards.counted(n, fidelity.words[word])] : [];
  });
  return (
    <span className="marks">
      {found.map(({ claim, word }) => (
        <ClaimMark key={claim} word={word} />
      ))}
      <span>{counted.join(punctuation.comma)}</span>
      <span>{row ? cards.restsOn(row.pairs, row.seeds) : isMissing ? fidelity.notMeasured : ""}</span>
    </span>
  );
}

/** What each mark means, and what was measured. */
export function MarksLegend({ rows }: { readonly rows: readonly PapersRow[] }): ReactNode {
  const { datasets } = useWords();
  const { cards } = useLaterWords();
  const onDigits = rows.filter(({ dataset, preset, method }) => dataset === "digits" && preset === method);
  const [first] = onDigits;
  const isCommon = onDigits.every(({ seeds }) => seeds.join() === first?.seeds.join());
  return (
    <p className="marks legend">
      {WORDS.map((word) => (
        <span key={word}>
          <ClaimMark word={word} /> {cards.marked[word]}
        </span>
      ))}
      <span>
        {first && isCommon ? cards.measured(first.pairs, datasets[first.dataset] ?? first.dataset, first.seeds) : ""}
      </span>
    </p>
  );
}
