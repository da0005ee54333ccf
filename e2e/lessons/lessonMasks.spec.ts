/** Twenty random lesson links, with their cards: what is locked cannot be moved, what is hidden is not there, all else is. */

import { expect, type Locator, type Page, test } from "@playwright/test";
import { en } from "../../src/i18n/en.ts";
import { BLANK, type ComposedLesson } from "../../src/lessons/composed/composedLesson.ts";
import { packedLesson } from "../../src/lessons/composed/lessonLink.ts";
import { lessonOf } from "../../src/lessons/composed/lessonOf.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { randomComposedLesson } from "../../src/testing/lessons/randomComposedLessons.ts";

const MASKS = 20;

type Mask = ComposedLesson["controls"];
type Control = "digit" | "temperature" | "scale" | "networks" | "dropClasses" | "bias" | "step" | Part;
/** What stands within another control, or is a setting of the method. */
type Part = "class.0" | "class.3" | "class.8" | "param.softWeight" | "param.hardWeight";

/** The controls as they stand on the page. */
const found = (page: Page): Readonly<Record<Control, Locator>> => {
  const live = page.locator(".lesson-live");
  const slider = (name: string) => live.getByRole("slider", { name, exact: true });
  const dropped = live.getByRole("group", { name: en.dropClasses });
  const classOf = (c: number) => dropped.getByRole("button", { name: `${c}`, exact: true });
  return {
    digit: live.getByRole("radiogroup", { name: en.gallery }),
    temperature: slider("Temperature"),
    scale: live.getByRole("group", { name: en.scale }).getByRole("button").first(),
    networks: live.getByRole("combobox", { name: "Teacher", exact: true }),
    dropClasses: classOf(1),
    bias: slider("Class bias"),
    step: slider(en.lab.stepSlider),
    "class.0": classOf(0),
    "class.3": classOf(3),
    "class.8": classOf(8),
    "param.softWeight": slider("Soft-target weight"),
    "param.hardWeight": slider("Hard-label weight"),
  };
};

/** The state that a control is to have: a class is never freer than all of them. */
function stateIn(mask: Mask, control: Control): "free" | "locked" | "hidden" {
  if (control.startsWith("class.") && mask.dropClasses === "hidden") return "hidden";
  return mask[control] ?? (control.startsWith("class.") ? mask.dropClasses : undefined) ?? "free";
}

async function holds(control: Control, at: Locator, state: "free" | "locked" | "hidden", name: string): Promise<void> {
  // A locked digit shows its image alone.
  if (state === "hidden" || (state === "locked" && control === "digit")) return expect(at, name).toHaveCount(0);
  await expect(at, name).toBeVisible();
  if (control === "digit") return;
  if (state === "free") return expect(at, name).toBeEnabled();
  await expect(at, name).toBeDisabled();
  if ((await at.getAttribute("type")) !== "range") return;
  const before = await at.inputValue();
  await at.click({ position: { x: 3, y: 6 }, force: true });
  for (const key of ["Home", "End", "ArrowRight", "PageDown"]) await at.page().keyboard.press(key);
  await expect(at, name).toHaveValue(before);
}

/** All controls, each in the state that the mask gives it. */
async function allHold(page: Page, mask: Mask, where: string): Promise<void> {
  for (const [control, at] of Object.entries(found(page)) as [Control, Locator][])
    await holds(control, at, stateIn(mask, control), `${control} on ${where} of ${JSON.stringify(mask)}`);
}

test("each of twenty masks holds on the cards of its lesson, and hides nothing that it does not name", async ({
  page,
}) => {
  test.setTimeout(30_000 * MASKS);
  const start = { title: { en: "Masked" }, experiment: presetById("drop-3s").experiment, view: BLANK.view };
  for (let seed = 0; seed <= MASKS; seed++)
    await test.step(`mask ${seed}`, async () => {
      // The first one leaves every control free, so that each is known to be there.
      const lesson: ComposedLesson = { ...(seed === 0 ? BLANK : randomComposedLesson(seed)), ...start };
      await page.goto(`/#/lesson-link/${await packedLesson(lesson)}`);
      await expect(page.getByRole("region", { name: "Masked" })).toBeVisible();
      await expect(page.locator(".result")).toBeVisible();
      await allHold(page, lesson.controls, "the first card");
      const cards = lessonOf(lesson, "").cards.length;
      for (let n = 2; n <= cards; n++)
        await page
          .getByRole("button", { name: /^(Skip|Next card)$/ })
          .first()
          .click();
      await expect(page.getByRole("img", { name: `Card ${cards} of ${cards}` })).toBeVisible();
      await allHold(page, lesson.controls, "the last card");
    });
});
