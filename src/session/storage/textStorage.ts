/** Short texts in the browser's localStorage: what is written last before the page is left is there when it comes back. */

/** `localStorage` under this page's prefix. No operation throws: it may be missing, forbidden or full. */
export interface TextStorage {
  /** @returns whether it is stored; where it is not, an older text of this key is gone */
  set(key: string, text: string): boolean;
  /** null where there is none */
  get(key: string): string | null;
  remove(key: string): void;
}

const PREFIX = "distillation-playground ";

/** @returns the result of the work; `otherwise` where it throws, as reading the global already may */
function attempt<T>(work: (storage: Storage) => T, otherwise: T): T {
  try {
    return work(globalThis.localStorage);
  } catch {
    return otherwise;
  }
}

export const textStorage: TextStorage = {
  set(key, text) {
    const isStored = attempt((storage) => {
      storage.setItem(PREFIX + key, text);
      return true;
    }, false);
    if (!isStored) this.remove(key);
    return isStored;
  },
  get: (key) => attempt((storage) => storage.getItem(PREFIX + key), null),
  remove: (key) => attempt((storage) => storage.removeItem(PREFIX + key), undefined),
};
