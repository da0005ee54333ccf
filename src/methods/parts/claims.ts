/** The commonest statement of these papers. */

import { DISTILLED } from "../../domain/experiment.ts";
import type { Claim } from "../core/method.ts";

/** The taught student makes fewer errors at the end than another arm. */
export function fewerThan(arm: string): Omit<Claim, "text"> {
  return { better: { arm: DISTILLED }, than: { arm }, by: "errors" };
}
