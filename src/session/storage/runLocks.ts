/** Which tab has which stored run: a tab holds a lock for as long as it trains a run, and the browser frees it with the tab. */

/** The locks of runs, by their ids. */
export interface RunLocks {
  /** @returns a function that frees the lock again; null where another tab holds it */
  take(id: string): Promise<(() => void) | null>;
  /** the runs of `ids` that no other tab holds */
  free(ids: readonly string[]): Promise<readonly string[]>;
  /** resolves when the tab that holds the run has freed it or is gone */
  untilFree(id: string): Promise<void>;
}

const nameOf = (id: string) => `distillation-playground run ${id}`;

/** Locks by the Web Locks API, which all tabs of the page share. */
export function webLocks(locks: LockManager): RunLocks {
  return {
    take: (id) =>
      new Promise((resolve, reject) => {
        locks
          .request(nameOf(id), { ifAvailable: true }, async (lock) => {
            if (!lock) return resolve(null);
            await new Promise<void>((free) => resolve(free));
          })
          .catch(reject);
      }),
    async free(ids) {
      const { held = [] } = await locks.query();
      const names = new Set(held.map(({ name }) => name));
      return ids.filter((id) => !names.has(nameOf(id)));
    },
    untilFree: (id) => locks.request(nameOf(id), () => {}),
  };
}

/** The key of this tab's runs in its session storage, which survives a reload and which no other tab reads. */
const OWN_RUNS = "distillation-playground runs";

/**
 * Without Web Locks, as on a page that is not served by https, a run belongs to the tab that began it: only that tab is
 * offered it after a reload.
 */
function ownRuns(): RunLocks {
  const read = (): readonly string[] => {
    try {
      return (sessionStorage.getItem(OWN_RUNS) ?? "").split(" ");
    } catch {
      return [];
    }
  };
  return {
    async take(id) {
      try {
        sessionStorage.setItem(OWN_RUNS, [...read().slice(-9), id].join(" "));
      } catch {
        // Then the run is not offered after a reload.
      }
      return () => {};
    },
    free: async (ids) => ids.filter((id) => read().includes(id)),
    untilFree: () => new Promise(() => {}),
  };
}

/** The locks that this browser has. */
export function openRunLocks(): RunLocks {
  const locks = globalThis.navigator?.locks;
  return locks ? webLocks(locks) : ownRuns();
}
