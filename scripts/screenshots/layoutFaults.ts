/** Looks in the page for text that is cut off, lies over another, or is too small, and for targets too small for a finger. */

import type { Page } from "@playwright/test";

/** Waits in milliseconds before the page is looked at again: a chart is drawn for its new size a moment after it has it. */
const WAITS = [250, 1000];

/** The faults of what the page shows and goes on to show. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  let faults = await faultsNow(page);
  for (const wait of WAITS) {
    if (faults.length === 0) break;
    await page.waitForTimeout(wait);
    const again = await faultsNow(page);
    faults = faults.filter((fault) => again.includes(fault));
  }
  return faults;
}

/**
 * The faults of what the page shows now, each with the element and its text; of a modal dialog alone where one is open.
 * Text has at least 12 px, on a slide 18 of its units; what is pressed at least 44 px where the pointer is coarse.
 */
function faultsNow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults = new Map<string, string>();
    /** Of many texts with one fault the first is named. */
    const note = (fault: string, text = "") =>
      faults.has(fault) || faults.set(fault, text === "" ? "" : `: ${quoted(text)}`);
    const root = [...document.querySelectorAll<HTMLElement>("dialog:modal")].at(-1) ?? document.body;
    const slide = document.querySelector<HTMLElement>(".slide");
    const unit = slide ? slide.getBoundingClientRect().width / (slide.classList.contains("wide") ? 1280 : 1024) : 1;
    const leastText = slide ? 18 * unit : 12;
    const width = Math.min(innerWidth, outerWidth || innerWidth);

    const named = (element: Element): string => {
      const own = (one: Element) => {
        const classes = (one.getAttribute("class") ?? "").trim().split(/\s+/).filter(Boolean);
        return `${one.localName}${one.id ? `#${one.id}` : ""}${classes.map((name) => `.${name}`).join("")}`;
      };
      const marked = element.parentElement?.closest("[id], [class]");
      return marked ? `${own(marked)} ${own(element)}` : own(element);
    };
    const quoted = (text: string) => `"${text.trim().replace(/\s+/g, " ").slice(0, 60)}"`;
    const isShown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });

    /** How much larger an element of HTML is shown than it is laid out. */
    const scaleOf = (element: Element): number => {
      const scaled = element.closest<HTMLElement>(".fitted-region > div");
      return scaled && scaled.offsetWidth > 0 ? scaled.getBoundingClientRect().width / scaled.offsetWidth : 1;
    };

    interface Box {
      readonly left: number;
      readonly right: number;
      readonly top: number;
      readonly bottom: number;
    }
    const overlap = (one: Box, other: Box): Box => ({
      left: Math.max(one.left, other.left),
      right: Math.min(one.right, other.right),
      top: Math.max(one.top, other.top),
      bottom: Math.min(one.bottom, other.bottom),
    });

    /** The ancestors that clip an element, up to the one whose position no scrolling changes. */
    function* clippingAncestors(
      element: Element,
    ): Generator<{ box: Box; ancestor: Element; style: CSSStyleDeclaration }> {
      let isAbsolute = false;
      for (let one: Element | null = element; one && one !== document.documentElement; one = one.parentElement) {
        const style = getComputedStyle(one);
        const isPositioned = style.position !== "static";
        if ((style.overflowX !== "visible" || style.overflowY !== "visible") && (!isAbsolute || isPositioned)) {
          if (one !== document.body && style.display !== "inline") {
            const { left, top, right, bottom } = one.getBoundingClientRect();
            const inner = one instanceof HTMLElement ? one : null;
            const by = inner ? scaleOf(inner) : 1;
            const [x, y] = [left + by * (inner?.clientLeft ?? 0), top + by * (inner?.clientTop ?? 0)];
            const box = inner
              ? { left: x, top: y, right: x + by * inner.clientWidth, bottom: y + by * inner.clientHeight }
              : { left, top, right, bottom };
            yield { box, ancestor: one, style };
          }
        }
        if (style.position === "fixed") return;
        if (isPositioned) isAbsolute = style.position === "absolute";
      }
    }

    /** What lies above the page on purpose: bars that stay in the window, and panels that open over what stands below. */
    const layerOf = (element: Element): Element | null => {
      for (let one: Element | null = element; one && one !== root; one = one.parentElement) {
        const { position, backgroundColor, zIndex } = getComputedStyle(one);
        if (position === "fixed" || position === "sticky") return one;
        if (position === "absolute" && zIndex !== "auto" && !/, 0\)$/.test(backgroundColor)) return one;
      }
      return null;
    };

    interface Line {
      readonly text: string;
      readonly owner: Element;
      readonly layer: Element | null;
      readonly box: Box;
    }
    const lines: Line[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      const owner = node.parentElement;
      if (!owner || text.trim() === "" || owner.closest("script, style, noscript, option, title, desc")) continue;
      if (!isShown(owner)) continue;
      // Hidden from sight, or before the window until it has the focus.
      const area = owner.getBoundingClientRect();
      if (area.right < 0 || (area.width <= 1 && area.height <= 1)) continue;
      const matrix = owner instanceof SVGGraphicsElement ? owner.getScreenCTM() : null;
      const size =
        Number.parseFloat(getComputedStyle(owner).fontSize) *
        (matrix ? Math.hypot(matrix.a, matrix.b) : scaleOf(owner));
      if (size < leastText - 0.1) note(`text of ${(size / unit).toFixed(1)} px in ${named(owner)}`, text);
      const layer = layerOf(owner);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 1) continue;
        // A line's box is higher than its letters.
        const spare = 0.07 * rect.height;
        let box: Box = { left: rect.left, right: rect.right, top: rect.top + spare, bottom: rect.bottom - spare };
        for (const { box: clip, ancestor, style } of clippingAncestors(owner)) {
          const across = box.left < clip.left - 1.5 || box.right > clip.right + 1.5;
          const down = box.top < clip.top - 1.5 || box.bottom > clip.bottom + 1.5;
          const hides = (overflow: string) => overflow === "hidden" || overflow === "clip";
          const isEllipsis = style.textOverflow === "ellipsis" && ancestor.closest("[title]") !== null;
          if ((across && hides(style.overflowX) && !isEllipsis) || (down && hides(style.overflowY)))
            note(`cut off: ${quoted(text)} in ${named(owner)} by ${named(ancestor)}`);
          box = overlap(box, clip);
        }
        if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
        if (box.left < -1 || box.right > width + 1) note(`beyond the window: ${quoted(text)} in ${named(owner)}`);
        const frame = owner.closest(
          "button:not(.class-bars *), td, th, .slide-panel, .slide-bars, .slide-knobs, .slide-foot, .slide",
        );
        const edge = frame?.getBoundingClientRect();
        const over = 2 * scaleOf(owner);
        if (edge && (box.left < edge.left - over || box.right > edge.right + over || box.bottom > edge.bottom + over))
          note(`outside of ${named(frame!)}: ${quoted(text)} in ${named(owner)}`);
        lines.push({ text, owner, layer, box });
      }
    }

    lines.sort((one, other) => one.box.top - other.box.top);
    for (const [i, one] of lines.entries())
      for (let next = i + 1; next < lines.length; next++) {
        const other = lines[next]!;
        if (other.box.top > one.box.bottom - 2) break;
        if (one.owner === other.owner || one.layer !== other.layer) continue;
        // Boxes of one formula's letters reach beyond what is drawn; the browser sets them.
        const formula = one.owner.closest(".formula");
        if (formula && formula === other.owner.closest(".formula")) continue;
        const { left, right, top, bottom } = overlap(one.box, other.box);
        // Two words on one line of a drawing also need a space between them.
        const apart = one.owner instanceof SVGElement && other.owner instanceof SVGElement && bottom - top > 6 ? -2 : 2;
        if (right - left > apart && bottom - top > 2)
          note(
            `overlap: ${quoted(one.text)} in ${named(one.owner)} and ${quoted(other.text)} in ${named(other.owner)}`,
          );
      }

    /** The width of a text in the type of an element. */
    const pen = document.createElement("canvas").getContext("2d")!;
    const widthOf = (text: string, style: CSSStyleDeclaration) => {
      pen.font = style.font;
      return pen.measureText(text).width;
    };
    for (const field of root.querySelectorAll<HTMLSelectElement | HTMLInputElement>("select, input")) {
      if (!isShown(field) || field.clientWidth <= 1) continue;
      const style = getComputedStyle(field);
      const isSelect = field instanceof HTMLSelectElement;
      if (!isSelect && !/^(text|search|number)$/.test(field.type)) continue;
      const text = isSelect ? (field.selectedOptions[0]?.text ?? "") : field.value || field.placeholder;
      // The arrows of a choice, which has none on paper, and of a number.
      const arrow = (isSelect && style.appearance !== "none") || field.type === "number" ? 16 : 0;
      const room = field.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      if (widthOf(text, style) > room - arrow + 1 && !(isSelect && field.closest("[title]:not([title=''])")))
        note(`cut off: ${quoted(text)} in ${named(field)}`);
      if (Number.parseFloat(style.fontSize) * scaleOf(field) < leastText - 0.1)
        note(`text of ${style.fontSize}: ${quoted(text)} in ${named(field)}`);
    }

    for (const region of root.querySelectorAll<HTMLElement>(".fitted-region"))
      if (region.scrollHeight > region.clientHeight + 2 || region.scrollWidth > region.clientWidth + 2)
        note(
          `a region of ${region.scrollWidth} x ${region.scrollHeight} px in ${region.clientWidth} x ${region.clientHeight}`,
        );

    const { scrollWidth, scrollHeight } = document.documentElement;
    if (Math.max(scrollWidth, innerWidth) > width + 1) note(`the page is ${scrollWidth} px wide in ${width}`);
    const isDesk = innerWidth >= 1000 && innerHeight >= 700;
    if (scrollHeight > innerHeight && isDesk && document.querySelector(".stage, .slide"))
      note(`the page is ${scrollHeight} px high in ${innerHeight}`);
    for (const box of root.querySelectorAll<HTMLElement>("*")) {
      if (box.scrollWidth <= box.clientWidth + 1 || box.clientWidth === 0 || box.tabIndex === 0) continue;
      const { overflowX } = getComputedStyle(box);
      // A matrix keeps the size of its cells where the window is narrower than the narrowest common phone.
      if (width < 360 && box.querySelector("[role=grid]")) continue;
      if ((overflowX === "auto" || overflowX === "scroll") && isShown(box))
        note(`scrolls sideways: ${named(box)} is ${box.scrollWidth} px wide in ${box.clientWidth}`);
    }

    if (matchMedia("(pointer: coarse)").matches) {
      const pressed = "a[href], button, select, textarea, input, summary, [role=tab], [role=radio], [role=button]";
      for (const target of root.querySelectorAll<HTMLElement>(pressed)) {
        // The ten columns of a matrix or a chart are one target for keys, and have to fit the window.
        if (!isShown(target) || target.matches(":disabled") || target.closest("[role=grid], .class-bars")) continue;
        const parent = target.parentElement;
        const isInSentence =
          getComputedStyle(target).display.startsWith("inline") &&
          target.matches("a, button") &&
          (parent?.textContent?.trim().length ?? 0) > (target.textContent?.trim().length ?? 0) + 20 &&
          parent?.matches("p, span, li, td, small");
        if (isInSentence) continue;
        const box = (target.matches("[type=checkbox], [type=radio]") && target.closest("label")) || target;
        const { width: across, height: down, right } = box.getBoundingClientRect();
        if (right < 0 || across <= 1) continue;
        if (across < 43.5 || down < 43.5)
          note(
            `target of ${Math.round(across)} x ${Math.round(down)} px: ${quoted(target.getAttribute("aria-label") ?? target.textContent ?? "")} in ${named(target)}`,
          );
      }
    }
    return [...faults].map(([fault, text]) => fault + text);
  });
}
