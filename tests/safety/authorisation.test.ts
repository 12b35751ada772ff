import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TerritoryId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { may, mayKnow, type Action } from '@terreau/shared/permission/may.ts'
import { CALLS, elsewhere, statusOf, type Calling } from './calls.ts'
import { Cast, type Asker, type Thing } from './cast.ts'
import { expected, mayBeNamed } from './expectation.ts'

let cast: Cast

beforeAll(async () => {
  cast = await Cast.open()
})
afterAll(() => cast.close())

/** The socket is no plain request; it has its own test. */
const NOT_ASKED = new Set(['GET /collab/:pageId'])

interface Answer {
  readonly code: RefusalCode | null
  readonly body: string
}

async function ask(route: string, calling: Calling, thing: Thing, asker: Asker): Promise<Answer & { url: string }> {
  const { url, payload, type } = await calling.call(cast, thing, asker)
  const { members } = cast.wiki.wiki
  const once = calling.endsSession && asker.member
  const secret = once ? await members.openSession(asker.member.id, 'once') : asker.secret
  const answer = await cast.wiki.app.inject({
    method: route.split(' ')[0] as 'GET',
    url,
    remoteAddress: elsewhere(),
    headers: {
      origin: 'http://localhost:3000',
      'accept-language': 'fr',
      ...(secret && { cookie: `session=${secret}` }),
      ...(type && { 'content-type': type }),
    },
    ...(payload && { payload }),
  })
  return { url, body: `${answer.body}${answer.headers.location ?? ''}`, code: codeOf(answer) }
}

/** The refusal in an answer; whatever fails otherwise is told as it is. */
function codeOf({ statusCode, body }: { statusCode: number; body: string }): RefusalCode | null {
  if (statusCode < 400) return null
  const { code } = (body.startsWith('{') ? JSON.parse(body) : { code: `${statusCode} ${body}` }) as {
    code: RefusalCode
  }
  return code
}

/** Refusals that say nothing of rights: the request got as far as looking for what it names. */
const wasLetThrough = (code: string | null) =>
  code === null || code === 'file.not-an-image' || (code.endsWith('.unknown') && code !== 'member.unknown')

function thingsOf({ about }: Calling): readonly Thing[] {
  if (about === 'page' || about === 'own') return [...cast.pages, cast.nothing]
  if (about === 'territory') return [...cast.territories, cast.nothing]
  const network = { territory: null, reach: 'public' } as const
  const { absent: _, ...whole } = cast.nothing
  return [{ ...whole, what: 'the network', place: network }]
}

/** What is wrong with an answer; empty where all is well. */
function faults(
  said: Answer & { url: string },
  due: RefusalCode | null,
  calling: Calling,
  asker: Asker,
  thing: Thing,
): string[] {
  const isDue =
    said.code === due ||
    (due === null &&
      ((calling.about === 'lists' || calling.about === 'network' ? wasLetThrough(said.code) : said.code === null) ||
        calling.alsoDone?.some((code) => code === said.code)))
  const wrong = isDue
    ? []
    : [`${asker.who} asks about ${thing.what}: ${said.code ?? 'done'} instead of ${due ?? 'done'}`]
  const asked = ['page', 'own', 'territory'].includes(calling.about) ? thing : null
  const all = [...cast.pages, ...cast.territories]
  const told = all.filter(({ word }) => said.body.includes(word) && !said.url.includes(word))
  const leaked = told.filter(
    (one) =>
      !mayBeNamed(asker, asked, one) &&
      !(calling.tellsLinked && mayKnow(asker.member, one.place)) &&
      !(calling.tellsKeepers && isKept(asker, one)) &&
      !(calling.tellsMaker && one.madeBy === asker.member?.id),
  )
  return [...wrong, ...leaked.map(({ what }) => `${asker.who} asks about ${thing.what} and is told of ${what}`)]
}

const isKept = ({ member }: Asker, { place }: Thing) => may(member, 'report.read', place)

