import { resolve } from 'node:path'
import type { Said } from '@terreau/shared/languages.ts'
import type { Site } from './http/site.ts'

/** What differs between two installations; everything else is decided. */
export interface Config extends Site {
  readonly port: number
  readonly host: string
  /** The wiki's data: `data.sqlite` and `files/`. */
  readonly folder: string
}

/** A setting is not as expected: the message is what was written, `expected` what would have done. */
export class BadSetting extends Error {
  readonly expected: Said

  constructor(written: string, expected: Said) {
    super(written)
    this.expected = expected
  }
}

const PORT_EXPECTED = { fr: 'un nombre de 0 à 65535', en: 'a number from 0 to 65535' }
const URL_EXPECTED = {
  fr: 'une adresse comme https://wiki.exemple.org',
  en: 'an address like https://wiki.example.org',
}

/**
 * Reads the environment: `PORT` (3000), `HOST` (localhost only unless set), `WIKI_FOLDER` (./wiki) and `PUBLIC_URL`,
 * needed behind a reverse proxy. Empty is as good as absent.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = Number(env.PORT || 3000)
  if (!/^\d*$/.test(env.PORT ?? '') || port > 65_535) throw new BadSetting(`PORT=${env.PORT}`, PORT_EXPECTED)
  const publicUrl = (env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, '')
  if (!/^https?:\/\//.test(publicUrl) || !URL.canParse(publicUrl))
    throw new BadSetting(`PUBLIC_URL=${env.PUBLIC_URL}`, URL_EXPECTED)
  const { origin, protocol } = new URL(publicUrl)
  const local = env.PUBLIC_URL ? [] : [`http://127.0.0.1:${port}`, `http://[::1]:${port}`]
  const folder = resolve(env.WIKI_FOLDER || 'wiki')
  return {
    port,
    host: env.HOST || '127.0.0.1',
    folder,
    publicUrl,
    origins: [origin, ...local],
    secure: protocol === 'https:',
  }
}
