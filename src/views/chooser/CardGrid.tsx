/** The cards in their groups. Arrow keys move between them; the cards are one stop of the Tab key. */

import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { Texts } from "../../i18n/languages.ts";
import type { PapersRow } from "../../session/comparisons/jointFindings.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { ClaimMarks, MarksLegend, rowOfCard } from "./ClaimMarks.tsx";
import { cardAfter } from "./cardKeys.ts";
import { type Card, type GroupId, textOf } from "./cards.ts";
import { Pictogram } from "./Pictogram.tsx";

const keyOf = ({ group, id }: Card) => `${group} ${id}`;

function CardButton(props: {
  readonly card: Card;
  readonly texts: Texts;
  readonly isShown: boolean;
  readonly isStop: boolean;
  readonly row: PapersRow | undefined;
  readonly isMissing: boolean;
  readonly onChoose: (card: Card) => void;
}): ReactNode {
  const { card, texts, isShown, isStop, row, onChoose } = props;
  const { name, paper, sentence } = textOf(card, texts);
  const { group, id, method } = card;
  return (
    <button
      type="button"
      className="card"
      tabIndex={isStop ? 0 : -1}
      aria-current={isShown ? "true" : undefined}
      data-card={keyOf(card)}
      {...(group === "questions" ? { "data-study": id } : { "data-preset": id })}
      onClick={() => onChoose(card)}
    >
      {method ? <Pictogram method={method} /> : null}
      <strong>{name}</strong>
      {paper ? <small>{paper}</small> : null}
      <span className="sentence">{sentence}</span>
      {method === id ? <ClaimMarks row={row} isMissing={props.isMissing} /> : null}
    </button>
  );
}

/**
 * @param props.cards those that are shown, in reading order
 * @param props.shownPreset the preset whose card is marked
 */
export function CardGrid(props: {
  readonly cards: readonly Card[];
  readonly rows: readonly PapersRow[];
  readonly shownPreset: string | null;
  readonly onChoose: (card: Card) => void;
  readonly onAllClaims: () => void;
}): ReactNode {
  const { cards, rows, shownPreset, onChoose, onAllClaims } = props;
  const { cards: words } = useLaterWords();
  const texts = { words: usePage((page) => page.words), dictionary: usePage((page) => page.dictionary) };
  const all = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const isShown = ({ id, group }: Card) => group !== "questions" && id === shownPreset;
  const stop = cards.find((card) => keyOf(card) === focused) ?? cards.find(isShown) ?? cards[0];
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...(all.current?.querySelectorAll<HTMLButtonElement>("[data-card]") ?? [])];
    const from = buttons.indexOf(event.target as HTMLButtonElement);
    if (from < 0) return;
    const to = cardAfter(
      buttons.map((button) => button.getBoundingClientRect()),
      from,
      event.key,
    );
    if (to === from) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  const groups = [...new Set(cards.map(({ group }) => group))];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside
    <div
      ref={all}
      className="card-groups"
      onKeyDown={move}
      onFocus={({ target }) => setFocused(target.dataset["card"] ?? null)}
    >
      {groups.map((group: GroupId) => (
        <section key={group} aria-label={words.groups[group]}>
          <h3>
            {words.groups[group]} <small>{words.about[group]}</small>
          </h3>
          <div className="cards">
            {cards
              .filter((card) => card.group === group)
              .map((card) => (
                <CardButton
                  key={card.id}
                  {...{ card, texts, onChoose }}
                  isShown={isShown(card)}
                  isStop={card === stop}
                  row={card.method ? rowOfCard(rows, card.method) : undefined}
                  isMissing={rows.length > 0 && card.method !== null && !rowOfCard(rows, card.method)}
                />
              ))}
          </div>
          {group === "papers" ? (
            <div className="below-papers">
              <MarksLegend rows={rows} />
              <button type="button" onClick={onAllClaims}>
                {words.allClaims}
              </button>
            </div>
          ) : null}
        </section>
      ))}
    </div>
  );
}
