/** What went wrong, in the visitor's language, with the exact values beside it. */

import type { ReactNode } from "react";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

/** Alerts that can be dismissed; nothing that was made is lost by any of them. */
export function Notices(): ReactNode {
  const words = useWords();
  const notices = usePlayground((state) => state.notices);
  const dismiss = usePlayground((state) => state.dismiss);
  const cutOff = usePlayground((state) => (state.phase === "idle" ? state.interrupted : null));
  const goOn = usePlayground((state) => state.resumeInterrupted);
  return (
    <div className="notices">
      {cutOff ? (
        <div className="notice" role="status">
          <p>{words.interrupted}</p>
          <button type="button" onClick={goOn}>
            {words.goOn}
          </button>
        </div>
      ) : null}
      {notices.map(({ id, tone, code, detail }) => (
        <div key={id} className={`notice ${tone}`} role={tone === "error" ? "alert" : "status"}>
          <p>
            <strong>{words.notices[code] ?? words.notices["bad-data"]}</strong> <span lang="en">{detail}</span>
          </p>
          <button type="button" onClick={() => dismiss(id)}>
            {words.dismiss}
          </button>
        </div>
      ))}
    </div>
  );
}
