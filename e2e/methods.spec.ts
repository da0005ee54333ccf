/** Every registered method, from the page. */

import { expect, type Locator, test } from "@playwright/test";
import { defaultExperiment } from "../src/domain/defaultExperiment.ts";
import { DISTILLED } from "../src/domain/experiment.ts";
import { en } from "../src/i18n/en.ts";
import { paramLabel } from "../src/i18n/methodText.ts";
import { gradientFlowOf, taughtTerms } from "../src/methods/core/gradientFlow.ts";
import type { Method } from "../src/methods/core/method.ts";
import { armsFor, stagesOf } from "../src/methods/registry/arms.ts";
import { registry } from "../src/methods/registry/methodRegistry.ts";
import { seriousFaults } from "./accessibility.ts";
import { coveredBy } from "./methodCoverage.ts";
import { chooseBackend, follow, LAB, openDetail, openSettings, shrunkPreset, trainToTheEnd } from "./pageControls.ts";

/**
 * Trained on WebGPU as well, where a software GPU takes seconds for each. Together they pass through every operation and
 * every kind of stage that any method has (the second test holds this): FitNets through hints, adapters and gradient
 * norms; Net2Net through starts from other networks; Apprentice through quantised weights and activations on a shared
 * trunk; Born-Again through logarithms of probabilities; Mutual Learning through alternating peers; Feature Fusion
 * through branches, pooling and depthwise convolutions; subliminal learning through a stage on the training images.
 */
const onWebgpu: readonly string[] = [
  "fitnets",
  "net2net",
  "apprentice",
  "born-again",
  "mutual",
  "feature-fusion",
  "subliminal",
];

/** Opens what a summary folds, unless the run before has left it open. */
async function opened(summary: Locator): Promise<void> {
  const isOpen = await summary.evaluate((element) => element.closest("details")!.open);
  if (!isOpen) await summary.click();
}

for (const [backend, steps, methods] of [
  ["wasm", 6, registry],
  ["webgpu", 2, registry.filter(({ id }) => onWebgpu.includes(id))],
] as const)
  test(`${backend === "wasm" ? "every method" : "every operation and kind of stage"} trains to its end on ${backend}, gives a verdict and shows its pictures`, async ({
    page,
  }) => {
    // WebGPU may be a software adapter on the processor.
    test.setTimeout(400_000);
    await page.goto(LAB);
    await chooseBackend(page, backend);
    const result = page.getByRole("region", { name: "Result" });
    for (const [i, method] of methods.entries())
      await test.step(method.id, async () => {
        const began = Date.now();
        const experiment = { ...shrunkPreset(method, steps), seed: 1000 + i };
        await follow(page, experiment);
        await trainToTheEnd(page);
        await expect(page.locator(".status")).toContainText(backend);
        await opened(result.locator("summary", { hasText: en.resultColumn.differs }));
        await expect(result).toContainText(`seed ${experiment.seed}`);
        await expect(result.locator(".verdict")).toHaveText("one pair is no verdict");
        const claims = method.claims?.length ?? 0;
        const paper = result.locator("summary", { hasText: "What the paper says" });
        await expect(paper).toHaveCount(claims > 0 ? 1 : 0);
        if (claims > 0) await opened(paper);
        await expect(result.locator(".claims > li")).toHaveCount(claims);
        if (backend === "wasm") expect(await seriousFaults(page, ".result")).toEqual([]);
        const stages = stagesOf(DISTILLED, experiment);
        const hasPictures = stages.some(({ pictures }) => pictures?.length);
        await openDetail(page, hasPictures ? en.picture : en.lossCard);
        if (hasPictures) {
          await expect(page.locator(".picture figure").first().getByRole("img").first()).toBeVisible();
          await opened(page.locator(".picture summary").first());
          await expect(page.locator(".picture tbody td").first()).toHaveText(/\d/);
        }
        if (backend === "wasm") expect(await seriousFaults(page, ".details")).toEqual([]);
        await page.keyboard.press("Escape");
        console.log(`${method.id} on ${backend}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
      });
  });

test("the methods trained on WebGPU pass through every operation and every kind of stage of all methods", () => {
  const covered = (methods: readonly Method[]) =>
    [...new Set(methods.flatMap((method) => [...coveredBy(shrunkPreset(method, 2))]))].sort();
  expect(onWebgpu.every((id) => registry.some((method) => method.id === id))).toBe(true);
  expect(covered(registry.filter(({ id }) => onWebgpu.includes(id)))).toEqual(covered(registry));
});

test("every method can be chosen: its own settings, its plan and its arms are on the page", async ({ page }) => {
  await page.goto(LAB);
  await openSettings(page);
  for (const { id, params, preset } of [...registry].reverse())
    await test.step(id, async () => {
      await page.getByRole("combobox", { name: "Method" }).selectOption(id);
      await expect(page.getByRole("combobox", { name: "Preset" })).toHaveAttribute("value", id);
      for (const [name, param] of Object.entries(params)) {
        const role = param.kind === "choice" ? "combobox" : param.live ? "slider" : "spinbutton";
        await expect(page.getByRole(role, { name: paramLabel(name, en, {}), exact: true })).toBeVisible();
      }
      await expect(page.getByRole("group", { name: en.controls }).getByRole("checkbox")).toHaveCount(
        armsFor(id).length,
      );
      await openDetail(page, en.lossCard);
      const experiment = preset(defaultExperiment);
      const { classes } = experiment.student.architecture;
      const stages = stagesOf(DISTILLED, experiment);
      await expect(page.locator(".plan > li")).toHaveCount(stages.length);
      await expect(page.locator(".terms > li")).toHaveCount(
        // A term that reaches no network is only reported.
        stages.flatMap((stage) => taughtTerms(gradientFlowOf(stage, classes), {})).length,
      );
      expect(await seriousFaults(page, ".plan", ".knobs")).toEqual([]);
    });
  await expect(page.getByRole("alert")).toHaveCount(0);
});
