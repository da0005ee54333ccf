/** Whether the page is shown in a frame of another site, as its address says, and the address of the same state outside of one. */

/** Whether a query has `embed=1`. @param search of the page by default; there is none without a browser */
export function isEmbedded(search: string = globalThis.location?.search ?? ""): boolean {
  return new URLSearchParams(search).get("embed") === "1";
}

/** An address without what only concerns a frame. */
export function outsideFrame(address: string): string {
  const outside = new URL(address);
  for (const field of ["embed", "show", "lock", "hide"]) outside.searchParams.delete(field);
  return outside.href;
}
