/** The named networks that are offered for teacher and student, fitted to the data of the experiment that is set. */

import { useEffect, useState } from "react";
import { type NamedArchitecture, students, teachers } from "../../domain/namedArchitectures.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";
import { usePlayground } from "../elements/storeContexts.ts";

const named = { teacher: teachers, student: students } as const;
const NONE: readonly NamedArchitecture[] = [];

/** The networks. For a visitor's files they are fitted by code that is fetched first; until then there are none. */
export function useOfferedNetworks(network: "teacher" | "student"): readonly NamedArchitecture[] {
  const data = usePlayground((state) => state.experiment.data);
  const { files } = data;
  const [fitted, setFitted] = useState<{ readonly files: unknown; readonly all: typeof NONE } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the data only the files have another shape
  useEffect(() => {
    if (!files) return;
    let isWanted = true;
    void import("../../methods/registry/fittedToData.ts").then(({ fittedArchitecture }) => {
      const all = named[network].map((one) => {
        return { ...one, architecture: fittedArchitecture(one.architecture, shapeOf(data)) };
      });
      if (isWanted) setFitted({ files, all });
    });
    return () => {
      isWanted = false;
    };
  }, [files, network]);
  if (!files) return named[network];
  return fitted?.files === files ? fitted.all : NONE;
}
