/** How fast the browser's main thread is on this machine, so that limits in milliseconds hold on slower ones too. */

import type { Page } from "@playwright/test";

/** Milliseconds in which an ordinary laptop makes and lays out 1,500 small elements, the first time included. */
const REFERENCE_MS = 20;

/**
 * Measures the machine with a fixed piece of work: 1,500 elements are made, laid out and removed, again and again; the mean
 * counts, since the page's own tasks run cold as well.
 * @param times how often they are made
 * @returns 1 on a machine as fast as the reference or faster, 2 on one half as fast
 */
export async function slownessOf(page: Page, times = 12): Promise<number> {
  const mean = await page.evaluate((length) => {
    const times = Array.from({ length }, () => {
      const began = performance.now();
      const box = document.createElement("div");
      for (let i = 0; i < 1500; i++) {
        const cell = document.createElement("span");
        cell.textContent = `cell ${i}`;
        cell.style.display = "inline-block";
        cell.style.width = `${i % 50}px`;
        box.append(cell);
      }
      document.body.append(box);
      box.getBoundingClientRect();
      box.remove();
      return performance.now() - began;
    });
    return times.reduce((sum, time) => sum + time, 0) / times.length;
  }, times);
  return Math.max(1, mean / REFERENCE_MS);
}
