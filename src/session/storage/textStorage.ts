/** Short texts in the browser's localStorage: what is written last before the page is left is there when it comes back. */

/** `localStorage` under this page's prefix. No operation throws: it may be missing, forbidden or full. */
export interface TextStorage {
  /**
   * @returns whether it is stored; where it is not, an older text of this key is gone. Where the browser refuses storage, it
   * is there until the page is left, and counts as not stored
   */
  set(key: string, text: string): boolean;
  /** null where there is none */
  get(key: string): string | null;
  remove(key: string): void;
}

const PREFIX = "distillation-playground ";

/** What a document that has no storage, as in a sandboxed frame, keeps for as long as it is open. */
const memory = new Map<string, string>();

/** @returns the result of the work; `otherwise` where it throws, as reading the global already may */
function attempt<T>(work: (storage: Storage) => T, otherwise: T): T {
  try {
    return work(globalThis.localStorage);
  } catch {
    return otherwise;
  }
}

/** Whether the browser refuses storage altogether: reading the global throws. */
function isRefused(): boolean {
  try {
    return globalThis.localStorage === null;
  } catch {
    return true;
  }
}

export const textStorage: TextStorage = {
  set(key, text) {
    const isStored = attempt((storage) => {
      storage.setItem(PREFIX + key, text);
      return true;
    }, false);
    if (!isStored) this.remove(key);
    if (isRefused()) memory.set(key, text);
    return isStored;
  },
  get: (key) => (isRefused() ? (memory.get(key) ?? null) : attempt((storage) => storage.getItem(PREFIX + key), null)),
  remove(key) {
    memory.delete(key);
    attempt((storage) => storage.removeItem(PREFIX + key), undefined);
  },
};
