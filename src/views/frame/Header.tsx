/** The top line: title, presets, the buttons of training, dialogs, sharing and the page's own choices. */

import { type ReactNode, useState } from "react";
import { sectionExperiments } from "../../hinton2015/experiments.ts";
import { type Preset, presets } from "../../methods/experiments/presets.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { addressOf } from "../../places/place.ts";
import { isOutdated } from "../../session/playgroundStore.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { Overlay, OverlayButton } from "../elements/Overlay.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { usePlace } from "./openPlace.ts";

const fidelityTable = loadedCode(() => import("../dialogs/FidelityTable.tsx"));
const hintonSectionTable = loadedCode(() => import("../../hinton2015/views/HintonSectionTable.tsx"));
const studyTable = loadedCode(() => import("../dialogs/StudyTable.tsx"));

const isOfSection = (preset: string) => sectionExperiments.some(({ id }) => id === preset);

function ShareButton(): ReactNode {
  const words = useWords();
  const share = usePlayground((state) => state.share);
  const [message, setMessage] = useState("");
  const copy = async () => {
    const link = await share();
    history.replaceState(null, "", new URL(link).hash);
    try {
      await navigator.clipboard.writeText(link);
      setMessage(words.copied);
    } catch {
      setMessage(`${words.copyByHand} ${link}`);
    }
  };
  return (
    <>
      <button type="button" onClick={copy}>
        {words.share}
      </button>
      <span className="told" role="status">
        {message}
      </span>
    </>
  );
}

function TrainingButtons(): ReactNode {
  const words = useWords();
  const state = usePlayground((playground) => playground);
  const { phase } = state;
  const outdated = isOutdated(state);
  const idle = phase === "idle";
  const pauseLabel = words[phase === "paused" ? "resume" : "pause"];
  return (
    <div className="transport">
      <button type="button" onClick={state.reset}>
        {words.reset}
      </button>
      {idle || outdated ? (
        <button
          type="button"
          className="primary"
          aria-label={words.train}
          title={outdated ? words.trainAgain : ""}
          onClick={() => state.train()}
        >
          {words.train}
        </button>
      ) : (
        <button type="button" className="primary" onClick={state.stop}>
          {words.stop}
        </button>
      )}
      <button type="button" disabled={idle} onClick={phase === "paused" ? state.resume : state.pause}>
        {pauseLabel}
      </button>
      <button type="button" disabled={phase !== "paused"} onClick={state.step}>
        {words.step}
      </button>
    </div>
  );
}

/** Hinton's section, which is a place with an address of its own. */
function HintonSection(): ReactNode {
  const { replay } = useWords();
  const { place, leavePart } = usePlace();
  const open = place.kind === "hinton-2015";
  return (
    <>
      <button
        type="button"
        onClick={() => {
          location.hash = addressOf({ kind: "hinton-2015" });
        }}
      >
        {replay.button}
      </button>
      <Overlay title={replay.title} open={open} onClose={leavePart}>
        <LoadedPart code={hintonSectionTable} props={{ onOpened: leavePart }} />
      </Overlay>
    </>
  );
}

/** The top line. */
export function Header(): ReactNode {
  const words = useWords();
  const { language, theme, lecture, choose } = usePage();
  const presetId = usePlayground((state) => state.presetId);
  const choosePreset = usePlayground((state) => state.choosePreset);
  const translate = useTranslate();
  const nameOf = (id: string) => {
    const method = registry.find((one) => one.id === id);
    return words.presets[id] ?? (method ? translate(method.name) : id);
  };
  const option = ({ id }: Preset) => (
    <option key={id} value={id}>
      {nameOf(id)}
    </option>
  );
  return (
    <header>
      <h1>
        <a href={addressOf({ kind: "home", unknown: null })}>{words.title}</a>
      </h1>
      <label className="pick">
        {words.preset}
        <select value={presetId ?? ""} onChange={(event) => choosePreset(event.target.value)}>
          {presetId === null ? <option value="">{words.ownExperiment}</option> : null}
          {presets.filter(({ id }) => !isOfSection(id)).map(option)}
          <optgroup label={words.replay.title}>{presets.filter(({ id }) => isOfSection(id)).map(option)}</optgroup>
        </select>
      </label>
      <TrainingButtons />
      <div className="grow" />
      <HintonSection />
      <OverlayButton label={words.studies.title} title={words.studies.title}>
        {() => <LoadedPart code={studyTable} props={{}} />}
      </OverlayButton>
      <OverlayButton label={words.fidelity.button} title={words.fidelity.title}>
        {() => <LoadedPart code={fidelityTable} props={{}} />}
      </OverlayButton>
      <ShareButton />
      <button type="button" aria-pressed={lecture} onClick={() => choose({ lecture: !lecture })}>
        {words.present}
      </button>
      <button
        type="button"
        aria-label={`${words.theme}: ${theme === "dark" ? words.light : words.dark}`}
        onClick={() => choose({ theme: theme === "dark" ? "light" : "dark" })}
      >
        <span aria-hidden="true">{theme === "dark" ? "☀" : "☾"}</span>
      </button>
      <button
        type="button"
        aria-label={words.languageLabel}
        onClick={() => choose({ language: language === "zh" ? "en" : "zh" })}
      >
        <span lang={language === "zh" ? "en" : "zh"}>{words.language}</span>
      </button>
    </header>
  );
}
