/** Whether the page is shown in a frame of another site, as its address says. */

/** Whether a query has `embed=1`. @param search of the page by default; there is none without a browser */
export function isEmbedded(search: string = globalThis.location?.search ?? ""): boolean {
  return new URLSearchParams(search).get("embed") === "1";
}
