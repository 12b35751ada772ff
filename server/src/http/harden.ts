import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Site } from './site.ts'

/** From 5 on brotli looks further back: a tenth less to carry than at 4, or than zstd as it comes. */
const BROTLI = 5

/** What a browser is asked to hold every answer to: nothing but our own files runs, frames us or reads us (Y2). */
export async function harden(app: FastifyInstance, site: Site): Promise<void> {
  await app.register(rateLimit, { global: false })
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI } },
  })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policy(site) },
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

/** No style or script stands in the text of a page, and scripts make no markup from strings but in ProseMirror's clipboard. */
function policy(site: Site) {
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:', 'data:'],
    connectSrc: ["'self'", ...sockets(site)],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['ProseMirrorClipboard', 'OwnFiles'],
  }
}

/** What no screen of the wiki ever asks of a device. */
const PERMISSIONS = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ')

/** Older browsers do not count ws:// as 'self'; a policy can't name an IPv6 address. */
function sockets(site: Site): string[] {
  return site.origins.filter((origin) => !origin.includes('[')).map((origin) => origin.replace(/^http/, 'ws'))
}
