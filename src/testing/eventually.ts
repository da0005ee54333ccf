/** Waits for what a test expects to come about. */

import { vi } from "vitest";

/** Repeats a check until it passes. A machine with other work to do may take long, so the limit is twenty seconds. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000 });
}
