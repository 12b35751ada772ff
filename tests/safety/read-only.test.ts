import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { picture } from '../../server/src/pictures-for-tests.ts'
import { freePort, Person, RunningWiki, temporaryFolder } from '../running-wiki.ts'

/** All file systems become read-only but the folder; then whatever could be done as root is given up. */
const SCRIPT = `
mount --bind "$0" "$0" && mount -o remount,ro,bind / || exit 9
for place in /tmp /var/tmp /dev/shm /run; do mountpoint -q $place && mount -o remount,ro,bind $place; done
for place in /tmp /var/tmp . /dev/shm; do touch $place/terreau-was-here 2>/dev/null && exit 9; done
exec setpriv --no-new-privs --inh-caps=-all --bounding-set=-all -- "$@"
`

const AS_ROOT = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
const opened = await temporaryFolder()
const WITHIN = ['unshare', ...AS_ROOT, '--mount', 'sh', '-c', SCRIPT, opened.path]

/** Runs a program there, and answers how it ended. */
function within(...program: string[]) {
  return spawnSync('unshare', [...WITHIN.slice(1), ...program, opened.path], { encoding: 'utf8' })
}

/** Some containers forbid it: the wiki then starts as it does everywhere. */
const isAllowed = within('test', '-d').status === 0
const wiki = new RunningWiki(opened.path, await freePort(), isAllowed ? WITHIN : [])

afterAll(async () => {
  await wiki.stop()
  await opened.remove()
})

test('[Y9] on a read-only system and with no privilege it starts new, is written, and takes pictures', async () => {
  await wiki.start({ HOME: '/nonexistent', TMPDIR: '/nonexistent' })
  const ana = await Person.joining(wiki.url, wiki.stewardSecret, 'Ana')
  const page = await ana.createPage('Une page de plus')
  expect(page.slug).toBe('une-page-de-plus')
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await picture())], { type: 'image/png' }), 'a.png')
  const headers = { authorization: `Bearer ${ana.secret}` }
  expect((await fetch(`${wiki.url}/api/files`, { method: 'POST', headers, body: form })).status).toBe(201)
  expect(wiki.printed).not.toMatch(/defect|Error/)
  expect(existsSync(join(opened.path, 'data.sqlite'))).toBe(true)
})

test('[Y9] what makes the system read-only does so wherever it is allowed', () => {
  const tried = within('sh', '-c', 'touch "$0"/here && touch /var/tmp/elsewhere')
  expect(tried.status).not.toBe(0)
  expect([existsSync(join(opened.path, 'here')), existsSync('/var/tmp/elsewhere')]).toEqual([isAllowed, false])
})
