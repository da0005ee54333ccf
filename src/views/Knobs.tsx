/** The settings below the picture: what may move while it trains, who meets whom, and everything else behind "More". */

import type { ReactNode } from "react";
import { type Architecture, describeArchitecture } from "../domain/architecture.ts";
import type { Experiment } from "../domain/experiment.ts";
import { type NamedArchitecture, students, teachers } from "../domain/presets.ts";
import { registry } from "../methods/registry.ts";
import { isOutdated } from "../session/store.ts";
import { Choice, Slider } from "./controls.tsx";
import { DatasetSettings } from "./DatasetSettings.tsx";
import { MoreSettings } from "./MoreSettings.tsx";
import { costOf, NetworkEditor } from "./NetworkEditor.tsx";
import { usePlayground, useWords } from "./page.tsx";

const TEMPERATURES = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 60, 80, 100];
const WEIGHTS = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.5, 2, 3, 5, 10];
const RATES = [1e-5, 3e-5, 1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2, 2e-2, 3e-2, 0.1, 0.3, 1, 3, 10];
const OWN = "own";

function NetworkPicker(props: {
  readonly half: "teacher" | "student";
  readonly offered: readonly NamedArchitecture[];
}): ReactNode {
  const { half, offered } = props;
  const words = useWords();
  const architecture = usePlayground((state) => state.experiment[half].architecture);
  const edit = usePlayground((state) => state.edit);
  const known = offered.find((named) => JSON.stringify(named.architecture) === JSON.stringify(architecture));
  const change = (next: Architecture) => edit((e) => ({ ...e, [half]: { ...e[half], architecture: next } }));
  const options = offered.map((named) => ({ value: named.id, label: describeArchitecture(named.architecture) }));
  const own = { value: OWN, label: `${describeArchitecture(architecture)} (${words.ownNetwork})` };
  return (
    <div>
      <Choice
        label={words[half]}
        value={known?.id ?? OWN}
        options={known ? options : [...options, own]}
        onChange={(id) => {
          const chosen = offered.find((named) => named.id === id);
          if (chosen) change(chosen.architecture);
        }}
        title={known?.source ?? ""}
        hint={costOf(architecture, words)}
      />
      <NetworkEditor half={half} architecture={architecture} onChange={change} />
    </div>
  );
}

function paramOf(experiment: Experiment, name: string): number {
  return Number(experiment.method.params[name] ?? 0);
}

/** The bottom bar. */
export function Knobs(): ReactNode {
  const words = useWords();
  const experiment = usePlayground((state) => state.experiment);
  const setLive = usePlayground((state) => state.setLive);
  const edit = usePlayground((state) => state.edit);
  const outdated = usePlayground(isOutdated);
  const idle = usePlayground((state) => state.phase === "idle");
  const live = (param: string) => (value: number) => setLive(param, value);
  const methods = registry.map(({ id, name, paper }) => ({ value: id, label: `${name} (${paper.year})` }));
  return (
    <div className="knobs">
      {outdated ? (
        <p className="outdated" role="status">
          {idle ? words.differs : words.outdated}
        </p>
      ) : null}
      <Slider
        label={words.temperature}
        value={paramOf(experiment, "temperature")}
        stops={TEMPERATURES}
        onChange={live("temperature")}
      />
      <Slider
        label={words.softWeight}
        value={paramOf(experiment, "softWeight")}
        stops={WEIGHTS}
        onChange={live("softWeight")}
      />
      <Slider
        label={words.hardWeight}
        value={paramOf(experiment, "hardWeight")}
        stops={WEIGHTS}
        onChange={live("hardWeight")}
      />
      <Slider
        label={words.learningRate}
        value={experiment.student.training.learningRate}
        stops={RATES}
        onChange={live("learningRate")}
      />
      <NetworkPicker half="teacher" offered={teachers} />
      <NetworkPicker half="student" offered={students} />
      <div className="stack">
        <Choice
          label={words.method}
          value={experiment.method.id}
          options={methods}
          onChange={(id) => edit((e) => ({ ...e, method: { ...e.method, id } }))}
        />
        <DatasetSettings />
      </div>
      <MoreSettings />
    </div>
  );
}
