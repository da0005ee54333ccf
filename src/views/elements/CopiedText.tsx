/** A text that is copied with a button beside it. */

import { type ReactNode, useId, useState } from "react";
import { useLaterWords } from "./laterWords.ts";
import { useWords } from "./translation.ts";

export function CopiedText({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const id = useId();
  const { copied, copyByHand } = useWords();
  const { composer: words } = useLaterWords().lessons;
  const [message, setMessage] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setMessage(copied),
      () => setMessage(copyByHand),
    );
  return (
    <>
      <div className="composed-copy">
        <label htmlFor={id}>{label}</label>
        <textarea id={id} readOnly value={text} />
      </div>
      <p>
        <button type="button" onClick={copy}>
          {words.copy(label)}
        </button>{" "}
        <span role="status">{message}</span>
      </p>
    </>
  );
}
