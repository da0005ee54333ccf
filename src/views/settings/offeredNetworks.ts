/** The named networks that are offered for teacher and student, with the input and the classes of the data that are set. */

import { useMemo } from "react";
import { inferShapes, inputOf } from "../../domain/architecture.ts";
import type { DataShape } from "../../domain/dataset.ts";
import { type NamedArchitecture, students, teachers } from "../../domain/namedArchitectures.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";
import { usePlayground } from "../elements/storeContexts.ts";

const named = { teacher: teachers, student: students } as const;

/** The network for data of a shape; none where its layers do not fit them. */
function onData(one: NamedArchitecture, shape: DataShape): readonly NamedArchitecture[] {
  const architecture = { ...one.architecture, input: inputOf(shape), classes: shape.classNames.length };
  try {
    inferShapes(architecture);
    return [{ ...one, architecture }];
  } catch {
    return [];
  }
}

/** The networks that are offered. */
export function useOfferedNetworks(network: "teacher" | "student"): readonly NamedArchitecture[] {
  const shape = usePlayground((state) => shapeOf(state.experiment.data));
  return useMemo(() => named[network].flatMap((one) => onData(one, shape)), [network, shape]);
}
