/** What every engine must do with the page: show soft targets, train to the end, give a result and a verdict. */

import { type BrowserSession, waitUntil } from "./browserSession.ts";

const TRAINING_SECONDS = 400;

const textOf = (selector: string) => `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`;

/** An expression that presses the button with this text. */
const press = (name: string) =>
  `[...document.querySelectorAll("button")].find((button) => button.textContent.trim() === ${JSON.stringify(name)}).click()`;

/** An expression that chooses a backend as a visitor does: React takes a value only through the element's own setter. */
const choose = (backend: string) => `(() => {
  const select = [...document.querySelectorAll("select")].find(({ options }) =>
    [...options].some(({ value }) => value === ${JSON.stringify(backend)}));
  Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set.call(select, ${JSON.stringify(backend)});
  select.dispatchEvent(new Event("change", { bubbles: true }));
})()`;

/** Trains what the address holds on a backend. @throws Error with what is not as it should be */
export async function trainOn(
  session: BrowserSession,
  address: string,
  backend: "wasm" | "webgpu",
): Promise<{ readonly seconds: number; readonly verdict: string }> {
  const { evaluate } = session;
  await session.open(address);
  const shows = (selector: string) => () =>
    evaluate<boolean>(`document.querySelector(${JSON.stringify(selector)}) !== null`);
  await waitUntil("the page shows the soft targets", shows(".bars"), 60);
  await evaluate('document.querySelector(".more").open = true');
  await waitUntil("the further settings are there", shows(`option[value="${backend}"]`), 30);
  await evaluate(choose(backend));
  await waitUntil("the chosen backend is shown", shows(`option[value="${backend}"]:checked`), 10);
  const began = performance.now();
  await evaluate(press("Train"));
  let status = "";
  const isDone = async () => {
    status = await evaluate<string>(textOf(".status"));
    const alert = await evaluate<string>(textOf("[role=alert]"));
    if (alert) throw new Error(`the page reports: ${alert}`);
    return status.includes("steps are done");
  };
  await waitUntil(`training ends on ${backend}`, isDone, TRAINING_SECONDS);
  const seconds = (performance.now() - began) / 1000;
  if (!status.includes(backend)) throw new Error(`it trained on another backend than ${backend}: ${status}`);
  const result = await evaluate<string>(textOf(".result"));
  if (!/\d/.test(result)) throw new Error(`the result has no number: ${result}`);
  const verdict = await evaluate<string>(textOf(".result .verdict"));
  if (verdict === "") throw new Error("there is no verdict");
  const errors = await evaluate<readonly string[]>("window.reportedErrors");
  if (errors.length > 0) throw new Error(`the page reported errors: ${errors.join(" | ")}`);
  return { seconds, verdict };
}

/** Whether the browser gives the page a WebGPU adapter. */
export function offersWebgpu(session: BrowserSession): Promise<boolean> {
  return session.evaluate<boolean>("navigator.gpu?.requestAdapter().then((adapter) => adapter !== null) ?? false");
}
