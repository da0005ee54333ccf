/** Evaluates given teachers on the test images of an experiment, in a conducting worker of their own. */

import type { Experiment } from "../domain/experiment.ts";
import type { Evaluation } from "../protocol/events.ts";
import type { PageEnvironment } from "./pageEnvironment.ts";
import type { Playground } from "./playgroundState.ts";
import { openWorkerClient } from "./workerClient.ts";

/**
 * Evaluates the teacher of an experiment as a run with it would.
 * @param teachers safetensors files of the networks that are given
 * @throws Error where it cannot be evaluated, with the reason
 */
export function evaluateGivenTeacher(
  page: Pick<PageEnvironment, "spawn" | "base">,
  experiment: Experiment,
  teachers: readonly Uint8Array[],
  { backendChoice, files, publicCopies }: Pick<Playground, "backendChoice" | "files" | "publicCopies">,
): Promise<Evaluation> {
  const start = { resumeFrom: {}, reached: {} };
  let found: Evaluation | null = null;
  let close = () => {};
  const evaluation = new Promise<Evaluation>((resolve, reject) => {
    const client = openWorkerClient(page.spawn, {
      events(events) {
        for (const event of events) {
          if (event.type === "evaluated" && event.network === "teacher") found = event.evaluation;
          if (event.type === "failed") reject(new Error(event.detail));
          if (event.type !== "finished") continue;
          if (found) resolve(found);
          else reject(new Error("the teacher was not evaluated; try again"));
        }
      },
      loading: () => {},
      images: () => {},
      lost: (_, detail) => reject(new Error(detail)),
      restarted: () => {},
      restartPoint: () => start,
    });
    close = () => client.close();
    const choices = { backend: backendChoice, base: page.base, publicCopies, ...(files ? { files } : {}) };
    client.start({ experiment, teachers, teacherAlone: true, ...choices }, start);
  });
  return evaluation.finally(() => close());
}
