import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { freePort, pause, Person, RunningWiki, until } from '../running-wiki.ts'
import { command, writeWiki, type Ended, type WrittenWiki } from './folder-for-tests.ts'
import { seeded } from '../seeded.ts'
import { tamper } from './tampering.ts'
import { folderForEach } from './folder-for-each.ts'

const KILLS = 6

let folder: string

folderForEach((path) => (folder = path))

const at = (...path: string[]) => join(folder, ...path)

test('[B7] a backup made while people write is a whole wiki as of one moment, with all that was saved before', async () => {
  const wiki = new RunningWiki(at('wiki'), await freePort())
  await wiki.start()
  const ana = await Person.joining(wiki.url, wiki.stewardSecret, 'Ana')
  const { id } = await ana.createPage('Tenir la caisse')
  const page = ana.open(id)
  await until(() => page.getState().mayWrite)
  let written = 0
  const writing = setInterval(() => page.fields.set('summary', String((written += 1))), 4)
  await until(() => written > 20)
  await until(() => page.getState().save.kind === 'saved', 2000)
  const before = Number((await savedSummary(ana, id)) ?? 0)
  const made = await command(at('wiki'), ['backup', at('garde')])
  const after = written
  clearInterval(writing)
  expect([made.code, made.said]).toEqual([0, expect.stringContaining('Restored aside, compared and verified.')])
  await until(() => page.getState().save.kind === 'saved')
  expect(page.getState().save.kind).toBe('saved')
  page.destroy()
  await wiki.stop()

  expect((await command(at('copie'), ['restore', at('garde')])).code).toBe(0)
  const copy = new RunningWiki(at('copie'), await freePort())
  await copy.start()
  const again = await fetch(`${copy.url}/api/pages/${id}`, { headers: { authorization: `Bearer ${ana.secret}` } })
  const summary = Number(((await again.json()) as PageAnswer).page.fields.summary)
  expect([summary >= before, summary <= after, after > before]).toEqual([true, true, true])
  expect((await command(at('copie'), ['verify'])).code).toBe(0)
  await copy.stop()
})

/** What a newcomer finds: it was saved before they came. */
async function savedSummary(person: Person, id: Parameters<Person['open']>[0]): Promise<unknown> {
  const page = person.open(id)
  await until(() => page.getState().ready)
  const summary = page.fields.get('summary')
  page.destroy()
  return summary
}

test('[B7] what is backed up comes back to the byte: pages, people, pictures, and what is derived', async () => {
  const { file } = await writeWiki(at('wiki'), 300)
  expect((await command(at('wiki'), ['backup', at('garde')])).code).toBe(0)
  expect((await command(at('copie'), ['restore', at('garde')])).code).toBe(0)
  const picture = join('files', file.slice(0, 2), file)
  expect(readFileSync(at('copie', picture))).toEqual(readFileSync(at('wiki', picture)))
  const again = await command(at('copie'), ['backup', at('garde-de-la-copie')])
  expect([again.code, again.said]).toEqual([0, expect.stringContaining('1 fichiers / files')])
})

test.each(['SIGINT', 'SIGKILL'] as const)(
  '[B7] broken off by %s at any moment, what stands under its name is whole, and the next one is made',
  async (signal) => {
    await writeWiki(at('wiki'), 600)
    const chance = seeded(20_261_125)
    const seen: string[] = []
    for (let kill = 0; kill < KILLS && !existsSync(at('garde')); kill += 1) {
      rmSync(at('garde.unfinished'), { force: true })
      const { code } = await brokenOff(['backup', at('garde')], at('garde.unfinished'), chance() * 300, signal)
      seen.push(`${code === 0 ? 'made' : 'broken off'}: ${existsSync(at('garde')) ? 'there' : 'not there'}`)
    }
    expect(seen).not.toContain('made: not there')
    // A signal that comes between the last step and the end of the process finds the backup made.
    const restored = existsSync(at('garde')) ? await command(at('copie'), ['restore', at('garde')]) : { code: 0 }
    expect(restored.code).toBe(0)
    rmSync(at('copie'), { force: true, recursive: true })
    rmSync(at('garde'), { force: true })
    expect((await command(at('wiki'), ['backup', at('garde')])).code).toBe(0)
    expect(readdirSync(folder).toSorted()).toEqual(['garde', 'wiki'])
  },
)

