import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { jsonLd } from '@terreau/shared/document/json-ld.ts'
import { LANGUAGES, type Lang } from '@terreau/shared/languages.ts'
import textFont from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import displayFont from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url'
import { HANDED_OVER_ID, ROOT_ID, scriptJson, type HandedOver } from './handed-over.ts'
import type { Labels } from './i18n/fr.ts'
import { isEmbedded } from './moving/embedded.ts'
import { creditLine, creditOf } from './reading/credit.ts'
import type { Place } from './moving/whereabouts.ts'
import icon from './ui/icon.svg?url'
import type { HeadFacts } from './ui/head.tsx'

export type Theme = 'light' | 'dark' | null

export interface Drawn {
  lang: Lang
  theme: Theme
  origin: string
  place: Place
  t: Labels
  facts: HeadFacts
  body: string
  handedOver: HandedOver
}

/** The whole document around a screen: it reads without JavaScript, and carries no inline style or script that runs. */
export function documentHtml(drawn: Drawn): string {
  const { lang, theme, body, handedOver } = drawn
  return [
    '<!doctype html>',
    `<html lang="${lang}"${theme ? ` data-theme="${theme}"` : ''}>`,
    `<head>${headHtml(drawn)}</head>`,
    `<body><div id="${ROOT_ID}">${body}</div>`,
    `<script type="application/json" id="${HANDED_OVER_ID}">${scriptJson(handedOver)}</script>`,
    '</body></html>',
  ].join('\n')
}

function headHtml({ lang, origin, place, t, facts }: Drawn): string {
  const { title, description = t.tagline, canonical = place.path, hidden, describes, feed } = facts
  const address = `${origin}${canonical}`
  const fullTitle = t.titled(title)
  return [
    '<meta charset="utf-8">',
    // Within another site's page links lead out of it, whether scripts run or not.
    isEmbedded(place.path) ? '<base target="_blank">' : '',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(fullTitle)}</title>`,
    meta('description', description),
    meta('color-scheme', 'light dark'),
    hidden ? meta('robots', 'noindex') : '',
    `<link rel="canonical" href="${escaped(address)}">`,
    ...LANGUAGES.map((one) => `<link rel="alternate" hreflang="${one}" href="${escaped(`${address}?lang=${one}`)}">`),
    `<link rel="alternate" hreflang="x-default" href="${escaped(address)}">`,
    feed ? `<link rel="alternate" type="application/atom+xml" href="${escaped(feed)}">` : '',
    ...openGraph({ title, description, url: address, site_name: t.wiki, locale: LOCALE[lang], type: 'article' }),
    `<link rel="icon" type="image/svg+xml" href="${icon}">`,
    ...assets().css.map((file) => `<link rel="stylesheet" href="/${file}">`),
    ...[textFont, displayFont].map(
      (font) => `<link rel="preload" as="font" type="font/woff2" href="${font}" crossorigin>`,
    ),
    ...[...assets().scripts, ...assets().words[lang]].map((file) => `<link rel="modulepreload" href="/${file}">`),
    `<script type="module" src="/${assets().entry}"></script>`,
    describes ? linkedData(describes, origin, t) : '',
  ].join('\n')
}

/** The page in schema.org's words: data, which no browser runs. */
function linkedData(answer: PageAnswer, origin: string, t: Labels): string {
  const { page, named } = answer
  const credit = creditLine(creditOf(answer, t), `${origin}/p/${page.slug}`, t)
  return `<script type="application/ld+json">${scriptJson(jsonLd(page, named, origin, credit))}</script>`
}

const LOCALE: Record<Lang, string> = { fr: 'fr_FR', en: 'en_GB' }

function meta(name: string, content: string): string {
  return `<meta name="${name}" content="${escaped(content)}">`
}

function openGraph(said: Readonly<Record<string, string>>): string[] {
  return Object.entries(said).map(([name, content]) => `<meta property="og:${name}" content="${escaped(content)}">`)
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}

interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
}

let known: { entry: string; scripts: string[]; css: string[]; words: Record<Lang, string[]> } | undefined

/** The files of the browser's bundle, by the manifest that its build wrote. */
function assets() {
  if (known) return known
  const manifest = JSON.parse(
    readFileSync(join(import.meta.dirname, '../browser/.vite/manifest.json'), 'utf8'),
  ) as Record<string, Chunk>
  const chunk = (name: string) => {
    const found = manifest[name]
    if (!found) throw new Error(`the browser's bundle has no ${name}`)
    return found
  }
  const files = (name: string) => [chunk(name).file, ...(chunk(name).imports ?? []).map((other) => chunk(other).file)]
  const entry = chunk('src/browser.tsx')
  known = {
    entry: entry.file,
    scripts: (entry.imports ?? []).map((name) => chunk(name).file),
    css: entry.css ?? [],
    words: { fr: files('src/i18n/fr.ts'), en: files('src/i18n/en.ts') },
  }
  return known
}
