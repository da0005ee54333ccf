import { expect, test } from "@playwright/test";
import { LAB, openSettings } from "../pageControls.ts";

test("epochs stand beside steps and set them, and weight decay is named where it differs from the run", async ({
  page,
}) => {
  await page.goto(LAB);
  await openSettings(page);
  const [steps, epochs] = [page.getByLabel("Student's steps"), page.getByLabel("Student's epochs")];
  await expect(steps).toHaveValue("400");
  await expect(epochs).toHaveValue("40");
  await epochs.fill("2.5");
  await epochs.press("Enter");
  await expect(steps).toHaveValue("25");
  await steps.fill("30");
  await steps.press("Enter");
  await expect(epochs).toHaveValue("3");
  await page.getByLabel("Batch size").fill("50");
  await page.getByLabel("Batch size").press("Enter");
  await expect(epochs).toHaveValue("1.5");

  await page.getByLabel("Optimizer").selectOption("SGD without momentum");
  const decay = page.getByLabel("Weight decay (L2, 0: none)");
  await decay.fill("0.0005");
  await decay.press("Enter");
  await expect(page.getByText(/Weight decay \(L2, 0: none\) none → 0\.0005/)).toBeVisible();
  await decay.fill("2");
  await decay.press("Enter");
  await expect(decay).toHaveValue("0.0005");
});
