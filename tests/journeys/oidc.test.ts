import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Me } from '@terreau/shared/api/people.ts'
import { freePort } from '../running-wiki.ts'
import { ProviderForTests } from './provider.ts'
import { watchedForAll, visit } from './watching.ts'

let provider: ProviderForTests

const here = watchedForAll(async (wiki) => {
  provider = new ProviderForTests(await freePort(), wiki.url)
  return { env: provider.settings, close: () => provider.close() }
})

async function comeInBy(subject: string): Promise<Page> {
  provider.subject = subject
  const tab = await here.visits.begin('/entrer')
  await tab.getByRole('link', { name: 'Entrer avec le compte du réseau' }).click()
  await tab.locator('.who-is-here').waitFor()
  // What the page asks in this name is answered before the name may end.
  await tab.waitForLoadState('networkidle')
  return tab
}

const meIn = async (tab: Page) => ((await (await tab.request.get('/api/me')).json()) as Me).member

test('[V8] the first coming by the provider makes a member of the name given there, the next finds them again', async () => {
  const [first, again, other] = [
    await meIn(await comeInBy('ana-7')),
    await meIn(await comeInBy('ana-7')),
    await meIn(await comeInBy('ben-9')),
  ]
  expect(first).toMatchObject({ name: 'Ana du réseau', role: 'member' })
  expect(again?.id).toBe(first?.id)
  expect(other).toMatchObject({ name: 'Ben du réseau' })
  expect(other?.id).not.toBe(first?.id)
})

test('[V8] the name given there is one’s own to change, and stays changed', async () => {
  const tab = await comeInBy('ben-9')
  await visit(tab, '/moi')
  await tab.getByText('Changer de nom').click()
  await tab.getByLabel('Votre nom', { exact: true }).fill('Benoîte')
  await tab.getByRole('button', { name: 'Prendre ce nom' }).click()
  await tab.locator('.who-is-here', { hasText: 'Benoîte' }).waitFor()
  expect(await meIn(await comeInBy('ben-9'))).toMatchObject({ name: 'Benoîte' })
})

test('[V8] nobody comes in with an answer of the provider that was meant for another browser, or twice', async () => {
  const go = await fetch(`${here.wiki.url}/oidc/go`, { redirect: 'manual' })
  const asked = new URL(go.headers.get('location') ?? '')
  expect(asked.origin).toBe(provider.issuer)
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    scope: 'openid profile',
  })
  const state = asked.searchParams.get('state') ?? ''
  const back = async (cookie: string) => {
    const url = `${here.wiki.url}/oidc/return?code=x&state=${state}&iss=${encodeURIComponent(provider.issuer)}`
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    return [answer.headers.get('location'), answer.headers.getSetCookie().some((one) => /^session=\S/.test(one))]
  }
  const refused = ['/entrer?oidc=non', false]
  expect(await back('')).toEqual(refused)
  expect(await back('oidc=of-someone-else')).toEqual(refused)
  expect([await back(`oidc=${state}`), await back(`oidc=${state}`)]).toEqual([refused, refused])
  const tab = await here.visits.begin('/entrer?oidc=non')
  expect(await tab.locator('#oidc-wrong').innerText()).toContain('n’a pas fait entrer')
})

test('[V8] a return that was used is used up', async () => {
  provider.subject = 'ana-7'
  const tab = await here.visits.begin('/entrer')
  const returned = tab.waitForRequest((request) => request.url().includes('/oidc/return?'))
  await tab.getByRole('link', { name: 'Entrer avec le compte du réseau' }).click()
  const { url } = { url: (await returned).url() }
  await tab.locator('.who-is-here').waitFor()
  const state = new URL(url).searchParams.get('state') ?? ''
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie: `oidc=${state}` } })
  expect(answer.headers.get('location')).toBe('/entrer?oidc=non')
})

test('[V9] whoever comes in by the provider under a name that ended comes in under the one that remains', async () => {
  const tab = await comeInBy('cleo-5')
  const [gone, headers] = [(await meIn(tab))?.id, { origin: here.wiki.url }]
  await tab.request.post('/api/sessions', {
    data: { invitation: await here.wiki.invite('member'), name: 'Cléa' },
    headers,
  })
  expect((await tab.request.post('/api/me/other', { data: { id: gone }, headers })).status()).toBe(204)
  expect(await meIn(await comeInBy('cleo-5'))).toMatchObject({ id: (await meIn(tab))?.id, name: 'Cléa' })
})
