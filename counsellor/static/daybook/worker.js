// @ts-check
// Kept beside the daybook: gives its page and its files without a network, and nothing else. The
// server puts before this what it keeps, and a version that changes with any of it.

/** @type {any} */
const worker = self;
/** @type {{addresses: string[], version: string}} */
const KEPT = worker.KEPT;
const CACHE = `daybook-${KEPT.version}`;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(take()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(settle()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const ours = request.method === "GET" && origin === location.origin && KEPT.addresses.includes(pathname);
  if (ours) event.respondWith(give(request, pathname));
});

/** All of them, or the version before stays. */
async function take() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    KEPT.addresses.map(async (address) => {
      const answer = await fetch(address, { cache: "reload", redirect: "error" });
      if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
      await cache.put(address, answer);
    }),
  );
  await worker.skipWaiting();
}

async function settle() {
  const before = (await caches.keys()).filter((name) => name.startsWith("daybook-") && name !== CACHE);
  await Promise.all(before.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {Request} request @param {string} pathname */
async function give(request, pathname) {
  const cache = await caches.open(CACHE);
  return (await cache.match(pathname)) ?? fetch(request);
}
