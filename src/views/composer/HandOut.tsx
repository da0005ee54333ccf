/** The printed hand-out of a composed lesson: its cards and questions, the code of its link, and an empty table. */

import { type ReactNode, useEffect, useState } from "react";
import type { ComposedLesson } from "../../lessons/composed/composedLesson.ts";
import { fitsAddress, packedLesson } from "../../lessons/composed/lessonLink.ts";
import { lessonOf } from "../../lessons/composed/lessonOf.ts";
import type { Card, CardText } from "../../lessons/lesson.ts";
import { addressOf } from "../../places/place.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { QrCode } from "../lecture/QrCode.tsx";
import { MarkedText } from "../player/MarkedText.tsx";

/** Rows of the table to be filled in. */
const ROWS = 6;

/** A card on paper. */
function PrintedCard({ card, text }: { readonly card: Card; readonly text: CardText }): ReactNode {
  const { languages } = text;
  // None of these texts depends on figures or on the state of the page.
  const texts = [
    [text.body?.(null), languages?.body],
    [card.kind === "act" ? text.action?.(null, undefined as never) : undefined, languages?.action],
  ] as const;
  return (
    <li>
      <b lang={languages?.title}>{text.title(null)}</b>
      {texts.map(([said, lang], i) =>
        said ? (
          <p key={i}>
            <MarkedText text={said} lang={lang} />
          </p>
        ) : null,
      )}
      {text.options ? (
        <ul className="printed-options" lang={languages?.options}>
          {text.options(null).map((option, i) => (
            <li key={i}>{option}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** The hand-out, which only paper shows. */
export function HandOut({ draft }: { readonly draft: ComposedLesson }): ReactNode {
  const { lessons, lecture } = useLaterWords();
  const { composer: words } = lessons;
  const tag = usePage((page) => page.words.tag);
  const [link, setLink] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    packedLesson(draft).then((packed) => {
      const address = addressOf({ kind: "lesson-link", packed, card: null });
      if (isCurrent) setLink(fitsAddress(address) ? new URL(address, location.href).href : null);
    });
    return () => {
      isCurrent = false;
    };
  }, [draft]);
  const { cards, texts } = lessonOf(draft, "hand-out");
  const { title, titleLanguage, cards: said } = texts[tag];
  return (
    <section className="hand-out" aria-label={words.handOut}>
      <h2 lang={titleLanguage}>{title}</h2>
      {link !== null && link.length < 2900 ? <QrCode text={link} label={lecture.code} /> : null}
      <ol>
        {cards.map((card) => (
          <PrintedCard key={card.id} card={card} text={said[card.id]!} />
        ))}
      </ol>
      <table>
        <thead>
          <tr>
            {words.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: ROWS }, (_, row) => (
            <tr key={row}>
              {words.columns.map((column) => (
                <td key={column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
