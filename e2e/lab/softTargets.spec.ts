import { expect, test } from "@playwright/test";
import { seriousFaults } from "../accessibility.ts";
import { LAB } from "../pageControls.ts";

test("the temperature moves sentence, arrow and bars, and says where the student was trained", async ({ page }) => {
  await page.goto(LAB);
  const column = page.getByRole("region", { name: "Soft targets" });
  const temperature = column.getByRole("slider", { name: "Temperature" });
  await expect(column.locator(".caption")).toContainText("At temperature 4 the teacher still answers 9 (46\u00a0%)");
  await expect(temperature).toHaveAccessibleDescription("The student was trained at this temperature.");
  await expect(column.getByRole("button", { name: /^Train with/ })).toHaveCount(0);
  await temperature.press("End");
  await expect(column.locator(".caption")).toContainText(
    "At temperature 100 the teacher rates all ten digits almost alike.",
  );
  await expect(column.locator(".pass")).toContainText("T = 100");
  await expect(temperature).toHaveAccessibleDescription("The student was trained at 4.");
  await expect(column.getByRole("button", { name: "Train with 100" })).toBeVisible();
  await expect(column.locator(".spoken")).toContainText("At temperature 100");
  await expect(page.locator(".stale")).toHaveCount(0);
});

test("a class is marked by the pointer and by arrow keys, and no longer once they have left", async ({ page }) => {
  await page.goto(LAB);
  const bars = page.locator(".bars");
  const marked = bars.locator(".marked .class-name");
  await bars.locator(".class-name", { hasText: "7" }).hover();
  await expect(marked).toHaveText("7");
  await page.getByRole("slider", { name: "Temperature" }).hover();
  await expect(marked).toHaveCount(0);
  await bars.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(marked).toHaveText("1");
  await page.keyboard.press("Tab");
  await expect(marked).toHaveCount(0);
});

test("the scale 'others only' leaves out the teacher's first answer and scales the rest", async ({ page }) => {
  await page.goto(LAB);
  const values = page.locator(".bars .value");
  await expect(values).toHaveCount(20);
  await page.getByRole("button", { name: "others only" }).click();
  await expect(values).toHaveCount(18);
  await page.getByRole("button", { name: "log", exact: true }).click();
  await expect(values).toHaveCount(20);
});

test("a method without a teacher from outside shows its own plan, and offers no teacher", async ({ page }) => {
  await page.goto(LAB);
  const column = page.getByRole("region", { name: "Soft targets" });
  const teacher = column.getByRole("combobox", { name: "Teacher" });
  await expect(teacher).toBeVisible();
  await page.getByRole("combobox", { name: "Method" }).selectOption("mutual");
  await expect(column.getByRole("img", { name: /^student, peer 2 and peer 3 teach each other$/ })).toBeVisible();
  await expect(teacher).toHaveCount(0);
  await expect(column.getByRole("combobox", { name: "Student", exact: true })).toBeVisible();
  await expect(column.locator(".caption")).toContainText("There is no separate teacher network here.");
});

for (const [width, height] of [
  [1280, 800],
  [390, 844],
  [320, 640],
] as const)
  test(`at ${width}x${height} no text of the column is cut off, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto(LAB);
    await expect(page.locator(".bars .value").first()).toBeVisible();
    const cut = await page.evaluate(() => {
      const column = document.querySelector("#soft-targets")!;
      // On a phone the column has no box of its own: its parts stand among those of the others.
      const box = column.getBoundingClientRect();
      const edges = box.width > 0 ? box : document.querySelector("main")!.getBoundingClientRect();
      return [...column.querySelectorAll("p, span, label, button, select, text")]
        .filter((one) => !one.closest(".spoken, dialog"))
        .filter((one) => {
          const box = one.getBoundingClientRect();
          return box.width > 0 && (box.left < edges.left - 1 || box.right > edges.right + 1);
        })
        .map((one) => one.textContent);
    });
    expect(cut).toEqual([]);
    expect(await seriousFaults(page, "#soft-targets")).toEqual([]);
    if (width < 700) {
      const [top, bottom] = await page.evaluate(() => {
        const box = (part: string) => document.querySelector(`#soft-targets ${part}`)!.getBoundingClientRect();
        return [box(".caption").top, box(".temperature .stops").bottom];
      });
      expect(bottom! - top!).toBeLessThan(height - 72);
    }
  });
