import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Site } from './site.ts'

/** From 5 on brotli looks further back: a tenth less to carry than at 4, or than zstd as it comes. */
const BROTLI = 5

/**
 * What a browser is asked to hold every answer to: nothing but our own files runs, frames us or reads us (Y2). `tiles` is
 * the origin whose pictures maps may show.
 */
export async function harden(app: FastifyInstance, site: Site, tiles: string | null): Promise<void> {
  await app.register(rateLimit, { global: false })
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI } },
  })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policy(site, tiles) },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: site.secure && { maxAge: 365 * 24 * 3600, includeSubDomains: false },
    referrerPolicy: { policy: 'same-origin' },
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
    // Answers of the API are about whoever asks: nobody in between keeps them.
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

/** No style or script stands in the text of a page, and scripts make no markup from strings but in ProseMirror's clipboard, and in the one question of `leaflet.ts`. */
function policy(site: Site, tiles: string | null) {
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:', 'data:', ...(tiles ? [tiles] : [])],
    connectSrc: ["'self'", ...sockets(site)],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['ProseMirrorClipboard', 'default', 'OwnFiles'],
  }
}

/** What no screen of the wiki ever asks of a device; where one is, only our own screens ask, and only when told to. */
const PERMISSIONS = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'gyroscope',
  'hid',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .concat('geolocation=(self)')
  .join(', ')

/** Older browsers do not count ws:// as 'self'; a policy can't name an IPv6 address. */
function sockets(site: Site): string[] {
  return site.origins.filter((origin) => !origin.includes('[')).map((origin) => origin.replace(/^http/, 'ws'))
}
