/** What the chooser of experiments shows: cards with a search, a study, or the papers' whole table. */

import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import { english, loadTexts, type Texts } from "../../i18n/languages.ts";
import { studyById } from "../../methods/experiments/studies.ts";
import { useStudyStore } from "../dialogs/studies.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { usePapersTable } from "../statements/papersTable.ts";
import { CardGrid } from "./CardGrid.tsx";
import { type Card, cards, isFound } from "./cards.ts";
import "../../styles/chooserCards.css";

const fidelityTable = loadedCode(() => import("../dialogs/FidelityTable.tsx"));
const studyTable = loadedCode(() => import("../dialogs/StudyTable.tsx"));

type View = "cards" | "study" | "claims";

/** The languages among whose words cards are looked for; Chinese is fetched. */
function useSoughtLanguages(): readonly Texts[] {
  const [languages, setLanguages] = useState<readonly Texts[]>([english]);
  useEffect(() => {
    loadTexts("zh").then(
      (chinese) => setLanguages([english, chinese]),
      () => {},
    );
  }, []);
  return languages;
}

function Cards(props: {
  readonly sought: string;
  readonly onChoose: (card: Card) => void;
  readonly onAllClaims: () => void;
}): ReactNode {
  const { sought, ...intents } = props;
  const { cards: words } = useLaterWords();
  const presetId = usePlayground((state) => state.presetId);
  const looked = useDeferredValue(sought);
  const languages = useSoughtLanguages();
  const { rows } = usePapersTable(true);
  const found = cards.filter((card) => isFound(card, looked, languages));
  return (
    <>
      <p role="status" className="hint">
        {found.length === 0 ? words.nothing(looked.trim()) : ""}
      </p>
      <CardGrid cards={found} rows={rows} shownPreset={presetId} {...intents} />
    </>
  );
}

/**
 * @param props.sought what is looked for: what is typed leads back to the cards
 * @param props.onClose closes the dialog
 */
export default function Chooser(props: { readonly sought: string; readonly onClose: () => void }): ReactNode {
  const { sought, onClose } = props;
  const { cards: ofCards, studies, fidelity } = useLaterWords();
  const choosePreset = usePlayground((state) => state.choosePreset);
  const chooseStudy = useStudyStore((studies) => studies.choose);
  const [{ view, since }, show] = useState<{ readonly view: View; readonly since: string }>({
    view: "cards",
    since: sought,
  });
  const setView = (next: View) => show({ view: next, since: sought });
  const choose = ({ id, group }: Card) => {
    if (group !== "questions") {
      choosePreset(id);
      onClose();
      return;
    }
    chooseStudy(studyById(id)).catch(() => {});
    setView("study");
  };
  if (view === "cards" || sought !== since)
    return <Cards sought={sought} onChoose={choose} onAllClaims={() => setView("claims")} />;
  return (
    <div className="chooser-table">
      <button type="button" onClick={() => setView("cards")}>
        <span aria-hidden="true">← </span>
        {ofCards.back}
      </button>
      <h3>{view === "study" ? studies.title : fidelity.title}</h3>
      {view === "study" ? (
        <LoadedPart code={studyTable} props={{ onTaken: onClose }} />
      ) : (
        <LoadedPart code={fidelityTable} props={{}} />
      )}
    </div>
  );
}
