import { createServer } from 'node:http'
import type { CDPSession, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Me, PasskeyList } from '@terreau/shared/api/people.ts'
import { freePort } from '../running-wiki.ts'
import { watchedForAll, visit } from './watching.ts'

const here = watchedForAll()

interface Authenticator {
  readonly cdp: CDPSession
  readonly authenticatorId: string
}

/** Chromium's own virtual authenticator: it finds keys without a name and is always touched by the right finger. */
async function withFinger(tab: Page, transport: 'internal' | 'usb' = 'internal'): Promise<Authenticator> {
  const cdp = await tab.context().newCDPSession(tab)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, authenticatorId }
}

/** Comes in with an invitation, and adds a passkey of this name. */
async function withPasskey(name: string, key: string): Promise<{ tab: Page } & Authenticator> {
  const tab = await here.visits.begin(`/entrer/${await here.wiki.invite('member')}`)
  await tab.getByLabel('Votre nom').fill(name)
  await tab.keyboard.press('Enter')
  await tab.locator('.who-is-here', { hasText: name }).waitFor()
  const finger = await withFinger(tab)
  await addKey(tab, key)
  return { tab, ...finger }
}

async function addKey(tab: Page, key: string): Promise<void> {
  await visit(tab, '/moi')
  await tab.getByLabel('Nom de la clé').fill(key)
  await tab.keyboard.press('Enter')
  await tab.getByText('Clé d’accès ajoutée.').waitFor()
}

const nameIn = async (tab: Page) => ((await (await tab.request.get('/api/me')).json()) as Me).member?.name ?? null
const headers = () => ({ origin: here.wiki.url })

/** What the authenticator signs for a fresh challenge of the wiki, on the page that the tab shows. */
async function signed(tab: Page): Promise<unknown> {
  const asked = await fetch(`${here.wiki.url}/api/passkey-sessions/options`, { method: 'POST' })
  return tab.evaluate(
    async (options) => {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
      const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential
      return JSON.parse(JSON.stringify(credential.toJSON())) as unknown
    },
    (await asked.json()) as PublicKeyCredentialRequestOptionsJSON,
  )
}

async function comesInWith(data: unknown): Promise<number> {
  const body = JSON.stringify(data)
  const answer = await fetch(`${here.wiki.url}/api/passkey-sessions`, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body,
  })
  return answer.status
}

test('[V7] a passkey lets its member in again without a name; several are named, listed and removed', async () => {
  const { tab } = await withPasskey('Ana', 'Mon téléphone')
  await tab.getByRole('button', { name: 'Sortir' }).click()
  await tab.locator('.masthead').getByRole('link', { name: 'Entrer' }).click()
  await tab.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await tab.locator('.who-is-here', { hasText: 'Ana' }).waitFor()
  await withFinger(tab, 'usb')
  await addKey(tab, 'La clé du tiroir')
  const { passkeys } = (await (await tab.request.get('/api/me/passkeys')).json()) as PasskeyList
  expect(passkeys.map(({ name, usedAt }) => [name, usedAt !== null])).toEqual([
    ['Mon téléphone', true],
    ['La clé du tiroir', false],
  ])
  await tab.getByRole('button', { name: 'Retirer la clé Mon téléphone' }).click()
  await tab.getByText('Mon téléphone').waitFor({ state: 'detached' })
  expect(await nameIn(tab)).toBe('Ana')
})

test('[V7] what a passkey signed lets in once', async () => {
  const { tab } = await withPasskey('Boris', 'Clé')
  const data = await signed(tab)
  expect([await comesInWith(data), await comesInWith(data)]).toEqual([204, 403])
})

test('[V7] what a passkey signed on another origin lets nobody in', async () => {
  const { tab } = await withPasskey('Cléo', 'Clé')
  const [port, other] = [await freePort(), createServer((_request, answer) => answer.end('<title>Ailleurs</title>'))]
  await new Promise<void>((resolve) => other.listen(port, 'localhost', resolve))
  await tab.goto(`http://localhost:${port}/favicon.ico`)
  const data = await signed(tab)
  other.closeAllConnections()
  other.close()
  expect(await comesInWith(data)).toBe(403)
  await visit(tab, '/moi')
  expect(await comesInWith(await signed(tab))).toBe(204)
})

test('[V7] a copy of a passkey, whose counter is behind, lets nobody in', async () => {
  const { tab, cdp, authenticatorId } = await withPasskey('Dora', 'Clé')
  for (let times = 0; times < 3; times += 1) expect(await comesInWith(await signed(tab))).toBe(204)
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
  const [key] = credentials
  if (!key) throw new Error('the authenticator has no key')
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
  await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: { ...key, signCount: 1 } })
  expect(await comesInWith(await signed(tab))).toBe(403)
})

test('[V7] a key that was removed, or is not known here, is answered like any other that does not fit', async () => {
  const { tab } = await withPasskey('Élie', 'Clé')
  const data = await signed(tab)
  await tab.getByRole('button', { name: 'Retirer la clé Clé' }).click()
  await tab.getByText('ajoutée le').waitFor({ state: 'detached' })
  expect(await comesInWith(data)).toBe(403)
})

test('[V9] the passkey of a name that ended leads to the one that remains', async () => {
  const { tab } = await withPasskey('Fleur', 'Clé')
  const { id } = ((await (await tab.request.get('/api/me')).json()) as Me).member ?? { id: '' }
  await tab.request.post('/api/sessions', {
    data: { invitation: await here.wiki.invite('member'), name: 'Flore' },
    headers: headers(),
  })
  expect((await tab.request.post('/api/me/other', { data: { id }, headers: headers() })).status()).toBe(204)
  await tab.request.delete('/api/sessions/current', { headers: headers() })
  await visit(tab, '/entrer')
  await tab.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await tab.locator('.who-is-here', { hasText: 'Flore' }).waitFor()
})
