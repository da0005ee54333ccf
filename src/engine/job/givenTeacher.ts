/** The checkpoint of a teacher that is given and not trained, made of the networks that are given. */

import type { Experiment } from "../../domain/experiment.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { givenName } from "../../methods/parts/teacherStudent.ts";
import { EngineError } from "../../protocol/failures.ts";
import { checksumOf, type NetworkWeights, placedValues } from "../../weights/networkWeights.ts";
import { packCheckpoint } from "./checkpointBytes.ts";

/**
 * Makes the checkpoint of the teacher's job as if it had been trained to its end.
 * @param networks those that the experiment's given teachers name, in any order
 * @throws EngineError "no-teacher" where one is missing, with its name and checksum
 */
export async function givenTeacherCheckpoint(
  { teacher }: Pick<Experiment, "teacher">,
  networks: readonly NetworkWeights[],
): Promise<Uint8Array> {
  const { given = [], training } = teacher;
  const byChecksum = new Map(
    await Promise.all(networks.map(async (network) => [await checksumOf(network), network] as const)),
  );
  const arrays = given.flatMap(({ name, checksum, architecture }, place) => {
    const network = byChecksum.get(checksum);
    if (!network || !sameJson(network.architecture, architecture))
      throw new EngineError(
        "no-teacher",
        `the teacher "${name}" (checksum ${checksum}) is not here; load its file, or train a teacher instead`,
      );
    return placedValues(network).map(({ layer, part, shape, values }) => {
      return { name: `${givenName(place)}/${layer}/${part}`, shape, values };
    });
  });
  return packCheckpoint({ job: "teacher", step: training.steps, live: {}, arrays });
}
