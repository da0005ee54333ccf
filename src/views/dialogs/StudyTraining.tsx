/** Trains the chosen study here: what that takes, its seed and buttons, and how far the study is that is trained. */

import type { ReactNode } from "react";
import { MAX_SEED } from "../../domain/experiment.ts";
import type { Study } from "../../methods/experiments/studies.ts";
import { openExperiments } from "../../session/comparisons/studyReadings.ts";
import { seedOf, studySeconds } from "../../session/studies/studyStore.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { NumberField } from "../elements/NumberField.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { LiveStudyState } from "./LiveStudy.tsx";
import { useStudyStore } from "./studies.ts";

/** The seed of the next training. */
export function useLiveSeed(): number {
  const experiment = usePlayground((state) => state.experiment);
  return useStudyStore((studies) => seedOf(studies, experiment));
}

/** Whether "start" goes on with the study that is held, and which other one it would end. */
function useHeld(study: Study): { readonly goesOn: boolean; readonly ends: Study | null } {
  const { dataset } = usePlayground((state) => state.experiment.data);
  const seed = useLiveSeed();
  const live = useStudyStore((studies) => studies.live);
  if (live?.state !== "held") return { goesOn: false, ends: null };
  const goesOn = live.study === study && live.dataset === dataset && live.seed === seed;
  return { goesOn, ends: goesOn ? null : live.study };
}

/** What the training of the chosen study takes. */
function Estimate({ study }: { readonly study: Study }): ReactNode {
  const { studies: words } = useLaterWords();
  const { datasets, punctuation } = useWords();
  const { dataset } = usePlayground((state) => state.experiment.data);
  const readings = useStudyStore((studies) => studies.readings);
  const seed = useLiveSeed();
  const runs = openExperiments(study, readings, dataset, seed).length;
  const name = datasets[dataset] ?? dataset;
  const time = words.duration(studySeconds(study, readings, dataset, seed));
  return (
    <p>
      {runs === 0
        ? words.nothingOpen(name, seed)
        : words.estimate(runs, name, seed, time) + punctuation.space + words.isFree}
    </p>
  );
}

export function StudyTraining({ study }: { readonly study: Study }): ReactNode {
  const { studies: words } = useLaterWords();
  const { notices } = useWords();
  const translate = useTranslate();
  const live = useStudyStore((studies) => studies.live);
  const failure = useStudyStore((studies) => studies.failure);
  const start = useStudyStore((studies) => studies.start);
  const hold = useStudyStore((studies) => studies.hold);
  const chooseSeed = useStudyStore((studies) => studies.chooseSeed);
  const seed = useLiveSeed();
  const { goesOn, ends } = useHeld(study);
  const isTraining = live?.state === "training";
  return (
    <section className="study-training" aria-label={words.start}>
      <NumberField label={words.seed} value={seed} min={0} max={MAX_SEED} onChange={chooseSeed} />
      <Estimate study={study} />
      <div className="buttons">
        <button type="button" className="primary" disabled={isTraining} onClick={start}>
          {goesOn ? words.goOn : words.start}
        </button>
        <button type="button" disabled={!isTraining} onClick={hold}>
          {words.stop}
        </button>
      </div>
      {live ? <LiveStudyState live={live} /> : null}
      {ends ? <p className="hint">{words.replaces(translate(ends.title))}</p> : null}
      {failure ? (
        <p role="alert">
          <strong>{notices[failure.code] ?? notices["bad-data"]}</strong> <span lang="en">{failure.detail}</span>
        </p>
      ) : null}
    </section>
  );
}
