/** Messages to the visitor: in the visitor's language, with exact values in English beside. */

import type { ReactNode } from "react";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

/** Notices, which can be dismissed, and the offer to resume an interrupted run. */
export function Notices(): ReactNode {
  const words = useWords();
  const notices = usePlayground((state) => state.notices);
  const dismiss = usePlayground((state) => state.dismiss);
  const interrupted = usePlayground((state) => (state.phase === "idle" ? state.interrupted : null));
  const resume = usePlayground((state) => state.resumeInterrupted);
  return (
    <div className="notices">
      {interrupted ? (
        <div className="notice" role="status">
          <p>{words.interrupted}</p>
          <button type="button" onClick={resume}>
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
