/// <reference lib="webworker" />
/** Keeps the page at hand without a network: all of it once it has been visited, MNIST's files once they were used. */

import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

declare const self: ServiceWorkerGlobalScope & {
  /** every file of the site with its revision: the build puts the list here */
  readonly __WB_MANIFEST: readonly PrecacheEntry[];
};

// Language, theme and mode are read by the page itself: whatever is asked, it is the same page.
precacheAndRoute([...self.__WB_MANIFEST], { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();

/** A site without MNIST may answer with its page instead, which is not to be kept in the files' place. */
const noPages = {
  cacheWillUpdate: async ({ response }: { response: Response }) =>
    response.ok && !response.headers.get("content-type")?.includes("text/html") ? response : null,
};
registerRoute(
  ({ url }) => url.pathname.includes("/data/mnist/"),
  new CacheFirst({ cacheName: "mnist", plugins: [noPages] }),
);

// The first visit's page is served from here at once; a newer version waits until the visitor asks for it.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});
