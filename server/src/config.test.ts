import { expect, test } from 'vitest'
import { BadSetting, readConfig } from './config.ts'

test('[B1] a wiki with no setting is for this machine alone', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000', secure: false })
  expect(config.origins).toContain('http://localhost:3000')
})

test('[B1] an empty setting is as good as none', () => {
  expect(readConfig({ PORT: '', HOST: '', PUBLIC_URL: '', WIKI_FOLDER: '' })).toEqual(readConfig({}))
})

test('[B1] behind a reverse proxy only the public address counts', () => {
  const config = readConfig({ PUBLIC_URL: 'https://wiki.example.org/' })
  expect(config).toMatchObject({ publicUrl: 'https://wiki.example.org', secure: true })
  expect(config.origins).toEqual(['https://wiki.example.org'])
})

test('[V6] mail is sent where a server and a sender are set, and a password is not repeated', () => {
  const url = 'smtps://wiki:s3cret@mail.example.org'
  expect(readConfig({}).mail).toBeNull()
  expect(readConfig({ SMTP_URL: url, MAIL_FROM: 'wiki@example.org' }).mail).toEqual({ url, from: 'wiki@example.org' })
  expect(() => readConfig({ SMTP_URL: url })).toThrow('MAIL_FROM=')
  expect(() => readConfig({ SMTP_URL: 'http://s3cret@x', MAIL_FROM: 'a@b' })).toThrow(/^SMTP_URL$/)
})

test('[V8] a provider is set with all it takes, over https, and a secret is not repeated', () => {
  const all = { OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'wiki', OIDC_CLIENT_SECRET: 's3cret' }
  expect(readConfig({}).oidc).toBeNull()
  expect(readConfig(all).oidc).toEqual({ issuer: 'https://id.example.org', clientId: 'wiki', clientSecret: 's3cret' })
  expect(() => readConfig({ ...all, OIDC_CLIENT_ID: '' })).toThrow(/^OIDC_CLIENT_ID$/)
  expect(() => readConfig({ ...all, OIDC_CLIENT_SECRET: '' })).toThrow(/^OIDC_CLIENT_SECRET$/)
  for (const OIDC_ISSUER of ['http://id.example.org', 'http://localhost.example.org/', 'id.example.org'])
    expect(() => readConfig({ ...all, OIDC_ISSUER })).toThrow(BadSetting)
})

test.each(['abc', ' ', '70000', '3000.5', '-1'])('[B1] «%s» is no port', (PORT) => {
  expect(() => readConfig({ PORT })).toThrow(BadSetting)
})

test('[Y6] no proxy is believed unless it is named, by its address or its range', () => {
  expect([readConfig({}).trustedProxies, readConfig({ TRUSTED_PROXIES: '' }).trustedProxies]).toEqual([[], []])
  const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1 , fd00::/8' })
  expect(trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'])
})

const NO_PROXIES = [
  'true',
  '*',
  'localhost',
  '10.0.0',
  '10.0.0.0/33',
  '0.0.0.0/0',
  '::/0',
  '::/129',
  '10.0.0.1;::1',
  ',',
]

test.each(NO_PROXIES)('[Y6] «%s» is no list of proxies', (TRUSTED_PROXIES) => {
  expect(() => readConfig({ TRUSTED_PROXIES })).toThrow(BadSetting)
})

test.each(['notre wiki', 'wiki.example.org', 'localhost:3000', 'javascript:alert(1)'])(
  '[B1] «%s» is no address',
  (PUBLIC_URL) => {
    expect(() => readConfig({ PUBLIC_URL })).toThrow(BadSetting)
  },
)
