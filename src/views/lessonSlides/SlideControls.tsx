/** What a card lets move, in large type: the arm, the step, the method's settings, the temperature and the class bias. */

import { type ReactNode, useId } from "react";
import { armsOf, DISTILLED } from "../../domain/experiment.ts";
import { choiceLabel, paramLabel } from "../../i18n/methodText.ts";
import { count } from "../../i18n/numberFormats.ts";
import type { Card } from "../../lessons/lesson.ts";
import { usePage } from "../elements/pageChoices.ts";
import { stopsOf } from "../elements/sliderStops.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useSteps } from "../lab/PlayButton.tsx";
import { biasOf } from "../lecture/commands.ts";
import { useLecture } from "../lecture/lectureState.ts";
import { ClassBias, Temperature } from "../lecture/Sliders.tsx";
import { useMethodSettings } from "../settings/MethodSliders.tsx";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";

/** A slider over stops. */
function Knob(props: {
  readonly label: string;
  readonly of: "student" | "teacher";
  readonly stops: readonly number[];
  readonly at: number;
  readonly move: (at: number) => void;
}): ReactNode {
  const { label, of, stops, at, move } = props;
  const id = useId();
  const isFrozen = useLecture((state) => state.isFrozen);
  const text = stops[at] === undefined ? "–" : count(stops[at]);
  return (
    <div className={`slide-knob of-${of}`}>
      <div className="slide-knob-head">
        <label htmlFor={id}>{label}</label>
        <output htmlFor={id}>{text}</output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.max(0, stops.length - 1)}
        step={1}
        value={at}
        aria-valuetext={text}
        disabled={isFrozen || stops.length < 2}
        onChange={(event) => move(Number(event.target.value))}
      />
    </div>
  );
}

function Step(): ReactNode {
  const { lab } = useWords();
  const { steps, at, show } = useSteps();
  return <Knob label={lab.stepSlider} of="student" stops={steps} at={at} move={show} />;
}

/** The slider of one live setting of the method. */
function LiveSetting({ name }: { readonly name: string }): ReactNode {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const setLive = usePlayground((state) => state.setLive);
  const { params, settingOf } = useMethodSettings();
  const param = params.find(([id]) => id === name)?.[1];
  if (param?.kind !== "number") return null;
  const stops = stopsOf(param);
  const value = Number(settingOf(name, param));
  const distances = stops.map((stop) => Math.abs(stop - value));
  return (
    <Knob
      label={paramLabel(name, words, dictionary)}
      of="student"
      stops={stops}
      at={distances.indexOf(Math.min(...distances))}
      move={(at) => setLive(name, stops[at]!)}
    />
  );
}

const liveSetting = (free: Card["free"] = []) =>
  free.flatMap((control) => (control.startsWith("param.") ? [control.slice("param.".length)] : []));

/** Which sliders a card has. @param hasTemperature whether the shown run's method has one @param hasBias whether the shown run can have one */
export function knobsOf(
  { shows, free = [] }: Card,
  hasTemperature: boolean,
  hasBias: boolean,
): readonly ("step" | "temperature" | "bias" | `param.${string}`)[] {
  return [
    ...(shows.includes("time") ? (["step"] as const) : []),
    ...liveSetting(free).map((name) => `param.${name}` as const),
    ...(free.includes("temperature") && hasTemperature ? (["temperature"] as const) : []),
    ...(shows.includes("bias") && hasBias ? (["bias"] as const) : []),
  ];
}

/** The sliders of a card. They keep their room while they are hidden. @param props.names of the dropped classes */
export function Knobs(props: { readonly knobs: ReturnType<typeof knobsOf>; readonly names: string }): ReactNode {
  const { knobs, names } = props;
  const showsSliders = useLecture((state) => state.showsSliders);
  if (knobs.length === 0) return null;
  return (
    <div className={`slide-knobs of-${knobs.length}`} style={showsSliders ? {} : { visibility: "hidden" }}>
      {knobs.map((knob) => {
        if (knob === "step") return <Step key={knob} />;
        if (knob === "temperature") return <Temperature key={knob} />;
        if (knob === "bias") return <ClassBias key={knob} names={names} />;
        return <LiveSetting key={knob} name={knob.slice("param.".length)} />;
      })}
    </div>
  );
}

/** Whether the shown run can have a class bias. */
export function useHasBias(): boolean {
  const hides = useLecture((state) => state.hides);
  return usePlayground(biasOf) !== null && !hides;
}

/** The arms whose student can be shown, as toggle buttons. */
export function Arms(): ReactNode {
  const words = useWords();
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const arm = usePlayground((state) => state.shownArm);
  const showArm = usePlayground((state) => state.showArm);
  const isFrozen = useLecture((state) => state.isFrozen);
  const arms = armsOf(experiment);
  const shown = arms.includes(arm) ? arm : DISTILLED;
  return (
    <div className="slide-arms" role="group" aria-label={words.shownArm}>
      <span aria-hidden="true">{words.shownArm}</span>
      {arms.map((one) => (
        <button key={one} type="button" aria-pressed={one === shown} disabled={isFrozen} onClick={() => showArm(one)}>
          {names.arm(one)}
        </button>
      ))}
    </div>
  );
}

/** The settings of the method that need a new run, as the shown run has them, in one line. */
export function SettingsLine(): ReactNode {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const { params, settingOf } = useMethodSettings();
  const said = params.flatMap(([name, param]) => {
    if (param.kind === "number" && param.live) return [];
    const value = settingOf(name, param);
    const text = typeof value === "number" ? count(value) : choiceLabel(name, `${value}`, words, dictionary);
    return [[paramLabel(name, words, dictionary), text] as const];
  });
  return (
    <dl className="slide-settings">
      {said.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt> <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
