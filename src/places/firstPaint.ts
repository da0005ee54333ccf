/** When the page has first been painted, from Home or from the lab. */

/** Settles then, and at once where the browser does not tell it. While the page is hidden it is not painted. */
export const firstPaint = new Promise<void>((resolve) => {
  const type = "paint";
  if (!globalThis.PerformanceObserver?.supportedEntryTypes?.includes(type)) {
    resolve();
    return;
  }
  const observer = new PerformanceObserver((entries) => {
    if (entries.getEntriesByName("first-contentful-paint").length === 0) return;
    observer.disconnect();
    resolve();
  });
  observer.observe({ type, buffered: true });
});
