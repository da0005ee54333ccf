/** Choice of a network: one of the named ones, or one that the visitor builds. */

import { type ReactNode, useId, useState } from "react";
import { type Architecture, countParameters } from "../../domain/architecture.ts";
import { describeArchitecture } from "../../domain/architectureName.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { Overlay } from "../elements/Overlay.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { useControlState } from "../shown/controlState.tsx";
import { costOf } from "./networkCost.ts";
import { useOfferedNetworks } from "./offeredNetworks.ts";

const OWN_NETWORK = "own";

const networkEditor = loadedCode(() => import("./NetworkEditor.tsx"));

/** The layers in short: equal ones that follow one another as a product. */
function inShort(architecture: Architecture): string {
  const equal = /(?<=-)(\d+)(?:-\1)+(?=-)/g;
  return describeArchitecture(architecture).replace(equal, (run, width) => {
    const count = run.split("-").length;
    return count > 2 ? `${width}×${count}` : run;
  });
}

/** The layers of the shown run's network, where those that are set are others. */
function LayersOfRun({ network }: { readonly network: "teacher" | "student" }): ReactNode {
  const words = useWords();
  const shown = usePlayground(({ run, experiment }) => {
    const of = run?.experiment[network].architecture;
    return of && !sameJson(of, experiment[network].architecture) ? of : null;
  });
  return shown ? <span className="of-run">({words.column.ofRun(describeArchitecture(shown))})</span> : null;
}

/** The name of the teacher or the student, the choice of its layers, its size, and a button that opens its layers. */
export function NetworkPicker({ network }: { readonly network: "teacher" | "student" }): ReactNode {
  const id = useId();
  const words = useWords();
  const translate = useTranslate();
  const architecture = usePlayground((state) => state.experiment[network].architecture);
  const offered = useOfferedNetworks(network);
  const edit = usePlayground((state) => state.edit);
  const tryEdit = usePlayground((state) => state.tryEdit);
  const isLocked = useControlState("networks") === "locked";
  const [open, setOpen] = useState(false);
  const title = network === "teacher" ? words.editTeacher : words.editStudent;
  const known = offered.find((one) => sameJson(one.architecture, architecture));
  const given = usePlayground((state) => (network === "teacher" ? state.experiment.teacher.given : undefined));
  // Other layers than those of a given teacher are a teacher's that the run trains.
  const withNetwork = (next: Architecture) => (e: Experiment) => ({
    ...e,
    [network]: { architecture: next, training: e[network].training },
  });
  return (
    <div className="network-picker">
      <span className="network-name">
        <label className={network} htmlFor={id}>
          {words[network]}
        </label>
        <button type="button" className="quiet" aria-label={title} disabled={isLocked} onClick={() => setOpen(true)}>
          {words.editNetwork}
        </button>
      </span>
      <select
        id={id}
        className="quiet-select"
        disabled={isLocked}
        value={known?.id ?? OWN_NETWORK}
        title={known ? translate(known.source) : `${describeArchitecture(architecture)} (${words.ownNetwork})`}
        onChange={(event) => {
          const chosen = offered.find((one) => one.id === event.target.value);
          if (chosen) edit(withNetwork(chosen.architecture));
        }}
      >
        {offered.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name
              ? `${translate(one.name)}: ${describeArchitecture(one.architecture)}`
              : describeArchitecture(one.architecture)}
          </option>
        ))}
        {known ? null : <option value={OWN_NETWORK}>{inShort(architecture)}</option>}
      </select>
      <LayersOfRun network={network} />
      {given ? <span className="of-run">({words.column.given(given.map(({ name }) => name).join(" + "))})</span> : null}
      <span className="network-size" title={costOf(architecture, words)}>
        {words.column.parameters(countParameters(architecture))}
      </span>
      <Overlay title={title} open={open} onClose={() => setOpen(false)}>
        <LoadedPart
          code={networkEditor}
          props={{ architecture, onChange: (next: Architecture) => tryEdit(withNetwork(next)) }}
        />
      </Overlay>
    </div>
  );
}
