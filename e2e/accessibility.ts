/** What axe finds on the page. */

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Serious and critical faults with the elements that have them. @param parts selectors; none for the whole page */
export async function seriousFaults(page: Page, ...parts: readonly string[]): Promise<readonly string[]> {
  // Legacy mode leaves out frames of other origins, which the page has none of, and takes half the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await parts.reduce((builder, part) => builder.include(part), axe).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}
