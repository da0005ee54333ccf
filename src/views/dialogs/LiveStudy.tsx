/** The study that is trained: how far it is, how long it takes, and its buttons; in the chooser and beside the notices. */

import type { ReactNode } from "react";
import { count } from "../../i18n/numberFormats.ts";
import type { LiveStudy } from "../../session/studies/studyStore.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { useStudyStore } from "./studies.ts";

/** How far the study is, which changes with each cell. */
function useStateOf(live: LiveStudy): string {
  const { studies: words } = useLaterWords();
  const translate = useTranslate();
  const title = translate(live.study.title);
  const all = live.study.cells.length;
  if (live.state === "done") return words.done(title, all);
  return live.state === "held" ? words.held(title, live.read, all) : words.training(title, live.read, all);
}

/** The step, the rate and the time left, which change all the time and are not announced. */
function Pace({ live }: { readonly live: LiveStudy }): ReactNode {
  const { punctuation } = useWords();
  const { studies: words } = useLaterWords();
  const isBeside = usePlayground((state) => state.phase === "training" || state.phase === "loading");
  const left = words.duration(live.secondsLeft);
  const { progress } = live;
  if (live.state !== "training") return null;
  const pace = progress
    ? words.pace(progress.step, progress.steps, count(Math.round(progress.stepsPerSecond)), left)
    : words.preparing(left);
  return (
    <p className="study-pace number">
      {pace}
      {isBeside ? punctuation.space + words.beside : ""}
    </p>
  );
}

/** How far the study is, in the chooser. */
export function LiveStudyState({ live }: { readonly live: LiveStudy }): ReactNode {
  const state = useStateOf(live);
  return (
    <div className="study-live">
      <p role="status" className="study-state">
        {state}
      </p>
      <Pace live={live} />
    </div>
  );
}

function NoticeOf({ live }: { readonly live: LiveStudy }): ReactNode {
  const { dismiss: dismissWord } = useWords();
  const { studies: words } = useLaterWords();
  const hold = useStudyStore((studies) => studies.hold);
  const goOn = useStudyStore((studies) => studies.goOn);
  const dismiss = useStudyStore((studies) => studies.dismiss);
  const state = useStateOf(live);
  const button = (label: string, press: () => void) => (
    <button type="button" onClick={press}>
      {label}
    </button>
  );
  return (
    <div className="notice">
      <div>
        <p role="status">{state}</p>
        <Pace live={live} />
      </div>
      {live.state === "training" ? button(words.stop, hold) : null}
      {live.state === "held" ? button(words.goOn, goOn) : null}
      {live.state === "training" ? null : button(dismissWord, dismiss)}
    </div>
  );
}

/** The study that is trained, beside the notices of the page: it goes on while the lab is used. */
export function LiveStudyNotice(): ReactNode {
  const live = useStudyStore((studies) => studies.live);
  return live ? <NoticeOf live={live} /> : null;
}
