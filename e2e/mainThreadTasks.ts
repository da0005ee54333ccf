/** The tasks of the page's main thread, read from Chromium's trace. */

import type { Browser, Page } from "@playwright/test";

/** One task of the main thread, in milliseconds. */
export interface Task {
  /** wall-clock time from its start to its end, waits for a core included */
  readonly wall: number;
  /** processor time of the thread */
  readonly own: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Runs `work` and returns the tasks of the busiest page's main thread, in descending order of processor time. */
export async function tasksWhile(browser: Browser, page: Page, work: () => Promise<void>): Promise<readonly Task[]> {
  await browser.startTracing(page, { categories: ["devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await work();
  const trace = (JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] })
    .traceEvents;
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const tasks = new Map<string, Task[]>();
  for (const event of trace)
    if (event.name === "thread_name" && event.args.name === "CrRendererMain") tasks.set(threadOf(event), []);
  for (const event of trace)
    if (event.name === "RunTask" && event.ph === "X" && event.dur !== undefined && event.tdur !== undefined)
      tasks.get(threadOf(event))?.push({ wall: event.dur / 1000, own: event.tdur / 1000 });
  const [busiest] = [...tasks.values()].sort((a, b) => ownWork(b) - ownWork(a));
  return busiest?.sort((a, b) => b.own - a.own) ?? [];
}

/** Processor time of some tasks together, ms. */
export function ownWork(tasks: readonly Task[]): number {
  return tasks.reduce((sum, task) => sum + task.own, 0);
}
