import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import type { Examined } from '../safekeeping/examine.ts'
import { diagnosed } from './doctor.ts'

const NOW = Date.UTC(2026, 11, 1)
const DAY = 24 * 3600 * 1000
const LOCAL = readConfig({ WIKI_FOLDER: '/srv/terreau' })

const DATA: NonNullable<Examined['data']> = {
  complaints: [],
  version: 'present',
  newestUpdate: NOW - DAY,
  behind: 0,
  lastBackup: { made_at: NOW - DAY, file: '/usb/terreau' },
}

const WELL: Examined = {
  unwritable: [],
  isWiki: true,
  disk: { state: 'well', free: 80e9, size: 100e9 },
  ballast: true,
  walBytes: 4e6,
  data: DATA,
  unreadable: null,
}

const not = (seen: Examined, config = LOCAL) => diagnosed(seen, config, NOW).filter(({ is }) => is !== 'well')

test('[B9] a wiki that lacks nothing is told so, thing by thing', () => {
  expect(not(WELL)).toEqual([])
  expect(diagnosed(WELL, LOCAL, NOW).length).toBe(10)
})

test.each<[string, Partial<Examined>, 'to look at' | 'broken', string]>([
  ['a folder that can’t be written', { unwritable: ['/srv/terreau/files'] }, 'broken', '/srv/terreau/files'],
  ['a disk nearly full', { disk: { state: 'low', free: 8e9, size: 100e9 } }, 'to look at', '8.0 GB libres'],
  ['a full disk', { disk: { state: 'full', free: 1e8, size: 100e9 } }, 'broken', '0.1 GB libres'],
  ['no ballast', { ballast: false }, 'to look at', 'Pas de lest'],
  ['a WAL that grows', { walBytes: 200e6 }, 'to look at', '190.7 Mo'],
  ['a file that is no database', { data: null, unreadable: 'file is not a database' }, 'broken', 'not a database'],
  ['a damaged database', { data: { ...DATA, complaints: ['row 3 missing'] } }, 'broken', 'row 3 missing'],
  ['older data', { data: { ...DATA, version: 'older' } }, 'to look at', 'plus ancienne'],
  ['newer data', { data: { ...DATA, version: 'newer' } }, 'broken', 'plus récente'],
  ['pages not yet found', { data: { ...DATA, behind: 3 } }, 'to look at', '3 pages attendent'],
  ['a clock put back', { data: { ...DATA, newestUpdate: NOW + DAY } }, 'to look at', 'L’horloge retarde'],
  ['no backup', { data: { ...DATA, lastBackup: null } }, 'to look at', 'Aucune sauvegarde'],
  [
    'an old backup',
    { data: { ...DATA, lastBackup: { made_at: NOW - 9 * DAY, file: 'x' } } },
    'to look at',
    '2026-11-22',
  ],
])('[B9] %s is the one thing said, with what to do', (_what, lack, is, words) => {
  const findings = not({ ...WELL, ...lack })
  expect(findings).toEqual([expect.objectContaining({ is, todo: expect.objectContaining({ fr: expect.any(String) }) })])
  expect(findings[0]?.what.fr).toContain(words)
})

test.each([
  [{ PUBLIC_URL: 'http://wiki.example' }, ['to look at']],
  [{ HOST: '0.0.0.0' }, ['to look at']],
  [{ PUBLIC_URL: 'https://wiki.example', HOST: '0.0.0.0', TRUSTED_PROXIES: '10.0.0.2' }, []],
  [{ PUBLIC_URL: 'https://wiki.example' }, ['to look at']],
])('[B9] secrets that would travel in the clear, and a proxy that hides who asks, are noticed: %j', (env, expected) => {
  expect(not(WELL, readConfig(env)).map(({ is }) => is)).toEqual(expected)
})

test('[B9] where there is no wiki yet there is little to say', () => {
  const nothing = { ...WELL, isWiki: false, data: null, ballast: false, disk: null }
  expect(not(nothing).map(({ what }) => what.en)).toEqual(['There is no wiki in this folder yet'])
})
