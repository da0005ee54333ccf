/** Settings of the training of teacher and students, which need a new run when they change. */

import type { ReactNode } from "react";
import { epochsOf, imageCountsOf, stepsOfEpochs } from "../../domain/epochs.ts";
import {
  LARGEST_MAX_NORM,
  MAX_BATCH_SIZE,
  MAX_PAIRS,
  MAX_SEED,
  MAX_STEPS,
  MAX_WEIGHT_DECAY,
  OPTIMIZERS,
  type Training,
} from "../../domain/experiment.ts";
import { Select, selectOptions } from "../elements/formControls.tsx";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
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

/**
 * A training's steps as epochs, which set the nearest number of steps; nothing where the number of images is not known
 * before the data are read.
 */
function Epochs(props: {
  readonly label: string;
  readonly training: Training;
  readonly images: number | null;
  readonly onChange: (steps: number) => void;
}): ReactNode {
  const { label, training, images, onChange } = props;
  const { inDetail } = useLaterWords();
  if (images === null) return null;
  const { batchSize } = training;
  const rounded = (epochs: number) => Number(epochs.toPrecision(4));
  return (
    <div className="setting">
      <NumberField
        label={label}
        title={inDetail.aboutEpochs}
        value={rounded(epochsOf(training, images))}
        min={rounded(epochsOf({ steps: 1, batchSize }, images))}
        max={rounded(epochsOf({ steps: MAX_STEPS, batchSize }, images))}
        step={0.1}
        onChange={(epochs) => onChange(Math.min(MAX_STEPS, stepsOfEpochs(epochs, batchSize, images)))}
      />
    </div>
  );
}

/** The steps of a training, and beside them its epochs. */
function Length(props: {
  readonly of: "teacher" | "student";
  readonly label: string;
  readonly training: Training;
  readonly images: number | null;
  readonly onChange: (steps: number) => void;
}): ReactNode {
  const { of, label, training, images, onChange } = props;
  const { inDetail } = useLaterWords();
  return (
    <>
      <Setting path={`${of}.training.steps`}>
        <NumberField label={label} value={training.steps} min={1} max={MAX_STEPS} onChange={onChange} />
      </Setting>
      <Epochs
        label={of === "teacher" ? inDetail.teacherEpochs : inDetail.studentEpochs}
        {...{ training, images, onChange }}
      />
    </>
  );
}

/** The steps of the teacher, or which one is given; nothing where no network teaches from outside. */
export function TeacherSettings(): ReactNode {
  const words = useWords();
  const experiment = usePlayground((state) => state.experiment);
  const edit = usePlayground((state) => state.edit);
  if (!hasTeacher(experiment)) return <p className="hint">{words.lab.noTeacher}</p>;
  const { training } = experiment.teacher;
  const setSteps = (steps: number) =>
    edit((e) => ({ ...e, teacher: { ...e.teacher, training: { ...e.teacher.training, steps } } }));
  return (
    <>
      {experiment.teacher.given ? null : (
        <Length
          of="teacher"
          label={words.teacherSteps}
          training={training}
          images={imageCountsOf(experiment).teacher}
          onChange={setSteps}
        />
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
  const images = usePlayground((state) => imageCountsOf(state.experiment).student);
  const edit = usePlayground((state) => state.edit);
  const change = (part: Partial<Training>) =>
    edit((e) => ({ ...e, student: { ...e.student, training: { ...e.student.training, ...part } } }));
  const decay = (weightDecay: number) =>
    edit((e) => {
      const { weightDecay: _, ...rest } = e.student.training;
      return { ...e, student: { ...e.student, training: weightDecay === 0 ? rest : { ...rest, weightDecay } } };
    });
  return (
    <>
      <Setting path="student.training.learningRate">
        <LearningRate />
      </Setting>
      <Length
        of="student"
        label={words.steps}
        training={training}
        images={images}
        onChange={(steps) => change({ steps })}
      />
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
          options={selectOptions(OPTIMIZERS, words.optimizers)}
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
      <Setting path="student.training.weightDecay">
        <NumberField
          label={words.weightDecay}
          value={training.weightDecay ?? 0}
          min={0}
          max={MAX_WEIGHT_DECAY}
          step={0.0001}
          onChange={decay}
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
