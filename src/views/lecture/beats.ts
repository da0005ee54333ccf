/** The beats of a lecture: states of the lab in their order, each with what the slide says beside it. */

import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { FIRST_VIEW, type LabView, readLabView, withoutLabView } from "../../places/labView.ts";
import { readHash } from "../../session/experimentLink.ts";
import { withLiveSetting } from "../../session/run/liveSettings.ts";

/** What the panel beside the bars shows. */
export const PANELS = ["networks", "numbers", "curve", "dropped", "shuffled", "seen", "link"] as const;
export type Panel = (typeof PANELS)[number];

/** What the sentence says: the answers, a result of the run, or what the runs of the talk have shown. */
export const SAYINGS = ["answers", "result", "dropped", "shuffled", "seen", "link"] as const;
export type Saying = (typeof SAYINGS)[number];

export interface Beat {
  readonly experiment: Experiment;
  readonly view: LabView;
  /** the student's answers and the curve are hidden, until they are asked for */
  readonly hides: boolean;
  readonly panel: Panel;
  readonly says: Saying;
}

/** The presets whose recorded runs the talk shows: its main result, a dropped class, and shuffled targets. */
export const TALK_PRESETS = { main: "hinton", dropped: "drop-3s", shuffled: "few-labels" } as const;
const { main, dropped, shuffled } = TALK_PRESETS;

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
  beat(main, 1, 9, { hides: true, panel: "networks", says: "answers" }),
  beat(main, 4, 9, { hides: true, panel: "networks", says: "answers" }),
  beat(main, 4, 9, { panel: "numbers", says: "result" }),
  beat(dropped, 4, 3, { hides: true, panel: "dropped", says: "dropped" }),
  beat(dropped, 4, 3, { panel: "dropped", says: "dropped" }),
  beat(dropped, 4, 3, { panel: "dropped", says: "dropped", bias: 0.7 }),
  beat(shuffled, 4, 9, { panel: "shuffled", says: "shuffled" }),
  beat(main, 4, 9, { panel: "seen", says: "seen" }),
  beat(dropped, 20, 3, { panel: "link", says: "link" }),
];

/** Reads a kept beat. @throws LinkError where its address cannot be read */
export async function readBeat(hash: string): Promise<Beat> {
  const experiment = (await readHash(withoutLabView(hash), defaultExperiment)) ?? defaultExperiment;
  const dropsClasses = experiment.transferSet.omitClasses.length > 0;
  const panel = dropsClasses ? "dropped" : "numbers";
  return { experiment, view: readLabView(hash), hides: false, panel, says: "answers" };
}
