/** All settings beside those of the lab's bar and of the soft targets: transfer set, training, control arms and backend. */

import type { ReactNode } from "react";
import {
  LARGEST_MAX_NORM,
  MAX_BATCH_SIZE,
  MAX_HELD_OUT,
  MAX_PAIRS,
  MAX_SEED,
  MAX_STEPS,
  type Training,
  type TransferSet,
} from "../../domain/experiment.ts";
import { armsFor } from "../../methods/registry/arms.ts";
import { BACKENDS, type BackendChoice } from "../../protocol/backends.ts";
import { Benchmark } from "../dialogs/Benchmark.tsx";
import { ErrorBoundary } from "../elements/ErrorBoundary.tsx";
import { Checkbox, NumberField, Select, Slider, selectOptions } from "../elements/formControls.tsx";
import { useNames } from "../elements/networkNames.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { MethodSettings } from "./MethodSettings.tsx";

/** The largest jitter that the page offers, pixels; links and files may have up to 4. */
const MAX_OFFERED_JITTER = 2;
const SIZES = ["100", "300", "1000", "3000", "5000", "10000", "all"] as const;

const LEARNING_RATES = [
  1e-5, 3e-5, 1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2, 2e-2, 3e-2, 0.1, 0.3, 1, 3, 10,
];

/** The students' learning rate, which may change while they train. */
function LearningRate(): ReactNode {
  const words = useWords();
  const rate = usePlayground((state) => state.experiment.student.training.learningRate);
  const setLive = usePlayground((state) => state.setLive);
  const change = (value: number) => setLive("learningRate", value);
  return <Slider label={words.learningRate} value={rate} stops={LEARNING_RATES} onChange={change} />;
}

function TransferSettings(): ReactNode {
  const words = useWords();
  const transferSet = usePlayground((state) => state.experiment.transferSet);
  const jitter = usePlayground((state) => state.experiment.student.training.jitter);
  const edit = usePlayground((state) => state.edit);
  const change = (part: Partial<TransferSet>) => edit((e) => ({ ...e, transferSet: { ...e.transferSet, ...part } }));
  const withNoisyLabels = (share: number) =>
    edit(({ transferSet: { noisyLabels: _, ...rest }, ...e }) => {
      return { ...e, transferSet: share === 0 ? rest : { ...rest, noisyLabels: share } };
    });
  const sizes = selectOptions([...new Set([...SIZES, `${transferSet.size}`])], { all: words.all });
  return (
    <>
      <Select
        label={words.transferSize}
        value={`${transferSet.size}`}
        options={sizes}
        onChange={(size) => change({ size: size === "all" ? "all" : Number(size) })}
      />
      <Select
        label={words.source}
        value={transferSet.source}
        options={selectOptions(["training", "noise", "digits", "mnist", "fashion"] as const, words.sources)}
        onChange={(source) => change({ source })}
      />
      <Checkbox label={words.labelled} checked={transferSet.labelled} onChange={(labelled) => change({ labelled })} />
      <NumberField
        label={words.noisyLabels}
        value={transferSet.noisyLabels ?? 0}
        min={0}
        max={1}
        step={0.05}
        onChange={withNoisyLabels}
      />
      <NumberField
        label={words.jitter}
        value={jitter}
        min={0}
        max={MAX_OFFERED_JITTER}
        onChange={(value) =>
          edit((e) => ({ ...e, student: { ...e.student, training: { ...e.student.training, jitter: value } } }))
        }
      />
    </>
  );
}

function TrainingSettings(): ReactNode {
  const words = useWords();
  const experiment = usePlayground((state) => state.experiment);
  const edit = usePlayground((state) => state.edit);
  const backend = usePlayground((state) => state.backendChoice);
  const chooseBackend = usePlayground((state) => state.chooseBackend);
  const { training } = experiment.student;
  const student = (part: Partial<Training>) =>
    edit((e) => ({ ...e, student: { ...e.student, training: { ...e.student.training, ...part } } }));
  const teacherSteps = (steps: number) =>
    edit((e) => ({ ...e, teacher: { ...e.teacher, training: { ...e.teacher.training, steps } } }));
  const holdOut = (count: number) =>
    edit(({ data: { heldOut: _, ...rest }, ...e }) => {
      return { ...e, data: count === 0 ? rest : { ...rest, heldOut: count } };
    });
  const trainCount = experiment.data.train;
  const counts = selectOptions([...new Set(["1000", "3000", "10000", "60000", "all", `${trainCount}`])], {
    all: words.all,
  });
  return (
    <>
      <NumberField
        label={words.pairs}
        value={experiment.pairs}
        min={1}
        max={MAX_PAIRS}
        onChange={(pairs) => edit((e) => ({ ...e, pairs }))}
      />
      <NumberField
        label={words.seed}
        value={experiment.seed}
        min={0}
        max={MAX_SEED}
        onChange={(seed) => edit((e) => ({ ...e, seed }))}
      />
      <NumberField
        label={words.steps}
        value={training.steps}
        min={1}
        max={MAX_STEPS}
        onChange={(steps) => student({ steps })}
      />
      <NumberField
        label={words.teacherSteps}
        value={experiment.teacher.training.steps}
        min={1}
        max={MAX_STEPS}
        onChange={teacherSteps}
      />
      <NumberField
        label={words.batchSize}
        value={training.batchSize}
        min={1}
        max={MAX_BATCH_SIZE}
        onChange={(batchSize) => student({ batchSize })}
      />
      <NumberField
        label={words.maxNorm}
        value={training.maxNorm}
        min={0}
        max={LARGEST_MAX_NORM}
        step={0.5}
        onChange={(maxNorm) => student({ maxNorm })}
      />
      <Select
        label={words.optimizer}
        value={training.optimizer}
        options={selectOptions(["adam", "momentum"] as const, words.optimizers)}
        onChange={(optimizer) => student({ optimizer })}
      />
      <Select
        label={words.schedule}
        value={training.schedule}
        options={selectOptions(["constant", "cosine"] as const, words.schedules)}
        onChange={(schedule) => student({ schedule })}
      />
      <Select
        label={words.trainCount}
        value={`${trainCount}`}
        options={counts}
        onChange={(value) =>
          edit((e) => ({ ...e, data: { ...e.data, train: value === "all" ? "all" : Number(value) } }))
        }
      />
      <NumberField
        label={words.heldOut}
        value={experiment.data.heldOut ?? 0}
        min={0}
        max={MAX_HELD_OUT}
        onChange={holdOut}
      />
      <Select
        label={words.backend}
        value={backend}
        options={selectOptions<BackendChoice>(["auto", ...BACKENDS], words.backends)}
        onChange={chooseBackend}
      />
    </>
  );
}

function ControlArms(): ReactNode {
  const words = useWords();
  const experiment = usePlayground((state) => state.experiment);
  const names = useNames(experiment);
  const { controls, method } = experiment;
  const offered = armsFor(method.id);
  const edit = usePlayground((state) => state.edit);
  return (
    <fieldset>
      <legend>{words.controls}</legend>
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
    </fieldset>
  );
}

/** The settings, with the benchmark; a bundle of its own, which the first view does not need. */
export default function MoreSettings(): ReactNode {
  return (
    <>
      <div className="more-grid">
        <LearningRate />
        <MethodSettings />
        <TransferSettings />
        <TrainingSettings />
        <ControlArms />
      </div>
      <ErrorBoundary>
        <Benchmark />
      </ErrorBoundary>
    </>
  );
}
