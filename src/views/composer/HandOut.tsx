/** The printed hand-out of a composed lesson: its cards and questions, the code of its link, and an empty table. */

import type { ReactNode } from "react";
import type { ComposedLesson } from "../../lessons/composed/composedLesson.ts";
import { lessonOf } from "../../lessons/composed/lessonOf.ts";
import type { Card, CardText } from "../../lessons/lesson.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { QrCode } from "../lecture/QrCode.tsx";
import { MarkedText } from "../player/MarkedText.tsx";
import { type LessonAddress, LONGEST_QR } from "./lessonAddress.ts";

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
export function HandOut(props: { readonly draft: ComposedLesson; readonly address: LessonAddress }): ReactNode {
  const { draft, address } = props;
  const { lessons, lecture } = useLaterWords();
  const { composer: words } = lessons;
  const tag = usePage((page) => page.words.tag);
  const link = address && "link" in address && address.link.length <= LONGEST_QR ? address.link : null;
  const { cards, texts } = lessonOf(draft, "hand-out");
  const { title, titleLanguage, cards: said } = texts[tag];
  // The last card holds the way into the lab, or nothing: on paper it says nothing.
  const printed = cards.filter(({ id }) => id !== "lab" && id !== "look");
  return (
    <section className="hand-out" aria-label={words.handOut}>
      {link === null ? null : <QrCode text={link} label={lecture.code} />}
      <h2 lang={titleLanguage}>{title}</h2>
      <p className="printed-name">{words.name}</p>
      <ol>
        {printed.map((card) => (
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
