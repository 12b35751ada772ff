/**
 * Starts the wiki where there is no network. Documents come from the network whenever there is one; without it, an
 * empty document takes their place, in which the screens are drawn from what this device keeps. Built files are served
 * from the device, since their names carry the hash of their content. Nothing else is touched: no answer of the API, no
 * picture, no socket, nothing that is sent.
 */

/** Put in by the build: the built files, and a name for all of them together. */
declare const FILES: readonly string[]
declare const BUILD: string

/** What we use of a service worker's own types, which do not go with those of a window. */
interface Happening extends Event {
  waitUntil(what: Promise<unknown>): void
}
interface Fetching extends Happening {
  readonly request: Request
  readonly preloadResponse: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}
interface Worker extends EventTarget {
  readonly clients: { claim(): Promise<void> }
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } }
}

const worker = globalThis as unknown as Worker

const PREFIX = 'terreau-'
const CACHE = `${PREFIX}${BUILD}`
const SHELL = '/sans-reseau/coquille'
/** Addresses under which no screen stands. */
const NO_SCREEN = /^\/(?:api|assets|files|feeds|collab|oidc)\//

worker.addEventListener('install', (event) => (event as Happening).waitUntil(takeAlong()))
worker.addEventListener('activate', (event) => (event as Happening).waitUntil(takeOver()))
worker.addEventListener('fetch', (event) => answer(event as Fetching))

/** All or nothing; it is tried again with the next visit. The empty document is asked for as by nobody. */
async function takeAlong(): Promise<void> {
  const cache = await caches.open(CACHE)
  const shell = await fetch(SHELL, { credentials: 'omit', cache: 'no-cache' })
  if (!shell.ok) throw new Error(`the empty document was answered by ${shell.status}`)
  await Promise.all([cache.put(SHELL, shell), cache.addAll(FILES)])
}

/** A newer build takes over once no tab needs the files of the one before, which then go. */
async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.registration.navigationPreload?.enable()
  await worker.clients.claim()
}

function answer(event: Fetching): void {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(kept(pathname).then((file) => file ?? fetch(request)))
  else if (request.mode === 'navigate' && !NO_SCREEN.test(pathname)) event.respondWith(documentFor(event))
}

async function documentFor(event: Fetching): Promise<Response> {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch (cause) {
    const shell = await kept(SHELL)
    if (!shell) throw cause
    return shell
  }
}

/** Looking makes no cache where it was taken away. */
function kept(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: CACHE, ignoreVary: true })
}
