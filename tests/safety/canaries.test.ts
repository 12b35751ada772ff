import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PageList } from '@terreau/shared/api/pages.ts'
import type { SearchAnswer, SuggestAnswer } from '@terreau/shared/api/search.ts'
import { mayKnow } from '@terreau/shared/permission/may.ts'
import { elsewhere } from './calls.ts'
import { Cast, type Asker, type Thing } from './cast.ts'
import { mayBeNamed } from './expectation.ts'

let cast: Cast

beforeAll(async () => {
  cast = await Cast.open()
})
afterAll(() => cast.close())

async function bodyAt(url: string, { secret }: Asker): Promise<string> {
  const cookies = secret ? { session: secret } : {}
  const answer = await cast.wiki.app.inject({ url, cookies, remoteAddress: elsewhere() })
  return `${answer.body}${answer.headers.location ?? ''}`
}

const answerAt = async <T>(url: string, asker: Asker) => JSON.parse(await bodyAt(url, asker)) as T

/** The things of which an answer tells someone who may not know of them; `asked` is what the address names. */
function leakedIn(body: string, asker: Asker, asked: Thing | null): string[] {
  const told = [...cast.pages, ...cast.territories].filter(({ word }) => body.includes(word))
  return told.filter((one) => !mayBeNamed(asker, asked, one)).map(({ what }) => what)
}

/** The screens, with the page or the territory that each is about. */
function screens(): [path: string, asked: Thing | null][] {
  const alone = ['/', '/pratiques', '/chercher?q=commun', '/registre', '/territoires', '/inviter', '/moi', '/nouveau']
  return [
    ...alone.map((path): [string, null] => [path, null]),
    ...cast.pages.flatMap((page): [string, Thing][] => [
      [`/p/${page.slug}`, page],
      [`/p/${page.slug}/modifier`, page],
      [`/p/${page.slug}/discussion`, page],
    ]),
    ...cast.territories.map((one): [string, Thing] => [`/territoires/${one.id}`, one]),
  ]
}

test('[Y1] no screen tells anyone of a page or a territory that they may not know of', async () => {
  const leaks: string[] = []
  let told = 0
  for (const asker of cast.askers)
    for (const [path, asked] of screens()) {
      const body = (await bodyAt(path, asker)).replaceAll(asked?.slug ?? '\0', '')
      told += body.includes(cast.pages[0]?.word ?? '\0') ? 1 : 0
      // A link is an address: what a page links to is named to its readers, listed or not.
      const known =
        asked && cast.pages.includes(asked) ? cast.pages.filter(({ place }) => mayKnow(asker.member, place)) : []
      const leaked = leakedIn(body, asker, asked).filter((what) => !known.some((page) => page.what === what))
      leaks.push(...leaked.map((what) => `${asker.who} reads of ${what} at ${path}`))
    }
  expect(leaks).toEqual([])
  expect(told).toBeGreaterThan(cast.askers.length)
})

test('[Y1] a word that stands in one page alone finds it for whoever may be told of it, and is counted, proposed and corrected for nobody else', async () => {
  const wrong: string[] = []
  for (const asker of cast.askers) {
    const { total } = await answerAt<PageList>('/api/pages', asker)
    const listed = cast.pages.filter((page) => mayBeNamed(asker, null, page) && !page.place.archivedAt)
    if (total !== listed.length) wrong.push(`${asker.who} is told of ${total} pages instead of ${listed.length}`)
    for (const page of cast.pages) {
      const due = listed.includes(page) ? 1 : 0
      const [search, suggest, misspelt] = [
        await answerAt<SearchAnswer>(`/api/search?q=${page.word}&as=typed`, asker),
        await answerAt<SuggestAnswer>(`/api/suggest?q=${page.word}`, asker),
        await answerAt<SearchAnswer>(`/api/search?q=${page.word.replace('zibelin', 'zibellin')}`, asker),
      ]
      // To whoever may not know of it the word is one that nobody wrote: what is near it may be meant.
      const suggested = suggest.pages.filter(({ title }) => title.includes(page.word))
      const counted = [search.total, suggested.length]
      if (counted.some((count) => count !== due))
        wrong.push(`${asker.who}, ${page.what}: ${counted.join()} instead of ${due}`)
      const corrected = JSON.stringify([misspelt, suggest])
      const leaked = leakedIn(corrected, asker, null)
      if (leaked.length > 0) wrong.push(`${asker.who} misspells, and is told of ${leaked.join()}`)
    }
  }
  expect(wrong).toEqual([])
})