/** Pages and territories as their steward sees them, without what time alone changes. */
async function stateOf(thing: Thing): Promise<string> {
  const kind = cast.pages.includes(thing) ? 'pages' : 'territories'
  if (kind === 'territories')
    return JSON.stringify((await cast.wiki.ask('GET', `/api/territories/${thing.id}`, cast.steward)).json)
  const { json } = await cast.wiki.ask<{
    page: { seq: number; archivedAt: string; visibility: string; title: string }
  }>('GET', `/api/pages/${thing.id}`, cast.steward)
  const { seq, archivedAt, visibility, title } = json.page
  return JSON.stringify({ seq, archivedAt, visibility, title })
}

test('[Y1] every route is asked here, and nothing that is no route', () => {
  const served = cast.wiki.routes.filter((route) => !route.startsWith('HEAD ') && !NOT_ASKED.has(route))
  expect(
    served.filter((route) => !(route in CALLS)),
    'say in tests/safety/calls.ts how these are called',
  ).toEqual([])
  expect(Object.keys(CALLS).filter((route) => !served.includes(route))).toEqual([])
})

describe('[Y1] rights hold at', () => {
  test.each(Object.entries(CALLS))('[Y1] %s, for everyone and every page', async (route, calling) => {
    const action = cast.wiki.actions.get(route) as Action
    const wrong: string[] = []
    for (const thing of thingsOf(calling)) {
      const before = thing.word === cast.nothing.word ? '' : await stateOf(thing)
      const cells = cast.askers.map((asker) => ({ asker, due: expected(action, calling, asker, thing) }))
      for (const { asker, due } of cells.filter((cell) => cell.due !== null))
        wrong.push(...faults(await ask(route, calling, thing, asker), due, calling, asker, thing))
      if (before && before !== (await stateOf(thing))) wrong.push(`a refused request changed ${thing.what}`)
      for (const { asker } of cells.filter((cell) => cell.due === null)) {
        wrong.push(...faults(await ask(route, calling, thing, asker), null, calling, asker, thing))
        await settle(route, thing, asker)
      }
    }
    expect(wrong).toEqual([])
  })

  test('[Y1] what one may not know of is answered to the letter as what is not there', async () => {
    // Pictures that stood on a page and no longer do are nobody's but their owner's.
    cast.wiki.ahead += 2 * 3600 * 1000
    const differing: string[] = []
    for (const [route, calling] of Object.entries(CALLS).filter(
      ([, { about }]) => about === 'page' || about === 'territory',
    ))
      for (const asker of cast.askers) {
        const nothing = await ask(route, calling, cast.nothing, asker)
        for (const thing of thingsOf(calling)) {
          // What one made oneself stays one's own, wherever it was taken away.
          if (thing.madeBy === asker.member?.id) continue
          if (expected(cast.wiki.actions.get(route) as Action, calling, asker, thing) !== calling.unknown) continue
          const { body, code } = await ask(route, calling, thing, asker)
          if (body !== nothing.body || statusOf(code as RefusalCode) !== statusOf(nothing.code as RefusalCode))
            differing.push(`${route}: ${asker.who}, ${thing.what}`)
        }
      }
    expect(differing).toEqual([])
  })
})

/** Locks and belongings are as they were before. */
async function settle(route: string, thing: Thing, { member }: Asker): Promise<void> {
  const role = member?.roles[thing.id as TerritoryId]
  if (route.endsWith('/members/me') && role)
    await cast.wiki.ask('PUT', `/api/territories/${thing.id}/members/${member.id}`, cast.steward, { role })
  if (!/\/(?:un)?lock$/.test(route)) return
  const [method, verb] = thing.place.locked ? (['PUT', 'lock'] as const) : (['POST', 'unlock'] as const)
  const body = { reason: 'Comme avant', ...(thing.place.locked && { minutes: 600 }) }
  await cast.wiki.ask(method, `/api/pages/${thing.id}/${verb}`, cast.steward, body)
}

test('[Y1] the table of people, pages and routes is as large as it looks', () => {
  expect([cast.askers.length, cast.pages.length, cast.territories.length]).toEqual([12, 18, 4])
})
