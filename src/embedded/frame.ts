/** The page in a frame of another site: it tells the site its height, and leads to the same state outside of the frame. */

import { embedWords as en } from "../i18n/embedded/embedWords.en.ts";
import { embedWords as zh } from "../i18n/embedded/embedWords.zh.ts";
import { outsideFrame } from "../places/outsideFrame.ts";

/** The type of the one message that the page sends to the site. */
const HEIGHT_MESSAGE = "distillation-playground:height";

/** Sends the height of the whole page, CSS pixels, to the document around the frame, whenever it changes. Nothing else is sent. */
function tellHeight(): void {
  if (parent === window) return;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // Any site may show the page, and the height is no secret.
    parent.postMessage({ type: HEIGHT_MESSAGE, height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
}

/** The link that opens what is shown in a window of its own. Where the frame may open none, the address is shown. */
function linkOutside(): HTMLElement {
  const words = document.documentElement.lang.startsWith("zh") ? zh : en;
  const foot = document.createElement("footer");
  foot.className = "frame-foot";
  const link = document.createElement("a");
  Object.assign(link, { target: "_blank", rel: "noopener", textContent: words.open });
  const told = document.createElement("p");
  told.role = "status";
  const address = document.createElement("input");
  Object.assign(address, { type: "text", readOnly: true, ariaLabel: words.blocked });
  const follow = () => {
    link.href = outsideFrame(location.href);
  };
  follow();
  // Whatever is done with the link begins with one of these; the address has changed without an event meanwhile.
  for (const event of ["pointerover", "pointerdown", "focus"]) link.addEventListener(event, follow);
  link.addEventListener("click", (event) => {
    follow();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const opened = open(link.href, "_blank");
    if (opened) {
      opened.opener = null;
      return;
    }
    told.textContent = words.blocked;
    address.value = link.href;
    told.after(address);
    address.select();
  });
  foot.append(link, told);
  return foot;
}

/** Prepares the document for a frame. */
export function openFrame(): void {
  document.body.append(linkOutside());
  tellHeight();
}
