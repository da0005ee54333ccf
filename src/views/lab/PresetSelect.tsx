/** The name of the present experiment, which opens the chooser. */

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { presetName } from "../chooser/presetName.ts";
import { ErrorBoundary } from "../elements/ErrorBoundary.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

const chooser = loadedCode(() => import("../chooser/Chooser.tsx"));

/** A combobox whose list is the dialog of the chooser. Nothing changes until a card is chosen. */
export function PresetSelect(): ReactNode {
  const words = useWords();
  const presetId = usePlayground((state) => state.presetId);
  const name = usePage((page) => (presetId === null ? page.words.ownExperiment : presetName(presetId, page)));
  const [open, setOpen] = useState(false);
  const [sought, setSought] = useState("");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) {
      dialog.current?.showModal();
      // The search field has the focus; on a touch screen that would open the keyboard over the cards.
      if (matchMedia("(pointer: coarse)").matches) dialog.current?.focus();
    }
    if (!open) dialog.current?.close();
  }, [open]);
  const close = () => {
    setOpen(false);
    setSought("");
  };
  const openByKey = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    setOpen(true);
  };
  const toFirstCard = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    dialog.current?.querySelector<HTMLElement>("[data-card]")?.focus();
  };
  return (
    <>
      <button
        type="button"
        className="preset"
        role="combobox"
        aria-label={words.preset}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls="chooser"
        value={presetId ?? ""}
        onClick={() => setOpen(true)}
        onKeyDown={openByKey}
      >
        {name}
      </button>
      <dialog
        ref={dialog}
        id="chooser"
        tabIndex={-1}
        className="chooser"
        aria-label={words.lab.chooser.title}
        onClose={close}
      >
        <div className="chooser-bar">
          <h2>{words.lab.chooser.title}</h2>
          <input
            type="search"
            aria-label={words.lab.chooser.find}
            placeholder={`${words.lab.chooser.find}: ${words.lab.chooser.example}`}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
            onKeyDown={toFirstCard}
          />
          <span className="hint">{words.lab.chooser.now(name)}</span>
          <button type="button" onClick={close}>
            {words.close}
          </button>
        </div>
        {open ? (
          <ErrorBoundary>
            <LoadedPart code={chooser} props={{ sought, onClose: close }} />
          </ErrorBoundary>
        ) : null}
      </dialog>
    </>
  );
}
