/** What runs with given teachers need: their files, and their errors before they are used. Fetched when needed. */

import type { Experiment, GivenNetwork } from "../domain/experiment.ts";
import type { GivenWeights } from "../protocol/commands.ts";
import type { Evaluation } from "../protocol/events.ts";
import { readNetwork } from "../weights/networkSafetensors.ts";
import type { PageEnvironment } from "./pageEnvironment.ts";
import type { Playground } from "./playgroundState.ts";
import type { BrowserStorage } from "./storage/browserStorage.ts";
import { openWorkerClient } from "./workerClient.ts";

/** The weights of given teachers that the browser keeps, and the names and checksums of those that it does not. */
export async function weightsOfTeachers(storage: Pick<BrowserStorage, "teachers">, given: readonly GivenNetwork[]) {
  const all = await (await storage.teachers()).list();
  const kept = new Map(all.map((one) => [one.checksum, one]));
  const missing = given.filter(({ checksum }) => !kept.has(checksum));
  return {
    teachers: given.flatMap(({ checksum }) => {
      const one = kept.get(checksum);
      return one ? [readNetwork(one.bytes).weights] : [];
    }),
    missing: missing.map(({ name, checksum }) => `${name} (${checksum})`).join(", "),
  };
}

/**
 * Evaluates in a conducting worker of its own the teacher of an experiment as a run with it would.
 * @param teachers the networks that are given
 * @throws Error where it cannot be evaluated, with the reason
 */
export function evaluateGivenTeacher(
  page: Pick<PageEnvironment, "spawn" | "base">,
  experiment: Experiment,
  teachers: readonly GivenWeights[],
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
