import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { Said } from '@terreau/shared/languages.ts'
import type { Site } from './http/site.ts'
import type { Tiles } from './maps/map-routes.ts'
import type { MailSettings } from './members/mailer.ts'
import type { OidcSettings } from './members/oidc.ts'

/** What differs between two installations; everything else is decided. */
export interface Config extends Site {
  readonly port: number
  readonly host: string
  /** The wiki's data: `data.sqlite` and `files/`. */
  readonly folder: string
  /** Addresses and ranges of proxies whose word on who asks is taken; none unless set. */
  readonly trustedProxies: readonly string[]
  /** Null where the wiki sends no mail, and asks nothing outside for it. */
  readonly mail: MailSettings | null
  /** Null where people come in by no provider, and nothing outside is asked for it. */
  readonly oidc: OidcSettings | null
  /** Whether stewards may have the addresses of sources looked at, which asks servers outside; no unless set. */
  readonly linkCheck: boolean
  /** Where browsers fetch the tiles of maps, and whom they are credited to; null where maps are drawn on outlines alone. */
  readonly tiles: Tiles
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
 * needed behind a reverse proxy; `TRUSTED_PROXIES`, its addresses and ranges between commas; `SMTP_URL` with `MAIL_FROM`, to send links and news by mail;
 * `OIDC_ISSUER` with `OIDC_CLIENT_ID` and `OIDC_CLIENT_SECRET`, to come in by a provider; `LINK_CHECK=1`, so that links may be checked;
 * `TILES_URL` with `TILES_CREDIT`, for the ground of maps. Empty is as good as absent.
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
    trustedProxies: proxiesIn(env),
    mail: mailIn(env),
    oidc: oidcIn(env),
    linkCheck: linkCheckIn(env),
    tiles: tilesIn(env),
    publicUrl,
    origins: [origin, ...local],
    secure: protocol === 'https:',
  }
}

const LINK_CHECK_EXPECTED = { fr: '1, ou rien', en: '1, or nothing' }

function linkCheckIn({ LINK_CHECK: written }: NodeJS.ProcessEnv): boolean {
  if (!written) return false
  if (written !== '1') throw new BadSetting(`LINK_CHECK=${written}`, LINK_CHECK_EXPECTED)
  return true
}

const TILES_EXPECTED = {
  fr: 'une adresse comme https://tuiles.exemple.org/{z}/{x}/{y}.png',
  en: 'an address like https://tiles.example.org/{z}/{x}/{y}.png',
}
const CREDIT_EXPECTED = { fr: 'à qui sont les cartes', en: 'whose maps these are' }

function tilesIn({ TILES_URL: url, TILES_CREDIT: credit }: NodeJS.ProcessEnv): Tiles {
  if (!url) return null
  const whole = ['{z}', '{x}', '{y}'].every((part) => url.includes(part))
  if (!/^https?:\/\/[^/{}]+\//.test(url) || !whole) throw new BadSetting(`TILES_URL=${url}`, TILES_EXPECTED)
  if (!credit) throw new BadSetting('TILES_CREDIT', CREDIT_EXPECTED)
  return { url, credit }
}

const PROXIES_EXPECTED = {
  fr: 'des adresses ou des plages séparées par des virgules, comme 127.0.0.1, 10.0.0.0/8',
  en: 'addresses or ranges between commas, like 127.0.0.1, 10.0.0.0/8',
}

function proxiesIn({ TRUSTED_PROXIES: written }: NodeJS.ProcessEnv): string[] {
  const proxies = (written || '').split(',').map((one) => one.trim())
  if (proxies.length === 1 && proxies[0] === '') return []
  if (!proxies.every(isAddressOrRange)) throw new BadSetting(`TRUSTED_PROXIES=${written}`, PROXIES_EXPECTED)
  return proxies
}

/** A range of no bits would be everyone: whoever asks could then say who they are. */
function isAddressOrRange(written: string): boolean {
  const [, address = '', bits] = /^([\da-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(written) ?? []
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0
  return most > 0 && (bits === undefined || (Number(bits) > 0 && Number(bits) <= most))
}

const SMTP_EXPECTED = {
  fr: 'une adresse comme smtps://nom:motdepasse@mail.exemple.org',
  en: 'an address like smtps://name:password@mail.example.org',
}
const FROM_EXPECTED = { fr: 'une adresse comme wiki@exemple.org', en: 'an address like wiki@example.org' }

function mailIn(env: NodeJS.ProcessEnv): MailSettings | null {
  const { SMTP_URL: url, MAIL_FROM: from } = env
  if (!url) return null
  // The setting may hold a password: it is not repeated.
  if (!/^smtps?:\/\/[^/]/.test(url) || !URL.canParse(url)) throw new BadSetting('SMTP_URL', SMTP_EXPECTED)
  if (!from || !/^[^\s@]+@[^\s@]+$/.test(from)) throw new BadSetting(`MAIL_FROM=${from ?? ''}`, FROM_EXPECTED)
  return { url, from }
}

const ISSUER_EXPECTED = { fr: 'une adresse en https', en: 'an address in https' }
const CLIENT_EXPECTED = { fr: 'ce que le fournisseur a donné', en: 'what the provider gave' }

function oidcIn(env: NodeJS.ProcessEnv): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (!issuer) return null
  if (!/^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/])/.test(issuer) || !URL.canParse(issuer))
    throw new BadSetting(`OIDC_ISSUER=${issuer}`, ISSUER_EXPECTED)
  if (!clientId) throw new BadSetting('OIDC_CLIENT_ID', CLIENT_EXPECTED)
  if (!clientSecret) throw new BadSetting('OIDC_CLIENT_SECRET', CLIENT_EXPECTED)
  return { issuer, clientId, clientSecret }
}
