/** The live settings of a run, and when each of its jobs took a change of them. */

import type { SettingChange } from "../../protocol/events.ts";
import type { JobOrder } from "./jobOrder.ts";

/** Live settings as they are now, with the changes that jobs have reported. */
export interface RunSettings {
  /** a setting is changed for all jobs, those to come included */
  set(param: string, value: number): void;
  /** a job has reported a change; reported again after an interruption, it replaces the first report */
  keep(change: SettingChange): void;
  /**
   * The settings of a job that begins or goes on after a step. A job that was interrupted has the settings with which it
   * began, takes its later changes again after the same steps, and after them whatever has been changed since.
   */
  from(job: string, step: number): Pick<JobOrder, "live" | "changes">;
}

/**
 * Opens the settings of a run.
 * @param initial settings that were changed before
 * @param earlier the changes that jobs of a run that goes on reported before it was interrupted
 */
export function openRunSettings(
  initial: Readonly<Record<string, number>> = {},
  earlier: readonly SettingChange[] = [],
): RunSettings {
  const live: Record<string, number> = { ...initial };
  const changes = new Map<string, SettingChange>();
  const keep = (change: SettingChange) => {
    changes.set(`${change.job} ${change.step} ${change.param}`, change);
  };
  for (const change of earlier) keep(change);
  return {
    set: (param, value) => {
      live[param] = value;
    },
    keep,
    from(job, step) {
      const taken = [...changes.values()].filter((change) => change.job === job);
      if (taken.length === 0 && step === 0) return { live: { ...live } };
      const atStart = taken.filter((change) => change.step === 0).map(({ param, value }) => [param, value] as const);
      const since = Object.entries(live).flatMap(([param, value]): SettingChange[] => {
        const last = taken.findLast((change) => change.param === param);
        return last?.value === value ? [] : [{ job, step: Math.max(step, last?.step ?? 0), param, value }];
      });
      const later = [...taken, ...since].filter((change) => change.step >= Math.max(step, 1));
      return { live: Object.fromEntries(atStart), changes: later.toSorted((a, b) => a.step - b.step) };
    },
  };
}
