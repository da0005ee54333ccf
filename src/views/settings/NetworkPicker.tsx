/** Choice of a network: one of the named ones, or one that the visitor builds. */

import { type ReactNode, useState } from "react";
import { type Architecture, describeArchitecture } from "../../domain/architecture.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { students, teachers } from "../../domain/namedArchitectures.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { Select } from "../elements/formControls.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { Overlay } from "../elements/Overlay.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { costOf } from "./networkCost.ts";

const OWN_NETWORK = "own";
const named = { teacher: teachers, student: students } as const;

const networkEditor = loadedCode(() => import("./NetworkEditor.tsx"));

/** The choice of the teacher or of the student, with a button that opens the network's layers. */
export function NetworkPicker({ network }: { readonly network: "teacher" | "student" }): ReactNode {
  const offered = named[network];
  const words = useWords();
  const translate = useTranslate();
  const architecture = usePlayground((state) => state.experiment[network].architecture);
  const edit = usePlayground((state) => state.edit);
  const tryEdit = usePlayground((state) => state.tryEdit);
  const [open, setOpen] = useState(false);
  const title = network === "teacher" ? words.editTeacher : words.editStudent;
  const known = offered.find((one) => sameJson(one.architecture, architecture));
  const withNetwork = (next: Architecture) => (e: Experiment) => ({
    ...e,
    [network]: { ...e[network], architecture: next },
  });
  const options = offered.map(({ id, architecture: layers }) => ({ value: id, label: describeArchitecture(layers) }));
  const own = { value: OWN_NETWORK, label: `${describeArchitecture(architecture)} (${words.ownNetwork})` };
  return (
    <div>
      <Select
        label={words[network]}
        value={known?.id ?? OWN_NETWORK}
        options={known ? options : [...options, own]}
        onChange={(id) => {
          const chosen = offered.find((one) => one.id === id);
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
