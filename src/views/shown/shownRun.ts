/** The shown run as views read it: at the step that is shown, or else with the class bias that the visitor has set. */

import { type Arm, DISTILLED } from "../../domain/experiment.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { biasableClasses, type ReadRun, withBias } from "../../session/run/biasedRun.ts";
import { runAtStep } from "../../session/run/runAtStep.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { shownStudent, studentsOfArm } from "../../session/run/runSelectors.ts";
import { type PageChoices, usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** The bias that is set for a run; 0 for any other run. */
function biasOf({ bias }: PageChoices, run: Run | null): number {
  return run !== null && bias?.of === run.experiment ? bias.value : 0;
}

/** The newest result, which all views of one frame share. */
let newest: { readonly run: Run; readonly arm: Arm; readonly bias: number; readonly result: ReadRun } | null = null;

function readRun(run: Run, arm: Arm, bias: number): ReadRun {
  if (newest?.run !== run || newest.arm !== arm || newest.bias !== bias)
    newest = { run, arm, bias, result: withBias(run, arm, bias) };
  return newest.result;
}

/** The newest run at a step, which all views of one frame share. */
let newestAtStep: { readonly run: Run; readonly step: number; readonly result: Run } | null = null;

function atStep(run: Run, step: number): Run {
  if (newestAtStep?.run !== run || newestAtStep.step !== step)
    newestAtStep = { run, step, result: runAtStep(run, step) };
  return newestAtStep.result;
}

/** What views read: the run, with the bias on the students of the shown arm; and which arm that is. */
export interface ShownRun {
  readonly run: ReadRun | null;
  readonly shownArm: Arm;
}

function shownRunOf(state: Playground, page: PageChoices): ShownRun {
  const { run, shownArm } = state;
  const arm = shownStudent(state)?.card.arm;
  const bias = biasOf(page, run);
  return { run: run === null || arm === undefined || bias === 0 ? run : readRun(run, arm, bias), shownArm };
}

/** Reads the run at the step that is shown, or else with its bias; drawn again when the selected value changes, also by the bias. */
export function useShownRun<T>(select: (shown: ShownRun) => T): T {
  const page = usePage();
  return usePlayground((state) => {
    const { run, shownArm } = state;
    return select(run && page.step !== null ? { run: atStep(run, page.step), shownArm } : shownRunOf(state, page));
  });
}

/** Reads the whole run with its bias, whatever step is shown: for what unfolds over steps. */
export function useWholeRun<T>(select: (shown: ShownRun) => T): T {
  const page = usePage();
  return usePlayground((state) => select(shownRunOf(state, page)));
}

/** The bias of the shown run's dropped classes, and how it is set. */
export function useBias(): readonly [number, (value: number) => void] {
  const page = usePage();
  const run = usePlayground((state) => state.run);
  const setBias = (value: number) => page.choose({ bias: run && { of: run.experiment, value } });
  return [biasOf(page, run), setBias];
}

/** The step that is shown where it lies before the newest evaluation; null where the newest is shown. */
export function useEarlierStep(): number | null {
  const step = usePage((page) => page.step);
  const last = usePlayground((state) => shownStudent(state)?.evaluations.at(-1)?.step);
  return step !== null && last !== undefined && step < last ? step : null;
}

/** Whether the shown run has dropped a class that counts in the test. */
export function useHasDropped(): boolean {
  return usePlayground(({ run }) => run !== null && biasableClasses(run, studentsOfArm(run, DISTILLED)[0]).length > 0);
}
