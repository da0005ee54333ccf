/** The address follows what the lab shows, so that reload, back and a copied address bring the same view. */

import type { StoreApi } from "zustand";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { type Experiment, sameExperiment } from "../../domain/experiment.ts";
import { type LabView, readLabView, withLabView } from "../../places/labView.ts";
import { addressOf, readPlace } from "../../places/place.ts";
import { hashOf } from "../../session/experimentLink.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { type PageChoices, usePage } from "../elements/pageChoices.ts";
import { setBiasOf } from "../shown/showRecorded.ts";

/** How long a view has to stay before it is written, ms: browsers refuse more than some hundred changes a minute. */
const REST = 300;

/** The view that the lab shows. */
export function shownView(page: PageChoices, { run }: Playground): LabView {
  const { probeKind, probe, step, bias, scale, detail, lecture, beat } = page;
  return {
    image: probe === null || probeKind === "drawn" || probeKind === "test" ? null : { set: probeKind, index: probe },
    step,
    bias: bias !== null && bias.of === run?.experiment ? bias.value : 0,
    scale,
    detail,
    beat: lecture ? beat : null,
  };
}

/** The experiment that an address brings; null where it brings none. */
type ExperimentOf = (hash: string) => Promise<Experiment | null>;

/** Shows the view that an address tells. A bias waits until there is a run, of the address's experiment where it brings one. */
export async function showView(hash: string, runs: StoreApi<Playground>, experimentOf: ExperimentOf): Promise<void> {
  const { image, step, bias, scale, detail, beat } = readLabView(hash);
  const { choose } = usePage.getState();
  choose({ probeKind: image?.set ?? "gallery", probe: image?.index ?? null, step, scale, detail, beat, bias: null });
  if (bias === 0) return;
  const linked = await experimentOf(hash);
  if (location.hash !== hash) return;
  if (linked) {
    setBiasOf(runs, linked, bias);
    return;
  }
  const setBias = ({ run }: Playground) => {
    if (run) choose({ bias: { of: run.experiment, value: bias } });
    return run !== null;
  };
  if (setBias(runs.getState())) return;
  const stop = runs.subscribe((state) => {
    if (setBias(state)) stop();
  });
}

/**
 * Writes what the lab shows into the address, as soon as the store has shown anything: the address of the preset or link
 * that brought the experiment as long as it is unchanged, else the lab's own, whose experiment the browser has stored, or
 * where it stores none a link to the experiment. A detail that is opened is a step of its own for "back".
 * @param isStored whether the browser stores the experiment
 */
export function followView(runs: StoreApi<Playground>, experimentOf: ExperimentOf, isStored: boolean): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = readLabView(location.hash);
  const write = async () => {
    const { hash } = location;
    const place = readPlace(hash);
    if (place.kind !== "lab" && place.kind !== "experiment") return;
    const linked = await experimentOf(hash);
    const state = runs.getState();
    const isUnchanged = linked !== null && sameExperiment(linked, state.experiment);
    const own = isUnchanged
      ? addressOf(place)
      : isStored
        ? addressOf({ kind: "lab", preset: null })
        : await hashOf(state.experiment, defaultExperiment);
    if (location.hash !== hash) return;
    const view = shownView(usePage.getState(), state);
    const address = withLabView(own, view);
    const isOpened = view.detail !== null && written.detail === null;
    written = view;
    if (address !== hash) history[isOpened ? "pushState" : "replaceState"](null, "", address);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, REST);
  };
  const first = runs.subscribe(() => {
    first();
    soon();
    usePage.subscribe(soon);
    runs.subscribe((state, before) => {
      if (state.experiment !== before.experiment || state.run?.experiment !== before.run?.experiment) soon();
    });
  });
  addEventListener("hashchange", () => {
    clearTimeout(timer);
    written = readLabView(location.hash);
  });
}
