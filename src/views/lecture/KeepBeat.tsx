/** Keeps what the lab shows as a beat of a lecture. */

import { type ReactNode, useState } from "react";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { withLabView } from "../../places/labView.ts";
import { hashOf } from "../../session/experimentLink.ts";
import { keepBeat, keptBeats } from "../../session/storage/keptBeats.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlaygroundStore } from "../elements/storeContexts.ts";
import { shownView } from "../frame/shownAddress.ts";

/** A button; beside it how many beats there are. */
export default function KeepBeat(): ReactNode {
  const { lecture } = useLaterWords();
  const store = usePlaygroundStore();
  const [told, setTold] = useState("");
  const keep = async () => {
    const state = store.getState();
    const view = { ...shownView(usePage.getState(), state), detail: null, beat: null };
    const isKept = keepBeat(withLabView(await hashOf(state.experiment, defaultExperiment), view));
    setTold(isKept ? lecture.kept(keptBeats().length) : lecture.notKept);
  };
  return (
    <>
      <button type="button" className="quiet" onClick={keep}>
        {lecture.keep}
      </button>
      <span className="told" role="status">
        {told}
      </span>
    </>
  );
}
