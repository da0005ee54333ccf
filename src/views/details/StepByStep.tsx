/** One image through the eight parts of a training step, with the numbers of the shown run and the present settings. */

import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import { percent, withMinus } from "../../i18n/numberFormats.ts";
import { isSquared, SQUARE } from "../../methods/core/temperatureSquare.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { withSetting } from "../../session/run/experimentChanges.ts";
import { momentAt } from "../../session/run/moments.ts";
import type { NetworkRun } from "../../session/run/runFromEvents.ts";
import { studentsOfArm, teacherOf } from "../../session/run/runSelectors.ts";
import { Checkbox } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useProbe, useProbeKind } from "../shown/chosenProbe.ts";
import { LockReason, useControlState } from "../shown/controlState.tsx";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useShownRun } from "../shown/shownRun.ts";
import { useClassNames } from "../statements/classNames.ts";
import { TableTwin } from "../statements/TableTwin.tsx";
import { Waiting } from "../statements/waiting.ts";
import { canLeaveSquareOut, type DistillationStep, distillationStep } from "./distillationStep.ts";
import { GradientBars, MiniBars } from "./GradientBars.tsx";

const PARTS = 8;

/** A setting of the method, a number. */
function useSetting(name: string): number {
  return usePlayground(({ experiment: { method } }) => {
    const param = methodById(method.id).params[name];
    return Number(method.params[name] ?? (param?.kind === "number" ? param.default : 0));
  });
}

/** The logits of teacher and distilled student for the image that is shown. */
function useLogits() {
  const kind = useProbeKind();
  const probe = useProbe();
  const step = usePage((page) => page.step);
  const { classes } = useShownExperiment().student.architecture;
  const logitsOf = (network: NetworkRun | undefined, at: number | null) =>
    momentAt(network?.probeLogits[kind] ?? [], at)?.logits;
  const teachers = useShownRun(({ run }) => (run ? logitsOf(teacherOf(run), null) : undefined));
  const students = useShownRun(({ run }) => (run ? logitsOf(studentsOfArm(run, DISTILLED)[0], step) : undefined));
  const index = probe?.index ?? 0;
  const rowOf = (all: Float32Array | undefined) => {
    const row = all?.subarray(index * classes, (index + 1) * classes);
    return row?.length === classes ? row : null;
  };
  return { teacher: rowOf(teachers), student: rowOf(students), label: probe?.label };
}

/** A number with three digits. */
const short = (value: number) => withMinus(Number(value.toPrecision(3)));
const withTenths = (share: number) => `${(100 * share).toFixed(1)} %`;
/** Where a step that follows a gradient moves what the gradient is by. */
const against = (gradient: readonly number[]) => gradient.map((value) => -value);
const largest = (p: ArrayLike<number>) => Array.from(p).indexOf(Math.max(...Array.from(p)));

/** Leaves the factor T² out of the loss, here and in the training that is begun next. */
function SquareSwitch(): ReactNode {
  const { inDetail: words } = useLaterWords();
  const squared = usePlayground(({ experiment }) => isSquared(experiment.method));
  const canLeaveOut = usePlayground(({ experiment }) => canLeaveSquareOut(experiment));
  const edit = usePlayground((state) => state.edit);
  const control = useControlState(`param.${SQUARE.param}`);
  if (!canLeaveOut || control === "hidden") return null;
  const set = (to: boolean) =>
    edit((e) => withSetting(e, ["method", "params", SQUARE.param], to ? SQUARE.with : SQUARE.without));
  return (
    <fieldset className="square-switch" disabled={control === "locked"}>
      <Checkbox label={words.timesSquare} checked={squared} onChange={set} />
      <LockReason control={`param.${SQUARE.param}`} />
    </fieldset>
  );
}

/** How far the axes go. */
interface Extent {
  /** the largest value since what it is of has changed: bars that a slider makes smaller are then drawn smaller */
  readonly extent: number;
  /** how far they would have gone with the factor T² when that changed; null where it is in the loss */
  readonly withSquare: number | null;
}

/** @param of the image, the moment and the loss */
function useHeldExtent(extent: number, withSquare: number | null, of: string): Extent {
  const [held, setHeld] = useState({ of, extent, withSquare });
  const now = held.of === of ? { ...held, extent: Math.max(held.extent, extent) } : { of, extent, withSquare };
  if (held.of !== of || held.extent !== now.extent) setHeld(now);
  return now;
}

/** What each part says, and the bars that it has. */
function usePartTexts(computed: DistillationStep, label: number | undefined, logits: readonly ArrayLike<number>[]) {
  const { inDetail: words } = useLaterWords();
  const nameOf = useClassNames(useShownExperiment().data);
  const temperature = useSetting("temperature");
  const [softWeight, hardWeight] = [useSetting("softWeight"), useSetting("hardWeight")];
  const { softTargets, softAnswer, answer, divergence, crossEntropy, soft, hard, total, gradient, nudged } = computed;
  const squared = usePlayground(({ experiment }) => isSquared(experiment.method));
  const t = `${temperature}`;
  const first = largest(logits[0]!);
  const push = against(gradient);
  const [up, down] = [largest(push), largest(gradient)];
  const shown = label ?? largest(softTargets);
  const texts = words.parts;
  return [
    { ...texts.teacher(nameOf(first), short(logits[0]![first]!)), role: "teacher", bars: logits[0] },
    { ...texts.soften(t, nameOf(first), percent(softTargets[first]!)), role: "teacher", bars: softTargets },
    { ...texts.student(t, nameOf(first), percent(softAnswer[first]!)), role: "student", bars: softAnswer },
    {
      ...texts.losses(short(divergence), label === undefined ? null : short(crossEntropy)),
      role: "both",
      bars: undefined,
    },
    {
      ...texts.weights(`${softWeight}`, squared ? t : null, short(soft), `${hardWeight}`, short(hard)),
      role: "both",
      bars: undefined,
    },
    { ...texts.sum(short(soft), short(hard), short(total)), role: "both", bars: undefined },
    { ...texts.gradient(nameOf(up), nameOf(down)), role: "student", bars: push },
    {
      ...texts.nudge(nameOf(shown), withTenths(answer[shown]!), withTenths(nudged[shown]!)),
      role: "student",
      bars: nudged,
    },
  ] as const;
}

