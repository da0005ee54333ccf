/** All settings beside those of the lab's bar and of the soft targets, in sections. */

import type { ReactNode } from "react";
import { armsFor } from "../../methods/registry/arms.ts";
import { BACKENDS, type BackendChoice } from "../../protocol/backends.ts";
import { Benchmark } from "../dialogs/Benchmark.tsx";
import { ErrorBoundary } from "../elements/ErrorBoundary.tsx";
import { Checkbox, Select, selectOptions } from "../elements/formControls.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useNames } from "../shown/networkNames.ts";
import { DataSettings } from "./DataSettings.tsx";
import { MethodSettings } from "./MethodSettings.tsx";
import { RunSettings, StudentSettings, TeacherSettings } from "./TrainingSettings.tsx";

function ControlArms(): ReactNode {
  const experiment = usePlayground((state) => state.experiment);
  const names = useNames(experiment);
  const { controls, method } = experiment;
  const offered = armsFor(method.id);
  const edit = usePlayground((state) => state.edit);
  return (
    <>
      {offered.map((control) => (
        <Checkbox
          key={control}
          label={names.arm(control)}
          checked={controls.includes(control)}
          onChange={(on) =>
            edit((e) => ({ ...e, controls: offered.filter((c) => (c === control ? on : e.controls.includes(c))) }))
          }
        />
      ))}
    </>
  );
}

function BackendSelect(): ReactNode {
  const words = useWords();
  const backend = usePlayground((state) => state.backendChoice);
  const chooseBackend = usePlayground((state) => state.chooseBackend);
  return (
    <Select
      label={words.backend}
      value={backend}
      options={selectOptions<BackendChoice>(["auto", ...BACKENDS], words.backends)}
      onChange={chooseBackend}
    />
  );
}

/** The sections; a bundle of its own, which the first view does not need. */
export function SettingsSections(): ReactNode {
  const words = useWords();
  const sections = [
    [words.lab.sections.run, <RunSettings key="run" />],
    [words.lab.sections.data, <DataSettings key="data" />],
    [words.teacher, <TeacherSettings key="teacher" />],
    [words.student, <StudentSettings key="student" />],
    [words.method, <MethodSettings key="method" />],
    [words.controls, <ControlArms key="controls" />],
    [words.lab.sections.machine, <BackendSelect key="machine" />],
  ] as const;
  return (
    <>
      {sections.map(([title, fields]) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {fields}
        </fieldset>
      ))}
      <ErrorBoundary>
        <Benchmark />
      </ErrorBoundary>
    </>
  );
}
