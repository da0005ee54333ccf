/** Settings of the training of teacher and students, which need a new run when they change. */

import type { ReactNode } from "react";
import {
  LARGEST_MAX_NORM,
  MAX_BATCH_SIZE,
  MAX_PAIRS,
  MAX_SEED,
  MAX_STEPS,
  type Training,
} from "../../domain/experiment.ts";
import { Select, selectOptions } from "../elements/formControls.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { NumberField } from "../elements/NumberField.tsx";
import { StopSlider } from "../elements/StopSlider.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { hasTeacher } from "../shown/shownExperiment.ts";
import { Setting } from "./Setting.tsx";

/** The largest jitter that the page offers, pixels; links and files may have up to 4. */
const MAX_OFFERED_JITTER = 2;
const LEARNING_RATES = [
  1e-5, 3e-5, 1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2, 2e-2, 3e-2, 0.1, 0.3, 1, 3, 10,
];

/** The students' learning rate, which may change while they train. */
function LearningRate(): ReactNode {
  const words = useWords();
  const rate = usePlayground((state) => state.experiment.student.training.learningRate);
  const setLive = usePlayground((state) => state.setLive);
  const change = (value: number) => setLive("learningRate", value);
  return <StopSlider label={words.learningRate} tint="student" value={rate} stops={LEARNING_RATES} onChange={change} />;
}

const teacherFiles = loadedCode(() => import("../teachers/TeacherFiles.tsx"));

/** The steps of the teacher, or which one is given; nothing where no network teaches from outside. */
export function TeacherSettings(): ReactNode {
  const words = useWords();
  const experiment = usePlayground((state) => state.experiment);
  const edit = usePlayground((state) => state.edit);
  if (!hasTeacher(experiment)) return <p className="hint">{words.lab.noTeacher}</p>;
  return (
    <>
      {experiment.teacher.given ? null : (
        <Setting path="teacher.training.steps">
          <NumberField
            label={words.teacherSteps}
            value={experiment.teacher.training.steps}
            min={1}
            max={MAX_STEPS}
            onChange={(steps) =>
              edit((e) => ({ ...e, teacher: { ...e.teacher, training: { ...e.teacher.training, steps } } }))
            }
          />
        </Setting>
      )}
      <Setting path="teacher.given" isWide>
        <LoadedPart code={teacherFiles} props={{}} />
      </Setting>
    </>
  );
}

/** How the students of all pairs are trained. */
export function StudentSettings(): ReactNode {
  const words = useWords();
  const training = usePlayground((state) => state.experiment.student.training);
  const edit = usePlayground((state) => state.edit);
  const change = (part: Partial<Training>) =>
    edit((e) => ({ ...e, student: { ...e.student, training: { ...e.student.training, ...part } } }));
  return (
    <>
      <Setting path="student.training.learningRate">
        <LearningRate />
      </Setting>
      <Setting path="student.training.steps">
        <NumberField
          label={words.steps}
          value={training.steps}
          min={1}
          max={MAX_STEPS}
          onChange={(steps) => change({ steps })}
        />
      </Setting>
      <Setting path="student.training.batchSize">
        <NumberField
          label={words.batchSize}
          value={training.batchSize}
          min={1}
          max={MAX_BATCH_SIZE}
          onChange={(batchSize) => change({ batchSize })}
        />
      </Setting>
      <Setting path="student.training.optimizer">
        <Select
          label={words.optimizer}
          value={training.optimizer}
          options={selectOptions(["adam", "momentum"] as const, words.optimizers)}
          onChange={(optimizer) => change({ optimizer })}
        />
      </Setting>
      <Setting path="student.training.schedule">
        <Select
          label={words.schedule}
          value={training.schedule}
          options={selectOptions(["constant", "cosine"] as const, words.schedules)}
          onChange={(schedule) => change({ schedule })}
        />
      </Setting>
      <Setting path="student.training.maxNorm">
        <NumberField
          label={words.maxNorm}
          value={training.maxNorm}
          min={0}
          max={LARGEST_MAX_NORM}
          step={0.5}
          onChange={(maxNorm) => change({ maxNorm })}
        />
      </Setting>
      <Setting path="student.training.jitter">
        <NumberField
          label={words.jitter}
          value={training.jitter}
          min={0}
          max={MAX_OFFERED_JITTER}
          onChange={(jitter) => change({ jitter })}
        />
      </Setting>
    </>
  );
}

/** How many pairs are trained, and from which seed. */
export function RunSettings(): ReactNode {
  const words = useWords();
  const seed = usePlayground((state) => state.experiment.seed);
  const pairs = usePlayground((state) => state.experiment.pairs);
  const edit = usePlayground((state) => state.edit);
  return (
    <>
      <Setting path="seed">
        <NumberField
          label={words.seed}
          value={seed}
          min={0}
          max={MAX_SEED}
          onChange={(next) => edit((e) => ({ ...e, seed: next }))}
        />
      </Setting>
      <Setting path="pairs">
        <NumberField
          label={words.pairs}
          value={pairs}
          min={1}
          max={MAX_PAIRS}
          onChange={(next) => edit((e) => ({ ...e, pairs: next }))}
        />
      </Setting>
    </>
  );
}
