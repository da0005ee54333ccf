/** The claim that most papers make. */

import { DISTILLED } from "../../domain/experiment.ts";
import type { Claim } from "../core/method.ts";

/** The distilled student makes fewer test errors at the end than another arm. */
export function fewerErrorsThan(arm: string): Omit<Claim, "text"> {
  return { better: { arm: DISTILLED }, than: { arm }, by: "errors" };
}
