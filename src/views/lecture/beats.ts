/** The beats of a lecture: states of the lab in their order, each with what the slide says beside it. */

import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { FIRST_VIEW, type LabView, readLabView, withoutLabView } from "../../places/labView.ts";
import { readHash } from "../../session/experimentLink.ts";
import { withLiveSetting } from "../../session/run/liveSettings.ts";

/** What the panel beside the bars shows. */
export const PANELS = ["networks", "numbers", "curve", "dropped", "shuffled", "link"] as const;
export type Panel = (typeof PANELS)[number];

/** What the sentence says: the answers, or a result of the run. */
export type Saying = "answers" | "result" | "dropped" | "shuffled" | "link";

export interface Beat {
  readonly experiment: Experiment;
  readonly view: LabView;
  /** the student's answers and the curve are hidden, until they are asked for */
  readonly hides: boolean;
  readonly panel: Panel;
  readonly says: Saying;
}

/** The run in which students of shuffled targets are compared. */
export const SHUFFLED_PRESET = "few-labels";

function beat(
  preset: string,
  temperature: number,
  digit: number,
  others: Pick<Beat, "panel" | "says"> & { readonly hides?: boolean; readonly bias?: number },
): Beat {
  const { panel, says, hides = false, bias = 0 } = others;
  return {
    experiment: withLiveSetting(presetById(preset).experiment, "temperature", temperature),
    // The gallery has one image of each class, in their order.
    view: { ...FIRST_VIEW, image: { set: "gallery", index: digit }, bias },
    ...{ hides, panel, says },
  };
}

/** The talk of three minutes, for a visitor who has kept no beats. */
export const talk: readonly Beat[] = [
  beat("hinton", 1, 9, { hides: true, panel: "networks", says: "answers" }),
  beat("hinton", 4, 9, { hides: true, panel: "networks", says: "answers" }),
  beat("hinton", 4, 9, { panel: "numbers", says: "result" }),
  beat("drop-3s", 4, 3, { hides: true, panel: "dropped", says: "dropped" }),
  beat("drop-3s", 4, 3, { panel: "dropped", says: "dropped" }),
  beat("drop-3s", 4, 3, { panel: "dropped", says: "dropped", bias: 0.7 }),
  beat(SHUFFLED_PRESET, 4, 9, { panel: "shuffled", says: "shuffled" }),
  beat("drop-3s", 20, 3, { panel: "link", says: "link" }),
];

/** Reads a kept beat. @throws LinkError where its address cannot be read */
export async function readBeat(hash: string): Promise<Beat> {
  const experiment = (await readHash(withoutLabView(hash), defaultExperiment)) ?? defaultExperiment;
  const dropsClasses = experiment.transferSet.omitClasses.length > 0;
  const panel = dropsClasses ? "dropped" : "numbers";
  return { experiment, view: readLabView(hash), hides: false, panel, says: "answers" };
}
