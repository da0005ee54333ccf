/** The copy of the page that a service worker keeps for use without a network. */

import { createStore, type StoreApi } from "zustand/vanilla";
import { firstPaint } from "../../places/firstPaint.ts";

/** Whether the copy is complete, and whether a newer page is waiting. */
export interface OfflineCopy {
  /** everything has been stored: the page opens without a network */
  readonly ready: boolean;
  /** reloads with the newer page that is waiting; null while there is none */
  readonly update: (() => void) | null;
}

/**
 * Registers the service worker when the page is idle after its first paint. Nothing is stored where the browser has no service workers, or
 * where the visitor has set it to save data.
 * @param address of the service worker; null in a frame of another site, which leaves what is stored as it is
 */
export function registerOfflineCopy(address: URL | null): StoreApi<OfflineCopy> {
  const store = createStore<OfflineCopy>(() => ({ ready: false, update: null }));
  const connection = (navigator as Navigator & { connection?: { saveData?: boolean } }).connection;
  if (address === null || !("serviceWorker" in navigator) || connection?.saveData) return store;
  const register = async () => {
    const { Workbox } = await import("workbox-window");
    const workbox = new Workbox(address.href);
    workbox.addEventListener("waiting", () => {
      store.setState({
        update() {
          workbox.addEventListener("controlling", () => location.reload());
          workbox.messageSkipWaiting();
        },
      });
    });
    await workbox.register();
    await navigator.serviceWorker.ready;
    store.setState({ ready: true });
  };
  const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2000));
  firstPaint.then(() => idle(() => register().catch(() => {})));
  return store;
}
