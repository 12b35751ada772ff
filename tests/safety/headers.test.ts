import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { WikiForTests } from '../../server/src/wiki-for-tests.ts'

let wiki: WikiForTests

beforeAll(async () => {
  wiki = await WikiForTests.open()
})
afterAll(() => wiki.close())

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types ProseMirrorClipboard default OwnFiles',
]

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const asked = [
  ['GET', '/'],
  ['GET', '/nulle-part'],
  ['GET', '/api/me'],
  ['GET', '/api/nothing'],
  ['POST', '/api/pages'],
  ['DELETE', '/api/sessions/current'],
] as const

test.each(asked)('[Y2] %s %s is answered with the whole policy, refusals too', async (method, url) => {
  const { headers } = await wiki.app.inject({ method, url })
  const policy = String(headers['content-security-policy']).split(';')
  expect(POLICY.filter((directive) => !policy.includes(directive))).toEqual([])
  expect(String(headers['content-security-policy'])).not.toMatch(/unsafe|report-only|\*/)
  expect(headers['content-security-policy-report-only']).toBeUndefined()
  expect(headers).toMatchObject(EVERYWHERE)
  expect(headers['permissions-policy']).toContain('camera=()')
})

test('[Y2] answers of the API are kept by nobody in between', async () => {
  const { headers } = await wiki.app.inject({ url: '/api/me' })
  expect(headers['cache-control']).toBe('no-store')
})

test('[Y2] over https, browsers are told to stay there; over http they are told nothing', async () => {
  const app = await buildApp(wiki.wiki, { ...wiki.config, secure: true })
  const [secure, plain] = [await app.inject({ url: '/' }), await wiki.app.inject({ url: '/' })]
  await app.close()
  expect(secure.headers['strict-transport-security']).toMatch(/^max-age=31536000/)
  expect(plain.headers['strict-transport-security']).toBeUndefined()
})

test.each([
  '//evil.example?lang=fr',
  '/x/..//evil.example/?lang=fr',
  '/.//evil.example?theme=dark',
  '/\\evil.example?lang=en',
])('[Y2] %s leads to no other site', async (url) => {
  const { headers } = await wiki.app.inject({ url })
  const to = new URL(headers.location ?? '/', 'http://localhost:3000/x/y')
  expect(to.origin).toBe('http://localhost:3000')
})
