/** Charts of the page as images: SVG with its styles written into it, and PNG drawn from that. */

const SVG = "http://www.w3.org/2000/svg";

/** Properties of the page's styles that an SVG image keeps. */
const KEPT = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linecap",
  "opacity",
  "visibility",
  "display",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant-numeric",
  "text-anchor",
  "text-decoration",
  "dominant-baseline",
  "letter-spacing",
] as const;

/** A chart that can be saved: a drawing, a raster, or a table of coloured cells. */
export type Chart = SVGSVGElement | HTMLCanvasElement | HTMLTableElement;

function isShown(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 40 && height > 20 && element.closest("dialog, [inert]") === null;
}

/** The charts in the document, in its order. Icons and drawings within buttons are none. */
export function chartsInView(document: Document): readonly Chart[] {
  const found = document.querySelectorAll<Chart>("svg[role=img], figure.chart svg, canvas[role=img], table[role=grid]");
  return [...found].filter((chart) => isShown(chart) && chart.closest("button, summary") === null);
}

/** What a chart is called: the heading of its picture, or the name of the region that it is in. */
export function nameOfChart(chart: Chart): string {
  const heading = chart.closest("article")?.querySelector("h3")?.firstChild?.textContent?.trim();
  const region = chart.closest("section[aria-label]")?.getAttribute("aria-label");
  return heading || region || chart.ownerDocument.title;
}

function create<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A copy of a drawing with the page's styles in each of its elements. */
function styledCopy(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [i, original] of originals.entries()) {
    const style = getComputedStyle(original);
    const target = copies[i]!;
    target.removeAttribute("class");
    target.removeAttribute("style");
    for (const property of KEPT) target.setAttribute(property, style.getPropertyValue(property));
  }
  for (const element of copies) if (element.getAttribute("display") === "none") element.remove();
  return copy;
}

/** A table of coloured cells as rectangles with their texts. */
function drawnTable(table: HTMLTableElement): SVGSVGElement {
  const frame = table.getBoundingClientRect();
  const drawing = create("svg", {});
  for (const cell of table.querySelectorAll<HTMLTableCellElement>("th, td")) {
    const box = cell.getBoundingClientRect();
    const style = getComputedStyle(cell);
    const [x, y] = [box.left - frame.left, box.top - frame.top];
    drawing.append(create("rect", { x, y, width: box.width, height: box.height, fill: style.backgroundColor }));
    const text = cell.querySelector(".unseen") ? "" : cell.textContent.trim();
    if (text === "") continue;
    const written = create("text", {
      x: x + box.width / 2,
      y: y + box.height / 2,
      fill: style.color,
      "font-family": style.fontFamily,
      "font-size": style.fontSize,
      "font-weight": style.fontWeight,
      "text-anchor": "middle",
      "dominant-baseline": "central",
    });
    written.textContent = text;
    drawing.append(written);
  }
  return drawing;
}

function drawnRaster(raster: HTMLCanvasElement, { width, height }: DOMRect): SVGSVGElement {
  const drawing = create("svg", {});
  const image = {
    href: raster.toDataURL(),
    width,
    height,
    preserveAspectRatio: "none",
    style: "image-rendering: pixelated",
  };
  drawing.append(create("image", image));
  return drawing;
}

/** The chart as an SVG file's text, on the page's own ground, with its accessible name as title. */
export function chartSvg(chart: Chart): string {
  const box = chart.getBoundingClientRect();
  const drawing =
    chart instanceof SVGSVGElement
      ? styledCopy(chart)
      : chart instanceof HTMLCanvasElement
        ? drawnRaster(chart, box)
        : drawnTable(chart);
  const { width, height } = box;
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  drawing.setAttribute("xmlns", SVG);
  drawing.setAttribute("width", String(w));
  drawing.setAttribute("height", String(h));
  if (!drawing.hasAttribute("viewBox")) drawing.setAttribute("viewBox", `0 0 ${w} ${h}`);
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim() || "#fff";
  const label = chart.getAttribute("aria-label") ?? chart.closest("figure")?.getAttribute("aria-label") ?? "";
  const title = create("title", {});
  title.textContent = label;
  const [left, top] = (drawing.getAttribute("viewBox") ?? "0 0").split(/[\s,]+/) as [string, string];
  drawing.prepend(title, create("rect", { x: left, y: top, width: "100%", height: "100%", fill: ground }));
  return new XMLSerializer().serializeToString(drawing);
}

/** Pixels of a PNG for each of the page's. */
const SCALE = 2;

/** The SVG's text as a PNG. @throws Error where the browser cannot draw it */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (!blob) throw new Error("the browser made no PNG of the chart; save it as SVG");
  return blob;
}
