/** A browser with one page, whichever protocol drives it. */

export interface BrowserSession {
  readonly version: string;
  /** Opens an address and waits until it has loaded. */
  open(address: string): Promise<void>;
  /**
   * Evaluates an expression in the page; a promise is waited for.
   * @returns its value, which must be JSON
   * @throws Error with the page's message when the expression throws
   */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

/** Waits until an asynchronous condition holds. @throws Error naming what was waited for */
export async function waitUntil(what: string, holds: () => Promise<boolean>, seconds: number): Promise<void> {
  const end = Date.now() + 1000 * seconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
