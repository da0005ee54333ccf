/** Does what a card of a lesson waits for, by keys alone or by touch, as a visitor would. */

import type { Locator, Page } from "@playwright/test";
import type { Condition, MomentCondition } from "../../src/lessons/conditions.ts";

/** How a visitor moves the controls. */
export type Means = "keyboard" | "touch";

/** The names of controls in one language of the page. */
export interface ControlNames {
  readonly temperature: string;
  readonly classBias: string;
  readonly digitStrip: string;
  readonly dropClasses: string;
  readonly others: string;
  readonly stepSlider: string;
  param(name: string): string;
  readonly shownArm: string;
}

async function press(button: Locator, by: Means): Promise<void> {
  if (by === "touch") return button.tap();
  await button.focus();
  await button.press("Enter");
}

/** Half the width of a slider's thumb, in pixels: its middle does not come nearer to the ends of the track. */
const HALF_THUMB = 12;

/** Waits until what has been moved is drawn, as a hand does. */
const drawn = (slider: Locator) =>
  slider.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
  );

/** The stops of a slider from the next one on, first one way to its end, then the other. */
function stopsFrom(begun: number, last: number, up: boolean): readonly (readonly number[])[] {
  const above = Array.from({ length: last - begun }, (_, i) => begun + 1 + i);
  const below = Array.from({ length: begun }, (_, i) => begun - 1 - i);
  return up ? [above, below] : [below, above];
}

/** Taps the track of a slider at a stop. A tap on the thumb would not move it: it is sent away first. */
async function tapStop(slider: Locator, stop: number, last: number): Promise<void> {
  const width = (await slider.boundingBox())!.width - 2 * HALF_THUMB;
  const tap = (at: number) => slider.tap({ position: { x: HALF_THUMB + (width * at) / last, y: 8 } });
  const way = (Math.abs(stop - Number(await slider.inputValue())) * width) / last;
  if (way < 4 * HALF_THUMB) await tap(2 * stop < last ? last : 0);
  await tap(stop);
}

/** Moves a slider stop by stop until the card is done: by its arrow keys, or by taps on its track. */
async function moveSlider(slider: Locator, by: Means, up: boolean, isThere: () => Promise<boolean>): Promise<void> {
  await slider.scrollIntoViewIfNeeded();
  const last = Number(await slider.getAttribute("max"));
  const begun = Number(await slider.inputValue());
  if (by === "keyboard") await slider.focus();
  for (const stops of stopsFrom(begun, last, up))
    for (const stop of stops) {
      if (await isThere()) return;
      if (by === "touch") await tapStop(slider, stop, last);
      else await slider.press(stop > Number(await slider.inputValue()) ? "ArrowRight" : "ArrowLeft");
      await drawn(slider);
    }
}

/** Meets one condition. @param isDone whether the card has ticked itself */
async function meetOne(
  page: Page,
  condition: MomentCondition,
  by: Means,
  names: ControlNames,
  isDone: () => Promise<boolean>,
): Promise<void> {
  const live = page.locator(".lesson-live");
  const slider = (name: string) => live.getByRole("slider", { name, exact: true });
  const rises = "atLeast" in condition && condition.atLeast !== undefined;
  const radio = async (index: number) => {
    const one = live.getByRole("radiogroup", { name: names.digitStrip }).getByRole("radio").nth(index);
    await press(one, by);
  };
  switch (condition.is) {
    case "temperature":
      return moveSlider(slider(names.temperature), by, rises, isDone);
    case "bias":
    case "errors":
      return moveSlider(slider(names.classBias), by, true, isDone);
    case "param":
      return moveSlider(slider(names.param(condition.name)), by, rises, isDone);
    case "part of run":
      return moveSlider(slider(names.stepSlider), by, rises, isDone);
    case "digit":
      return radio("of" in condition ? condition.of : [0, 1, 2, 3].find((c) => !condition.notOf.includes(c))!);
    case "scale":
      return press(live.getByRole("button", { name: names.others }), by);
    case "dropped":
      for (const c of condition.classes)
        await press(live.getByRole("group", { name: names.dropClasses }).getByRole("button", { name: `${c}` }), by);
      return;
    case "droppedClass":
      await press(
        live.getByRole("group", { name: names.dropClasses }).getByRole("button", { name: `${condition.of}` }),
        by,
      );
      return;
    case "arm":
      await live.getByRole("combobox", { name: names.shownArm }).last().selectOption(condition.of);
      return;
    case "choice": {
      // The factor T² is a setting with two values that stands at the loss as a switch.
      const square = live.locator(".square-switch").getByRole("checkbox");
      if ((await square.count()) > 0) {
        await (by === "touch" ? square.tap() : square.press("Space"));
        return;
      }
      const select = live.getByRole("combobox", { name: names.param(condition.name) });
      await select.selectOption(condition.of);
      return;
    }
    case "detail":
      return;
    default:
      return condition satisfies never;
  }
}

/** Meets a condition, or all of a sequence. */
export async function meet(page: Page, condition: Condition, by: Means, names: ControlNames): Promise<void> {
  const done = page.locator(".lesson-action.done");
  const isDone = () => done.isVisible();
  if (condition.is !== "sequence") return meetOne(page, condition, by, names, isDone);
  for (const part of condition.of) await meetOne(page, part, by, names, isDone);
}