function Parts(props: {
  readonly computed: DistillationStep;
  readonly label: number | undefined;
  readonly logits: readonly [ArrayLike<number>, ArrayLike<number>];
}): ReactNode {
  const { computed, label, logits } = props;
  const { inDetail: words } = useLaterWords();
  const [part, setPart] = useState(1);
  const texts = usePartTexts(computed, label, logits);
  const temperature = useSetting("temperature");
  const [softWeight, hardWeight] = [useSetting("softWeight"), useSetting("hardWeight")];
  const { divergence, crossEntropy, soft, hard, total, softGradient, hardGradient, gradient } = computed;
  const nameOf = useClassNames(useShownExperiment().data);
  const squared = usePlayground(({ experiment }) => isSquared(experiment.method));
  const reach = Math.max(1e-9, ...[softGradient, hardGradient, gradient].flat().map(Math.abs));
  const reachWithSquare = softGradient.flatMap((value, c) => {
    const soft = value * temperature ** 2;
    return [Math.abs(soft), Math.abs(soft + hardGradient[c]!)];
  });
  const { extent, withSquare } = useHeldExtent(
    reach,
    squared ? null : Math.max(...reachWithSquare),
    `${squared} ${label} ${Array.from(logits[1]).join()}`,
  );
  const move = ({ key }: KeyboardEvent) => {
    if (key === "ArrowRight") setPart((now) => Math.min(PARTS, now + 1));
    if (key === "ArrowLeft") setPart((now) => Math.max(1, now - 1));
  };
  const rowsOf = () =>
    gradient.map((_, c) => ({
      name: nameOf(c),
      cells: [
        ...[logits[0][c]!, computed.softTargets[c]!, logits[1][c]!, computed.softAnswer[c]!],
        ...[softGradient[c]!, hardGradient[c]!, gradient[c]!],
      ].map((value) => value.toFixed(3)),
    }));
  const pushes = useMemo(
    () => [softGradient, hardGradient, gradient].map(against),
    [softGradient, hardGradient, gradient],
  );
  const panels = [
    { title: words.softGradient, values: pushes[0]!, tone: "teacher" },
    { title: words.hardGradient, values: pushes[1]!, tone: "baseline" },
    { title: words.gradientSum, values: pushes[2]!, tone: "student" },
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys press the buttons in it
    <div className="one-step" onKeyDown={move}>
      <div className="step-head">
        <div>
          <h3>{words.oneStep}</h3>
          <p className="hint">{words.oneStepHint}</p>
        </div>
        <button type="button" aria-disabled={part === 1} onClick={() => setPart(Math.max(1, part - 1))}>
          {words.back}
        </button>
        <b role="status">{words.partOf(part, PARTS)}</b>
        <button type="button" className="primary" onClick={() => setPart(part === PARTS ? 1 : part + 1)}>
          {part === PARTS ? words.again : words.next}
        </button>
      </div>
      <ol className="step-parts">
        {texts.map(({ title, text, role, bars }, i) => (
          <li key={title} className={i + 1 > part ? "later" : ""} aria-current={i + 1 === part ? "step" : undefined}>
            <b className={`part-name ${role}`}>
              {i + 1} {title}
            </b>
            <p>{text}</p>
            {bars ? <MiniBars values={bars} tone={role} /> : null}
          </li>
        ))}
      </ol>
      <div className="loss-formula">
        <p className="formula">
          {words.liveFormula({
            softWeight: short(softWeight),
            t: squared ? short(temperature) : null,
            kl: short(divergence),
            hardWeight: short(hardWeight),
            ce: short(crossEntropy),
            soft: short(soft),
            hard: short(hard),
            total: short(total),
          })}
        </p>
        <SquareSwitch />
      </div>
      <h3>
        {words.gradientTitle}{" "}
        <small>{words.gradientScale(short(extent), withSquare === null ? null : short(withSquare))}</small>
      </h3>
      <div className="gradients">
        {panels.map((panel) => (
          <GradientBars key={panel.title} {...panel} extent={extent} nameOf={nameOf} />
        ))}
      </div>
      <p className="hint">{words.gradientHint}</p>
      <TableTwin label={words.gradientTitle} columns={[words.trueClass, ...words.stepColumns]} rowsOf={rowsOf} />
    </div>
  );
}

/** The step as it would be were the shown image alone in the batch. */
export function StepByStep(): ReactNode {
  const { teacher, student, label } = useLogits();
  const temperature = useSetting("temperature");
  const [softWeight, hardWeight] = [useSetting("softWeight"), useSetting("hardWeight")];
  const squared = usePlayground(({ experiment }) => isSquared(experiment.method));
  const computed = useMemo(() => {
    if (!teacher || !student) return null;
    return distillationStep({ teacher, student, label, temperature, softWeight, hardWeight, isSquared: squared });
  }, [teacher, student, label, temperature, softWeight, hardWeight, squared]);
  if (!computed || !teacher || !student)
    return (
      <p className="hint">
        <Waiting />
      </p>
    );
  return <Parts computed={computed} label={label} logits={[teacher, student]} />;
}
