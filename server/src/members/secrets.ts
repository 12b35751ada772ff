import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, URL-safe: what a link or a cookie carries. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** How a secret is kept: its SHA-256. Enough for secrets that nobody chose. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
