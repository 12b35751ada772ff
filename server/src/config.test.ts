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

test.each(['abc', ' ', '70000', '3000.5', '-1'])('[B1] «%s» is no port', (PORT) => {
  expect(() => readConfig({ PORT })).toThrow(BadSetting)
})

test.each(['notre wiki', 'wiki.example.org', 'localhost:3000', 'javascript:alert(1)'])(
  '[B1] «%s» is no address',
  (PUBLIC_URL) => {
    expect(() => readConfig({ PUBLIC_URL })).toThrow(BadSetting)
  },
)
