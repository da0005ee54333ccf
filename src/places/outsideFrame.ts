/** The address of what a frame shows outside of it. */

/** An address without what only concerns a frame. */
export function outsideFrame(address: string): string {
  const outside = new URL(address);
  for (const field of ["embed", "show", "lock", "hide"]) outside.searchParams.delete(field);
  return outside.href;
}
