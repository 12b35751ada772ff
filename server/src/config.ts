import { resolve } from 'node:path'
import type { Site } from './http/site.ts'

/** What differs between two installations; everything else is decided. */
export interface Config extends Site {
  readonly port: number
  readonly host: string
  /** The wiki's data: `data.sqlite` and `files/`. */
  readonly folder: string
}

/** A setting is not as expected; the message says which and how to write it. */
export class BadSetting extends Error {}

/**
 * Reads the environment: `PORT` (3000), `HOST` (localhost only unless set), `WIKI_FOLDER` (./wiki) and `PUBLIC_URL`,
 * needed behind a reverse proxy.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = Number(env.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new BadSetting(`PORT=${env.PORT}`)
  const publicUrl = (env.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, '')
  if (!URL.canParse(publicUrl)) throw new BadSetting(`PUBLIC_URL=${env.PUBLIC_URL}`)
  const { origin, protocol } = new URL(publicUrl)
  const local = env.PUBLIC_URL ? [] : [`http://127.0.0.1:${port}`, `http://[::1]:${port}`]
  const folder = resolve(env.WIKI_FOLDER ?? 'wiki')
  return {
    port,
    host: env.HOST ?? '127.0.0.1',
    folder,
    publicUrl,
    origins: [origin, ...local],
    secure: protocol === 'https:',
  }
}
