/** The bottom bar: sliders of live settings, teacher, student, method and data set, and all other settings. */

import { type ReactNode, useState } from "react";
import { type Architecture, describeArchitecture } from "../../domain/architecture.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { type NamedArchitecture, students, teachers } from "../../domain/namedArchitectures.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { methodById, registry } from "../../methods/registry/methodRegistry.ts";
import { isOutdated } from "../../session/playgroundStore.ts";
import { Select, Slider } from "../elements/formControls.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { Overlay } from "../elements/Overlay.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { DatasetSettings } from "./DatasetSettings.tsx";
import { MethodSliders } from "./MethodSettings.tsx";
import { costOf } from "./networkCost.ts";

const LEARNING_RATES = [
  1e-5, 3e-5, 1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2, 2e-2, 3e-2, 0.1, 0.3, 1, 3, 10,
];
const OWN_NETWORK = "own";

const networkEditor = loadedCode(() => import("./NetworkEditor.tsx"));

function NetworkPicker(props: {
  readonly network: "teacher" | "student";
  readonly offered: readonly NamedArchitecture[];
}): ReactNode {
  const { network, offered } = props;
  const words = useWords();
  const translate = useTranslate();
  const architecture = usePlayground((state) => state.experiment[network].architecture);
  const edit = usePlayground((state) => state.edit);
  const tryEdit = usePlayground((state) => state.tryEdit);
  const [open, setOpen] = useState(false);
  const title = network === "teacher" ? words.editTeacher : words.editStudent;
  const known = offered.find((named) => sameJson(named.architecture, architecture));
  const withNetwork = (next: Architecture) => (e: Experiment) => ({
    ...e,
    [network]: { ...e[network], architecture: next },
  });
  const options = offered.map((named) => ({ value: named.id, label: describeArchitecture(named.architecture) }));
  const own = { value: OWN_NETWORK, label: `${describeArchitecture(architecture)} (${words.ownNetwork})` };
  return (
    <div>
      <Select
        label={words[network]}
        value={known?.id ?? OWN_NETWORK}
        options={known ? options : [...options, own]}
        onChange={(id) => {
          const chosen = offered.find((named) => named.id === id);
          if (chosen) edit(withNetwork(chosen.architecture));
        }}
        title={translate(known?.source ?? "")}
        hint={costOf(architecture, words)}
      />
      <button type="button" className="quiet" aria-label={title} onClick={() => setOpen(true)}>
        {words.editNetwork}
      </button>
      <Overlay title={title} open={open} onClose={() => setOpen(false)}>
        <LoadedPart
          code={networkEditor}
          props={{ architecture, onChange: (next: Architecture) => tryEdit(withNetwork(next)) }}
        />
      </Overlay>
    </div>
  );
}

const moreSettings = loadedCode(() => import("./MoreSettings.tsx"));

/** All other settings, whose code is fetched when they are opened. */
function FurtherSettings(): ReactNode {
  const words = useWords();
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <details className="more" onToggle={() => setWasOpened(true)}>
      <summary>{words.more}</summary>
      {wasOpened ? <LoadedPart code={moreSettings} props={{}} /> : null}
    </details>
  );
}

/** The bottom bar; a note where the shown run is of other settings. */
export function ExperimentSettings(): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const method = usePlayground((state) => state.experiment.method.id);
  const rate = usePlayground((state) => state.experiment.student.training.learningRate);
  const setLive = usePlayground((state) => state.setLive);
  const chooseMethod = usePlayground((state) => state.chooseMethod);
  const outdated = usePlayground(isOutdated);
  const idle = usePlayground((state) => state.phase === "idle");
  const methods = registry.map(({ id, name, paper }) => ({ value: id, label: `${translate(name)} (${paper.year})` }));
  return (
    <div className="knobs">
      {outdated ? (
        <p className="outdated" role="status">
          {idle ? words.differs : words.outdated}
        </p>
      ) : null}
      <div className="sliders">
        <MethodSliders />
        <Slider
          label={words.learningRate}
          value={rate}
          stops={LEARNING_RATES}
          onChange={(value) => setLive("learningRate", value)}
        />
      </div>
      <NetworkPicker network="teacher" offered={teachers} />
      <NetworkPicker network="student" offered={students} />
      <div className="stack">
        <Select
          label={words.method}
          value={method}
          options={methods}
          onChange={chooseMethod}
          title={translate(methodById(method).claim)}
        />
        <DatasetSettings />
      </div>
      <FurtherSettings />
    </div>
  );
}
