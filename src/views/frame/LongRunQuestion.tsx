/** Asks before a run that is estimated as long. */

import type { ReactNode } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** The question, with the estimated hours and memory; nothing where no run waits for it. */
export function LongRunQuestion(): ReactNode {
  const { longRun: words } = useLaterWords();
  const longRun = usePlayground((state) => state.longRun);
  const confirm = usePlayground((state) => state.confirmLongRun);
  const dismiss = usePlayground((state) => state.dismissLongRun);
  if (!longRun) return null;
  const hours = (longRun.seconds / 3600).toPrecision(2);
  const megabytes = `${Math.ceil(longRun.bytes / 2 ** 20)}`;
  return (
    <div className="notice" role="status">
      <p>{words.question(hours, megabytes)}</p>
      <button type="button" onClick={confirm}>
        {words.start}
      </button>
      <button type="button" onClick={dismiss}>
        {words.leave}
      </button>
    </div>
  );
}