test('[B7] Ctrl-C leaves nothing at all', async () => {
  await writeWiki(at('wiki'), 600)
  const { code, said } = await brokenOff(['backup', at('garde')], at('garde.unfinished'), 0, 'SIGINT')
  expect([code, said]).toEqual([1, expect.stringContaining('Interrompu : rien n’a été laissé derrière.')])
  expect(readdirSync(folder)).toEqual(['wiki'])
})

/** Ends a command so many milliseconds after something of it is there. */
function brokenOff(argv: readonly string[], there: string, ms: number, signal: NodeJS.Signals): Promise<Ended> {
  return command(at(argv[0] === 'backup' ? 'wiki' : 'copie'), argv, async (end) => {
    await until(() => existsSync(there), 5000)
    await pause(ms)
    end(signal)
  })
}

test('[B7] what is not as it was received is not backed up, and no backup takes the place of another', async () => {
  const { seqs } = await writeWiki(at('wiki'))
  expect((await command(at('wiki'), ['backup', at('garde')])).code).toBe(0)
  const first = readFileSync(at('garde'))
  const second = await command(at('wiki'), ['backup', at('garde')])
  expect([second.code, second.said]).toEqual([1, expect.stringContaining('existe déjà')])
  tamper(at('wiki'), 'a byte is changed', seqs[4] ?? 0)
  const damaged = await command(at('wiki'), ['backup', at('garde-2')])
  expect([damaged.code, damaged.said]).toEqual([1, expect.stringContaining('n’est pas tout comme reçu')])
  expect([readdirSync(folder).toSorted(), readFileSync(at('garde')).equals(first)]).toEqual([['garde', 'wiki'], true])
})

test('[B8] a backup that was damaged, or is none, makes no wiki', async () => {
  await writeWiki(at('wiki'))
  await command(at('wiki'), ['backup', at('garde')])
  const sound = await readFile(at('garde'))
  const flipped = (place: number) => Buffer.from(sound.map((byte, index) => (index === place ? byte ^ 1 : byte)))
  const words = sound.indexOf('Relire le registre')
  const broken = [flipped(words), sound.subarray(0, sound.length - 8192), Buffer.from('rien'), Buffer.alloc(0)]
  for (const bytes of broken) {
    await writeFile(at('abîmée'), bytes)
    const { code, said } = await command(at('copie'), ['restore', at('abîmée')])
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/n’est pas une sauvegarde de Terreau, ou elle a été abîmée/),
    ])
    expect(readdirSync(at('copie'))).toEqual([])
  }
})

test('[B8] a folder that holds anything is left as it is', async () => {
  await writeWiki(at('wiki'))
  await command(at('wiki'), ['backup', at('garde')])
  const before = readFileSync(at('wiki/data.sqlite'))
  await mkdir(at('autre'))
  writeFileSync(at('autre/liste.txt'), 'courses')
  for (const taken of ['wiki', 'autre']) {
    const { code, said } = await command(at(taken), ['restore', at('garde')])
    expect([code, said]).toEqual([1, expect.stringContaining('n’est pas vide')])
  }
  expect([readFileSync(at('wiki/data.sqlite')).equals(before), readdirSync(at('autre'))]).toEqual([true, ['liste.txt']])
})

test('[B8] a restore killed at any moment leaves no wiki or a whole one, and can be run again', async () => {
  const written: WrittenWiki = await writeWiki(at('wiki'), 600)
  await command(at('wiki'), ['backup', at('garde')])
  const chance = seeded(20_261_126)
  for (let kill = 0; kill < KILLS && !existsSync(at('copie/data.sqlite')); kill += 1)
    await brokenOff(['restore', at('garde')], at('copie/restoring'), chance() * 200, 'SIGKILL')
  if (!existsSync(at('copie/data.sqlite'))) await command(at('copie'), ['restore', at('garde')])
  const { code, said } = await command(at('copie'), ['verify'])
  expect([code, said]).toEqual([0, expect.stringContaining(`${written.seqs.length + 1} modifications`)])
})
