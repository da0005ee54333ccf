/** The Web Locks of one browser and its tabs, as far as the page uses them. */

/** A tab's locks; closing the tab frees them. */
export interface TabLocks {
  readonly locks: LockManager;
  close(): void;
}

interface Held {
  readonly tab: object;
  readonly waiting: (() => void)[];
}

/** A browser without tabs. @returns a function that opens one */
export function openFakeLocks(): () => TabLocks {
  const held = new Map<string, Held>();
  const free = (name: string, tab: object) => {
    const lock = held.get(name);
    if (lock?.tab !== tab) return;
    held.delete(name);
    for (const wake of lock.waiting) wake();
  };
  return () => {
    const tab = {};
    const request = async (
      name: string,
      options: LockOptions | LockGrantedCallback<unknown>,
      granted?: LockGrantedCallback<unknown>,
    ): Promise<unknown> => {
      const use = typeof options === "function" ? options : granted!;
      const isOptional = typeof options !== "function" && options.ifAvailable === true;
      for (let lock = held.get(name); lock; lock = held.get(name)) {
        if (isOptional) return use(null);
        const { waiting } = lock;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      held.set(name, { tab, waiting: [] });
      try {
        return await use({ name, mode: "exclusive" });
      } finally {
        free(name, tab);
      }
    };
    const query = async () => ({ held: [...held.keys()].map((name) => ({ name })), pending: [] });
    return {
      locks: { request, query } as LockManager,
      close: () => {
        for (const name of [...held.keys()]) free(name, tab);
      },
    };
  };
}
