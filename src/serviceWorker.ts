/// <reference lib="webworker" />
/** Caches the page for use without a network: the page when it is first visited, the files of data sets when they are used. */

import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

declare const self: ServiceWorkerGlobalScope & {
  /** the files that the page needs, with their revisions: the build writes the list here */
  readonly __WB_MANIFEST: readonly PrecacheEntry[];
};

// Language, theme and mode are read by the page itself: the file is the same for all query parameters.
precacheAndRoute([...self.__WB_MANIFEST], { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();

/** A site without a data set may return its page instead, which is not cached as one of the files. */
const ignorePages = {
  cacheWillUpdate: async ({ response }: { response: Response }) =>
    response.ok && !response.headers.get("content-type")?.includes("text/html") ? response : null,
};
for (const dataset of ["mnist", "fashion"])
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.includes(`/data/${dataset}/`),
    new CacheFirst({ cacheName: dataset, plugins: [ignorePages] }),
  );

// This worker controls the page from the first visit on; a newer version waits until the visitor requests it.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});
