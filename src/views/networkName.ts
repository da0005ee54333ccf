/** How the page calls a network: its arm and pair, and its own name where its job is judged by another answer. */

import type { Messages } from "../i18n/en.ts";
import { methodById } from "../methods/registry.ts";
import type { NetworkCard } from "../protocol/events.ts";

/** An arm in the visitor's words; in the method's own where the catalogue has none. */
export function armName(arm: string, methodId: string, words: Messages): string {
  return words.arms[arm] ?? methodById(methodId).arms?.[arm]?.name ?? arm;
}

/** "with the teacher 2", "with the teacher 1: peer 2", "Teacher". */
export function networkName(card: NetworkCard, methodId: string, words: Messages): string {
  if (card.arm === undefined) return words.teacher;
  const own = card.member ? `: ${card.name}` : "";
  return `${armName(card.arm, methodId, words)} ${(card.pair ?? 0) + 1}${own}`;
}
