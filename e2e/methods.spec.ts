/** Every registered method, from the page: nothing here knows any of them by name. */

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { defaultExperiment } from "../src/domain/defaultExperiment.ts";
import { en } from "../src/i18n/en.ts";
import { paramLabel } from "../src/i18n/methodText.ts";
import { gradientFlowOf } from "../src/methods/core/gradientFlow.ts";
import { armsFor, stagesOf } from "../src/methods/registry/arms.ts";
import { registry } from "../src/methods/registry/methodRegistry.ts";
import { chooseBackend, follow, shrunkPreset, trainToTheEnd } from "./pageControls.ts";

async function seriousFaults(page: Page, ...parts: readonly string[]): Promise<readonly string[]> {
  const { violations } = await parts.reduce((axe, part) => axe.include(part), new AxeBuilder({ page })).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

for (const [backend, steps] of [
  ["wasm", 6],
  ["webgpu", 2],
] as const)
  test(`every method trains to its end on ${backend}, gives a verdict and shows its pictures`, async ({ page }) => {
    // WebGPU may be a processor that plays a graphics card.
    test.setTimeout(400_000);
    await page.goto("/");
    await chooseBackend(page, backend);
    const result = page.getByRole("region", { name: "Result" });
    for (const [i, method] of registry.entries())
      await test.step(method.id, async () => {
        const began = Date.now();
        const experiment = { ...shrunkPreset(method, steps), seed: 1000 + i };
        await follow(page, experiment);
        await trainToTheEnd(page);
        await expect(page.locator(".status")).toContainText(backend);
        await expect(result).toContainText(`seed ${experiment.seed}`);
        await expect(result.locator(".verdict")).toContainText("One pair is no verdict");
        await expect(result.locator(".claims > li")).toHaveCount(method.claims?.length ?? 0);
        const stages = stagesOf("taught", experiment);
        if (stages.some(({ pictures }) => pictures?.length)) {
          await page.getByRole("tab").first().click();
          await expect(page.getByRole("tab").first()).toHaveText(en.picture);
          await expect(page.locator(".picture figure").first().getByRole("img").first()).toBeVisible();
          await page.locator(".picture summary").first().click();
          await expect(page.locator(".picture td").first()).toHaveText(/\d/);
        }
        if (backend === "wasm") expect(await seriousFaults(page, ".details", ".result")).toEqual([]);
        console.log(`${method.id} on ${backend}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
      });
  });

test("every method can be chosen: its own settings, its plan and its arms are on the page", async ({ page }) => {
  await page.goto("/");
  await page.getByText("More settings").click();
  for (const { id, params, preset } of [...registry].reverse())
    await test.step(id, async () => {
      await page.getByRole("combobox", { name: "Method" }).selectOption(id);
      await expect(page.getByRole("combobox", { name: "Preset" })).toHaveValue(id);
      for (const [name, param] of Object.entries(params)) {
        const role = param.kind === "choice" ? "combobox" : param.live ? "slider" : "spinbutton";
        await expect(page.getByRole(role, { name: paramLabel(name, en, {}), exact: true })).toBeVisible();
      }
      await expect(page.getByRole("group", { name: en.controls }).getByRole("checkbox")).toHaveCount(
        armsFor(id).length,
      );
      await page.getByRole("tab", { name: en.lossCard }).click();
      const experiment = preset(defaultExperiment);
      const { classes } = experiment.student.architecture;
      const stages = stagesOf("taught", experiment);
      await expect(page.locator(".plan > li")).toHaveCount(stages.length);
      await expect(page.locator(".terms > li")).toHaveCount(
        stages.flatMap((stage) => gradientFlowOf(stage, classes)).length,
      );
      expect(await seriousFaults(page, ".plan", ".knobs")).toEqual([]);
    });
  await expect(page.getByRole("alert")).toHaveCount(0);
});
