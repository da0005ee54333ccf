/** The sheet that makes the text of a frame: what of the lab it shows, and which controls it leaves. */

import { type ReactNode, useState } from "react";
import { armsOf } from "../../domain/experiment.ts";
import type { Control, ControlState } from "../../places/controls.ts";
import { type Embedding, FIRST_EMBEDDING } from "../../places/embedding.ts";
import type { Region } from "../../places/regions.ts";
import { CopiedText } from "../elements/CopiedText.tsx";
import { Checkbox, Select } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { Overlay } from "../elements/Overlay.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";
import { useControlNames } from "../shown/controlNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { framedAddress, frameText, HEIGHT_SCRIPT } from "./frameText.ts";
import "./sharing.css";

/** Height with which a frame begins before its page has told its own, CSS pixels. */
const FRAME_HEIGHT = 900;

/** The regions that are offered, in the order in which a frame shows them. */
const OFFERED = ["drop", "arms", "result", "chart", "train", "time", "claims", "settings"] as const satisfies Region[];

const STATES = ["free", "locked", "hidden"] as const satisfies readonly ControlState[];

interface Choice {
  readonly embedding: Embedding;
  readonly onChange: (embedding: Embedding) => void;
}

function ShownRegions({ embedding, onChange }: Choice): ReactNode {
  const { sheet: words } = useLaterWords().embed;
  const arms = armsOf(useShownExperiment());
  const { answers, regions } = embedding;
  const choose = (region: Region, isShown: boolean) =>
    onChange({
      ...embedding,
      regions: OFFERED.filter((one) => (one === region ? isShown : regions.includes(one))),
    });
  return (
    <fieldset className="embed-part">
      <legend>{words.regions}</legend>
      <Checkbox
        label={words.regionNames.answers}
        checked={answers}
        onChange={(isShown) => onChange({ ...embedding, answers: isShown })}
      />
      {OFFERED.filter((region) => region !== "arms" || arms.length > 2).map((region) => (
        <Checkbox
          key={region}
          label={words.regionNames[region]}
          checked={regions.includes(region)}
          onChange={(isShown) => choose(region, isShown)}
        />
      ))}
    </fieldset>
  );
}

function ControlStates({ embedding, onChange }: Choice): ReactNode {
  const { embed, lessons } = useLaterWords();
  const { sheet: words } = embed;
  const { controls } = useControlNames(useShownExperiment());
  const states = STATES.map((value) => ({ value, label: lessons.composer.states[value] }));
  const named: readonly (readonly [Control, string])[] = [...controls, ["train", words.trainControl]];
  const choose = (control: Control, state: ControlState) => {
    const { [control]: _, ...others } = embedding.controls;
    onChange({ ...embedding, controls: state === "free" ? others : { ...others, [control]: state } });
  };
  return (
    <fieldset className="embed-part">
      <legend>{words.controls}</legend>
      <p className="hint">{words.controlsHint}</p>
      {named.map(([control, name]) => (
        <Select
          key={control}
          label={name}
          value={embedding.controls[control] ?? "free"}
          options={states}
          onChange={(state) => choose(control, state)}
        />
      ))}
    </fieldset>
  );
}

/** @param props.isLab whether the link shows the lab, whose regions can be chosen */
export function EmbedSheet(props: {
  readonly link: string;
  readonly isLab: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { link, isLab, onClose } = props;
  const { title } = useWords();
  const { sheet: words } = useLaterWords().embed;
  const language = usePage((page) => page.language);
  const [embedding, setEmbedding] = useState(FIRST_EMBEDDING);
  const shown: Embedding = isLab ? embedding : { answers: false, regions: [], controls: embedding.controls };
  const text = `${frameText(framedAddress(link, shown, language), title, FRAME_HEIGHT)}\n${HEIGHT_SCRIPT}`;
  return (
    <Overlay title={words.title} open onClose={onClose}>
      <p className="hint">{words.lead}</p>
      {isLab ? <ShownRegions embedding={embedding} onChange={setEmbedding} /> : null}
      {isLab ? <ControlStates embedding={embedding} onChange={setEmbedding} /> : null}
      <CopiedText label={words.snippet} text={text} />
      <p className="hint">{words.hint}</p>
    </Overlay>
  );
}
