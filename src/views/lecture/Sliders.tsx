/** Temperature and class bias of a slide, at its full width. */

import type { CSSProperties, ReactNode } from "react";
import { signed } from "../../i18n/numberFormats.ts";
import { lastSettingsOf } from "../../session/run/liveSettings.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { useTemperature } from "../shown/shownExperiment.ts";
import { useBias } from "../shown/shownRun.ts";
import { biasOf, LARGEST_BIAS, setBias, setTemperature, TEMPERATURES } from "./commands.ts";
import { useLecture } from "./lectureState.ts";

/** The temperature at which the shown run's student was trained; null where its method has none. */
function useTrainedAt(): number | null {
  return usePlayground(({ run }) => {
    const { temperature } = run ? lastSettingsOf(run).method.params : {};
    return typeof temperature === "number" ? temperature : null;
  });
}

export function Temperature(): ReactNode {
  const { lecture } = useLaterWords();
  const { params } = useWords();
  const store = usePlaygroundStore();
  const temperature = useTemperature();
  const trainedAt = useTrainedAt();
  const isFrozen = useLecture((state) => state.isFrozen);
  if (temperature === null) return null;
  const distances = TEMPERATURES.map((stop) => Math.abs(stop - temperature));
  const nearest = distances.indexOf(Math.min(...distances));
  const spoken =
    trainedAt === null || trainedAt === temperature
      ? lecture.trained(temperature)
      : lecture.trainedAt(temperature, trainedAt);
  return (
    <div className="slide-knob of-teacher">
      <div className="slide-knob-head">
        <span>
          <label htmlFor="slide-temperature">{params["temperature"]}</label>{" "}
          {trainedAt === null ? null : (
            <small className="trained" aria-hidden="true">
              {lecture.trainedThere(trainedAt)}
            </small>
          )}
        </span>
        <output htmlFor="slide-temperature">{temperature}</output>
      </div>
      <input
        id="slide-temperature"
        type="range"
        min={0}
        max={TEMPERATURES.length - 1}
        step={1}
        value={nearest}
        aria-valuetext={spoken}
        disabled={isFrozen}
        onChange={(event) => setTemperature(store, TEMPERATURES[Number(event.target.value)]!)}
      />
      <div className="slide-stops" aria-hidden="true" {...untranslated}>
        {TEMPERATURES.map((stop) => (
          <span key={stop} className={stop === trainedAt ? "trained" : undefined}>
            {stop}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The bias of the dropped classes; it can be set where the last step is shown, to which it belongs. */
export function ClassBias({ names }: { readonly names: string }): ReactNode {
  const { lecture } = useLaterWords();
  const { classBias } = useWords();
  const store = usePlaygroundStore();
  const [bias] = useBias();
  const isFrozen = useLecture((state) => state.isFrozen);
  const isEarlier = usePage((page) => page.step) !== null;
  const [min, max] = [Math.min(0, bias), Math.max(LARGEST_BIAS, bias)];
  return (
    <div className="slide-knob of-student">
      <div className="slide-knob-head">
        <span>
          <label htmlFor="slide-bias">{classBias}</label> {lecture.ofClass(names)}
        </span>
        <output htmlFor="slide-bias">{signed(bias)}</output>
      </div>
      <input
        id="slide-bias"
        type="range"
        min={min}
        max={max}
        step={0.1}
        value={bias}
        aria-valuetext={signed(bias)}
        disabled={isFrozen || isEarlier}
        onChange={(event) => setBias(store, Number(event.target.value))}
      />
      <div className="slide-stops" aria-hidden="true" {...untranslated}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share}>{Math.round(10 * (min + share * (max - min))) / 10}</span>
        ))}
      </div>
    </div>
  );
}

/** The sliders. They keep their room while they are hidden. @param names of the dropped classes */
export function Sliders({ names }: { readonly names: string }): ReactNode {
  const { showsSliders, hides } = useLecture();
  const hasBias = usePlayground(biasOf) !== null && !hides;
  const style: CSSProperties = showsSliders ? {} : { visibility: "hidden" };
  return (
    <div className={hasBias ? "slide-knobs with-bias" : "slide-knobs"} style={style}>
      <Temperature />
      {hasBias ? <ClassBias names={names} /> : null}
    </div>
  );
}
