/** The sheet of all settings, in place of the result. */

import { type ReactNode, useEffect, useRef } from "react";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";
import { SettingsSections } from "../settings/SettingsSections.tsx";

/** The sheet. Escape closes it. */
export default function AllSettings(): ReactNode {
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  const close = () => {
    choose({ settings: false });
    document.querySelector<HTMLElement>(".experiment-bar .facts")?.focus();
  };
  return (
    <section
      ref={sheet}
      className="sheet"
      tabIndex={-1}
      aria-label={words.lab.settingsTitle}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <div className="sheet-head">
        <h2>{words.lab.settingsTitle}</h2>
        <button type="button" onClick={close}>
          {words.close}
        </button>
      </div>
      <SettingsSections />
    </section>
  );
}
