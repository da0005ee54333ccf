/** The temperature: what the answers are looked at with, and the next run is trained at. */

import { memo, type ReactNode, useId, useMemo } from "react";
import { paramLabel } from "../../i18n/methodText.ts";
import { TEMPERATURE } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { useElementSize } from "../elements/observedElement.ts";
import { usePage } from "../elements/pageChoices.ts";
import { placeOnStops, StopSlider } from "../elements/StopSlider.tsx";
import { stopsOf } from "../elements/sliderStops.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { LockReason, useControlState } from "../shown/controlState.tsx";
import { useTemperature } from "../shown/shownExperiment.ts";
import { useTrainedTemperature } from "../shown/trainedTemperature.ts";
import { labelledStops } from "./stopLabels.ts";

/** Width of a figure of the labels, whose type is larger in a large window. */
const figureWidth = () => (innerWidth >= 1700 ? 8.5 : 7.3);

/** The labels of the stops, and a mark where the student was trained. */
const Stops = memo((props: { readonly stops: readonly number[]; readonly trained: number | null }): ReactNode => {
  const { stops, trained } = props;
  const [room, { width }] = useElementSize();
  const labels = width > 0 ? labelledStops(stops, width, figureWidth(), trained) : [];
  const place = (value: number) => ({ left: `${100 * placeOnStops(stops, value)}%` });
  return (
    <div className="stops" ref={room} aria-hidden="true">
      {trained === null ? null : <span className="trained" style={place(trained)} />}
      {labels.map((stop) => (
        <span key={stop} className={stop === trained ? "stop at-training" : "stop"} style={place(stop)}>
          {stop}
        </span>
      ))}
    </div>
  );
});

/** The line under the slider: the temperature of the training beside the one that is set. */
function Training(props: { readonly id: string; readonly temperature: number; readonly trained: number | null }) {
  const { id, temperature, trained } = props;
  const words = useWords();
  const isIdle = usePlayground(({ phase }) => phase === "idle");
  const isLoading = usePlayground(({ phase }) => phase === "loading");
  const train = usePlayground((state) => state.train);
  const { column } = words;
  const mayTrain = useControlState("train") === "free";
  // Before its first step the shown student has not been trained.
  const isUntrained = usePage(({ step }) => step === 0);
  const isHidden = usePage(({ hides }) => hides !== "none");
  const said = () => {
    if (trained === null || isUntrained) return "";
    // While images load, the run before is still the shown one.
    if (!isIdle) return column.trainsAt(`${isLoading ? temperature : trained}`);
    return trained === temperature ? column.trainedHere : column.trainedAt(`${trained}`);
  };
  if (isHidden) return <span id={id} hidden />;
  return (
    <p className="trained-at">
      <span id={id}>{said()}</span>{" "}
      {mayTrain && isIdle && !isUntrained && trained !== null && trained !== temperature ? (
        <button type="button" className="quiet" onClick={() => train()}>
          {column.trainWith(`${temperature}`)}
        </button>
      ) : null}
    </p>
  );
}

/** The slider of the temperature; nothing where the method has none. */
export function TemperatureControl(): ReactNode {
  const id = useId();
  const words = useWords();
  const translate = useTranslate();
  const dictionary = usePage((page) => page.dictionary);
  const method = usePlayground((state) => state.experiment.method.id);
  const setLive = usePlayground((state) => state.setLive);
  const temperature = useTemperature();
  const trained = useTrainedTemperature();
  const param = methodById(method).params[TEMPERATURE];
  const stops = useMemo(() => (param?.kind === "number" ? stopsOf(param) : []), [param]);
  const state = useControlState(TEMPERATURE);
  const reason = usePage(({ mask }) => mask?.reasons[TEMPERATURE]);
  if (!param || temperature === null || state === "hidden") return null;
  return (
    <div className="temperature">
      <StopSlider
        label={paramLabel(TEMPERATURE, words, dictionary)}
        title={translate(param.doc)}
        tint="teacher"
        value={temperature}
        stops={stops}
        describedBy={id}
        disabled={state === "locked"}
        onChange={(value) => setLive(TEMPERATURE, value)}
      >
        <Stops stops={stops} trained={trained} />
      </StopSlider>
      {reason === undefined || state === "free" ? (
        <Training id={id} temperature={temperature} trained={trained} />
      ) : (
        <LockReason control={TEMPERATURE} />
      )}
    </div>
  );
}
