/** The ways into the details of the shown run. */

import type { ReactNode } from "react";
import { armsOf } from "../../domain/experiment.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { DETAILS, type Detail } from "../../places/labView.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { ofExperiment } from "../shown/shownExperiment.ts";

const WITHOUT_PICTURES = DETAILS.filter((detail) => detail !== "picture");

const showsPictures = ofExperiment((experiment) =>
  armsOf(experiment).some((arm) => stagesOf(arm, experiment).some(({ pictures }) => pictures?.length)),
);

/** The details that the experiment or the shown run has: pictures only where its method has any. */
export function useDetails(): readonly Detail[] {
  const hasPictures = usePlayground(
    ({ run, experiment }) => (run !== null && Object.keys(run.pictures).length > 0) || showsPictures(experiment),
  );
  return hasPictures ? DETAILS : WITHOUT_PICTURES;
}

/** One button for each detail. */
export function LookCloser({ details }: { readonly details: readonly Detail[] }): ReactNode {
  const { lab: words } = useWords();
  const choose = usePage((page) => page.choose);
  return (
    <div className="look-closer">
      <span>{words.lookCloser}</span>
      {details.map((detail) => (
        <button key={detail} id={`closer-${detail}`} type="button" className="quiet" onClick={() => choose({ detail })}>
          {words.details[detail]}
        </button>
      ))}
    </div>
  );
}
