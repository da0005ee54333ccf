/** Whether the page is kept for a day without a network, and whether a newer one waits. */

import { createStore, type StoreApi } from "zustand/vanilla";

/** What is known of the kept page. */
export interface OfflineCopy {
  /** everything is kept: the page opens without a network */
  readonly ready: boolean;
  /** takes up the newer page that waits; null while there is none */
  readonly update: (() => void) | null;
}

/**
 * Keeps the page, in the background and after all else. Nothing is kept where the browser cannot, or where the visitor
 * has asked it to save data.
 * @param address of the service worker
 */
export function keepOfflineCopy(address: URL): StoreApi<OfflineCopy> {
  const store = createStore<OfflineCopy>(() => ({ ready: false, update: null }));
  const connection = (navigator as Navigator & { connection?: { saveData?: boolean } }).connection;
  if (!("serviceWorker" in navigator) || connection?.saveData) return store;
  const keep = async () => {
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
  const begin = () => idle(() => keep().catch(() => {}));
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
  return store;
}
