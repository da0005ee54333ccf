/** A localStorage in memory, for tests of what the browser keeps as texts. */

import { afterEach, beforeEach, vi } from "vitest";

/** Puts an empty one in place before each test. @returns what is stored, by the whole key */
export function fakeLocalStorage(): Map<string, string> {
  const stored = new Map<string, string>();
  beforeEach(() => {
    stored.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => stored.set(key, text),
      removeItem: (key: string) => stored.delete(key),
    });
  });
  afterEach(() => vi.unstubAllGlobals());
  return stored;
}
