/** What an average of several networks is made of, and what it does not have. */

import type { NetworkSpec } from "./method.ts";

/** The networks with weights of their own that a network consists of: those that are averaged, or itself. */
export function ownNetworksOf(spec: NetworkSpec): readonly NetworkSpec[] {
  return spec.averaged?.networks ?? [spec];
}

/** Whether a network starts from the teacher's weights, or is the average of teachers used otherwise than by its logits. */
export function usesTeacherWeights({ averaged, trains, startsFrom, parametrisation }: NetworkSpec): boolean {
  if (typeof startsFrom === "object" && startsFrom.network === "teacher") return true;
  return averaged !== undefined && (trains !== "none" || startsFrom !== "pretrained" || parametrisation !== undefined);
}

/** @throws RangeError, since an average of networks has no layers */
export function noLayers(): never {
  throw new RangeError(
    "the method uses layers or weights of the teacher, and an average of several has none; give one teacher",
  );
}
