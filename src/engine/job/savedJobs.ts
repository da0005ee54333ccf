/** Checks the checkpoints from which a run is to go on, before any worker starts. */

import { errorText } from "../../domain/errorText.ts";
import type { Stage } from "../../methods/core/method.ts";
import { stepsOf } from "../../methods/registry/arms.ts";
import { EngineError } from "../../protocol/failures.ts";
import { volume } from "../../tensor/graph.ts";
import { storedParametersOf } from "../graphs/stageParts.ts";
import { unpackCheckpoint } from "./checkpointBytes.ts";
import { stageAt } from "./stageAt.ts";

/**
 * The steps of a run's checkpoints, by job.
 * @param jobs the stages of the run's jobs, by job
 * @throws EngineError "bad-checkpoint" where one is damaged, names a job that the run does not have, or does not fit the
 * networks of its job
 */
export function stepsOfCheckpoints(
  jobs: ReadonlyMap<string, readonly Stage[]>,
  checkpoints: Readonly<Record<string, Uint8Array>>,
): Readonly<Record<string, number>> {
  const steps = Object.entries(checkpoints).map(([job, bytes]) => {
    const refused = (why: string) =>
      new EngineError("bad-checkpoint", `the saved checkpoint of ${job} cannot be used: ${why}; train the run anew`);
    const stages = jobs.get(job);
    if (!stages) throw refused(`this run has only the jobs ${[...jobs.keys()].join(", ")}`);
    let saved: ReturnType<typeof unpackCheckpoint>;
    try {
      saved = unpackCheckpoint(bytes);
    } catch (error) {
      throw refused(errorText(error));
    }
    const { job: owner, step, arrays } = saved;
    if (owner !== job) throw refused(`it is of ${owner}`);
    if (step > stepsOf(stages)) throw refused(`it is of step ${step}, and the job has ${stepsOf(stages)}`);
    const sizes = new Map(arrays.map(({ name, shape }) => [name, volume(shape)]));
    const reached = stages.slice(0, stages.indexOf(stageAt(stages, step).stage) + 1);
    for (const { name, shape } of reached.flatMap(storedParametersOf))
      if (sizes.get(name) !== volume(shape)) throw refused(`it has no ${name} of [${shape.join(", ")}]`);
    return [job, step] as const;
  });
  return Object.fromEntries(steps);
}
