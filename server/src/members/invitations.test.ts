import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InvitationList, MadeInvitation, Me } from '@terreau/shared/api/people.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let steward: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward', 'Sam')
})
afterAll(() => wiki.close())

async function territory(name: string, more: object = {}): Promise<TerritoryId> {
  const asked = { name, kind: 'centre', ...more }
  return (await wiki.ask<Territory>('POST', '/api/territories', steward, asked)).json.id
}

async function inTerritory(id: TerritoryId, role: Role): Promise<string> {
  const { members } = wiki.wiki
  const member = await members.join(await members.invite(role, 1, 1, id), 'Val')
  return members.openSession(member?.id as MemberId, 'test')
}

const invite = (secret: string | null, more: object = {}) =>
  wiki.ask<MadeInvitation & { code: string }>('POST', '/api/invitations', secret, {
    role: 'member',
    uses: 1,
    days: 1,
    ...more,
  })
const secretOf = (made: MadeInvitation) => made.link.split('/').at(-1) ?? ''
const look = async (secret: string) => {
  const { status, json } = await wiki.ask<{ code?: string }>('GET', `/api/invitations/${secret}`)
  return [status, json.code ?? json]
}
const me = async (secret: string) => (await wiki.ask<Me>('GET', '/api/me', secret)).json.member

describe('[V1] an invitation', () => {
  test('gives no role above that of its maker, in its territory or elsewhere', async () => {
    const [here, there] = [await territory('Ici'), await territory('Là', { visibility: 'private' })]
    const validator = await inTerritory(here, 'validator')
    const asked = [
      await invite(validator, { territory: here, role: 'validator' }),
      await invite(validator, { territory: here, role: 'steward' }),
      await invite(validator),
      await invite(validator, { territory: there }),
      await invite(await wiki.someone('member'), {}),
      await invite(null),
    ]
    expect(asked.map(({ status, json }) => json.code ?? status)).toEqual([
      201,
      'member.not-allowed',
      'member.not-allowed',
      'territory.unknown',
      'member.not-allowed',
      'member.unknown',
    ])
  })

  test('gives nothing once its maker could not give it any more', async () => {
    const home = await territory('Écocentre')
    const validator = await inTerritory(home, 'validator')
    const secret = secretOf((await invite(validator, { territory: home, uses: 5 })).json)
    expect(await look(secret)).toEqual([200, { role: 'member', territory: 'Écocentre' }])
    const id = (await me(validator))?.id
    await wiki.ask('PUT', `/api/territories/${home}/members/${id}`, steward, { role: 'member' })
    expect(await look(secret)).toEqual([404, 'invitation.unknown'])
    const joined = await wiki.ask('POST', '/api/sessions', null, { invitation: secret, name: 'Zoé' })
    expect(joined.json.code).toBe('invitation.unknown')
  })

  test('that is unknown, used up, taken back or past looks the same', async () => {
    const make = async () => secretOf((await invite(steward)).json)
    const [used, past, back] = [await make(), await make(), await make()]
    const answers = []
    await wiki.ask('POST', '/api/sessions', null, { invitation: used, name: 'Zoé' })
    const mine = await wiki.ask<InvitationList>('GET', '/api/invitations', steward)
    for (const { id } of mine.json.invitations.slice(-1)) await wiki.ask('DELETE', `/api/invitations/${id}`, steward)
    wiki.ahead = 25 * 3600_000
    for (const secret of [used, past, back, 'x'.repeat(43)]) {
      answers.push(await wiki.ask('GET', `/api/invitations/${secret}`))
      answers.push(await wiki.ask('POST', '/api/sessions', null, { invitation: secret, name: 'Zoé' }))
    }
    wiki.ahead = 0
    expect(new Set(answers.map(({ status, json }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1)
  })

  test('lets in a roomful at once, and no robot’s thousands', async () => {
    const secret = secretOf((await invite(steward, { uses: 1000 })).json)
    const statuses = []
    for (let n = 0; n < 22; n += 1) {
      const answer = await wiki.app.inject({
        method: 'POST',
        url: '/api/sessions',
        remoteAddress: `10.0.0.${n}`,
        payload: { invitation: secret, name: `Robot ${n}` },
      })
      statuses.push(answer.statusCode)
    }
    expect([...new Set(statuses.slice(0, 20)), ...statuses.slice(20)]).toEqual([201, 429, 429])
  })
})

describe('[V2] an invitation', () => {
  test('is shown once with its code, listed to its maker alone, and taken back', async () => {
    const [ana, other] = [await wiki.someone('validator', 'Ana'), await wiki.someone('validator', 'Ben')]
    const { json } = await invite(ana, { uses: 3, days: 7 })
    expect(json.link).toMatch(/^http:\/\/localhost:3000\/entrer\/[\w-]{43}$/)
    expect(json.qr).toMatch(/^<svg /)
    const list = async (secret: string) =>
      (await wiki.ask<InvitationList>('GET', '/api/invitations', secret)).json.invitations
    const [mine] = await list(ana)
    expect(mine).toMatchObject({ role: 'member', territory: null, usesLeft: 3 })
    expect(JSON.stringify(mine)).not.toContain(secretOf(json))
    expect(await list(other)).toEqual([])
    const take = (secret: string) => wiki.ask('DELETE', `/api/invitations/${mine?.id}`, secret)
    expect([(await take(other)).status, (await take(ana)).status, (await take(ana)).status]).toEqual([404, 204, 404])
    expect(await list(ana)).toEqual([])
  })

  test('makes no second account of someone who is a member already, and lowers nobody', async () => {
    const home = await territory('Chez nous')
    const ben = await wiki.someone('member', 'Ben')
    const accept = async (role: Role, place: TerritoryId | null) => {
      const { json } = await invite(steward, { role, ...(place && { territory: place }) })
      return (await wiki.ask('POST', `/api/invitations/${secretOf(json)}/accepted`, ben)).status
    }
    const before = await me(ben)
    expect(await accept('validator', home)).toBe(200)
    expect(await accept('member', home)).toBe(200)
    expect(await me(ben)).toEqual({ ...before, roles: { [home]: 'validator' } })
    expect(await accept('validator', null)).toBe(200)
    expect(await accept('member', null)).toBe(200)
    expect(await me(ben)).toMatchObject({ id: before?.id, role: 'validator' })
    expect((await wiki.ask('POST', `/api/invitations/${'x'.repeat(43)}/accepted`, ben)).json.code).toBe(
      'invitation.unknown',
    )
  })
})
