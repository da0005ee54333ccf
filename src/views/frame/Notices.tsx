/** Messages to the visitor: in the visitor's language, with exact values in English beside. */

import type { ReactNode } from "react";
import { areFilesOf } from "../../domain/namedDatasets.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

const offers = loadedCode(() => import("./Offers.tsx"));
const remedy = loadedCode(() => import("./NoticeRemedy.tsx"));

/** The longest detail that a notice shows, in characters. */
const MAX_DETAIL = 400;

/** The notices that offer a remedy of their own. */
const WITH_REMEDY: readonly string[] = ["not-written", "nothing-kept", "non-finite-loss"];

/** Notices, which can be dismissed, with offers and questions above them. */
export function Notices(): ReactNode {
  const words = useWords();
  const { lacksTexts, fetchTexts } = usePage();
  const notices = usePlayground((state) => state.notices);
  const dismiss = usePlayground((state) => state.dismiss);
  const hasOffers = usePlayground(
    (state) =>
      state.cutOff.length > 0 ||
      state.ownExperiment !== null ||
      state.longRun !== null ||
      state.hasLiveStudy ||
      !areFilesOf(state.filesAre, state.experiment),
  );
  return (
    <div className="notices">
      {hasOffers ? <LoadedPart code={offers} props={{}} /> : null}
      {lacksTexts ? (
        <div className="notice" role="status">
          <p>{words.failedPart.noTexts}</p>
          <button type="button" onClick={fetchTexts}>
            {words.failedPart.tryAgain}
          </button>
        </div>
      ) : null}
      {notices.map(({ id, tone, code, detail }) => (
        <div key={id} className={`notice ${tone}`} role={tone === "error" ? "alert" : "status"}>
          <p>
            <strong>{words.notices[code] ?? words.notices["bad-data"]}</strong>{" "}
            <span lang="en">{detail.length > MAX_DETAIL ? `${detail.slice(0, MAX_DETAIL)}…` : detail}</span>
          </p>
          {WITH_REMEDY.includes(code) ? (
            <LoadedPart code={remedy} props={{ code, onPressed: () => dismiss(id) }} />
          ) : null}
          <button type="button" onClick={() => dismiss(id)}>
            {words.dismiss}
          </button>
        </div>
      ))}
    </div>
  );
}
