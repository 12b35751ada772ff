import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { attributesFit } from '@terreau/shared/document/attributes.ts'
import { plainText } from '@terreau/shared/document/plain-text.ts'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import { isPageId } from '@terreau/shared/ids.ts'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importGuides } from './import-guides.ts'
import { MapWriter } from './map-writer-for-tests.ts'

let folder = ''
let writer = new MapWriter()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terreau-guides-'))
  writer = new MapWriter()
})
afterEach(() => rm(folder, { recursive: true }))

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

const LONG = 'Chacun apporte un plat et repart avec une recette, un voisin de plus et l’envie de revenir. '.repeat(4)

describe('[I1] titles', () => {
  test.each([
    ['<!--\n\n---\ntitle: La scierie\n---\n\n-->\n\n# Autre', 'La scierie'],
    ['---\ntitle: "Contribution multibao"\n---\n\n# Audit\n', 'Audit'],
    ['# Cafe\u0301 *itinérant*\n', 'Café itinérant'],
    ['#\u00a0Potluck\n', 'Potluck'],
    ['#Perspective historique\n', 'Perspective historique'],
    ['Rien que des mots.\n', 'Repas partage'],
  ])('%j is titled %s', async (text, title) => {
    await write({ 'chiendent__repas_partage.md': `${text}\n\n${LONG}` })
    await importGuides(folder, writer)
    expect(writer.titled(title)?.fields.title).toBe(title)
  })

  test('a hash in code stays a hash', async () => {
    await write({ 'code.md': '# Code\n\n```\n#commentaire\n```\n' })
    await importGuides(folder, writer)
    expect(plainText(writer.titled('Code')?.body ?? { type: 'doc' })).toBe('#commentaire')
  })
})

describe('[I2] a second run changes nothing', () => {
  test('what is there is counted as unchanged', async () => {
    await write({ 'a.md': `# Premier\n\n${LONG}`, 'b.md': `# Second\n\n${LONG} Et encore.` })
    const first = await importGuides(folder, writer)
    const before = new Map(writer.pages)
    const second = await importGuides(folder, writer)
    expect([first.created, first.unchanged, second.created, second.unchanged]).toEqual([3, 0, 0, 3])
    expect(writer.pages).toEqual(before)
  })

  test('a page that somebody wrote in is kept, and so is one whose file changed', async () => {
    await write({ 'a.md': `# Premier\n\n${LONG}`, 'b.md': `# Second\n\n${LONG} Et encore.` })
    await importGuides(folder, writer)
    const keyOf = (title: string) => writer.titled(title)?.importKey ?? ''
    writer.edited.add(keyOf('Premier'))
    await write({ 'b.md': `# Second\n\n${LONG} Et plus encore.` })
    const { kept, created } = await importGuides(folder, writer)
    expect([created, kept]).toEqual([
      0,
      [
        { path: 'a.md', why: 'changed-here' },
        { path: 'b.md', why: 'changed-there' },
      ],
    ])
  })

  test('a folder alone or among others brings the same pages', async () => {
    await write({ 'cuisine/a.md': `# Premier\n\n${LONG}` })
    await importGuides(folder, writer)
    const { created, unchanged } = await importGuides(join(folder, 'cuisine'), writer)
    expect([created, unchanged]).toEqual([0, 2])
  })

  test('a run that was stopped goes on where it stopped', async () => {
    await write({ 'a.md': `# Premier\n\n${LONG} [deux](b.md)`, 'b.md': `# Second\n\n${LONG}` })
    const stop = new AbortController()
    const first = await importGuides(folder, writer, { signal: stop.signal, onStep: () => stop.abort() })
    const second = await importGuides(folder, writer)
    expect([first.interrupted, first.created, second.interrupted, second.created]).toEqual([true, 2, false, 1])
    expect(JSON.stringify(writer.titled('Premier')?.body)).toContain(`"page":"${writer.titled('Second')?.id}"`)
  })
})

describe('[I3] the summary tells what was done, and why not', () => {
  test('stubs come in and are named; a text comes in once; equal titles are told, however composed', async () => {
    await write({
      'a.md': `# Café\n\n${LONG}`,
      'b.md': `# Cafe\u0301\n\n${LONG} Autrement.`,
      'c.md': `# Copie\n\n${LONG}`,
      'd.md': '# Ébauche\n\nTrois mots seulement.\n',
    })
    const { stubs, duplicates, created } = await importGuides(folder, writer)
    expect(stubs).toEqual([{ path: 'd.md', words: 5 }])
    expect(duplicates).toEqual([
      { path: 'b.md', of: 'a.md', by: 'title' },
      { path: 'c.md', of: 'a.md', by: 'text' },
    ])
    expect([created, writer.titled('Copie')]).toEqual([4, undefined])
  })

  test('what can’t be read and what the wiki refuses is told, and the rest comes in', async () => {
    await write({
      'a.md': Uint8Array.of(0x23, 0x20, 0xff, 0xfe),
      'b.md': `# Trop\n\n${LONG}`,
      'c.md': `# Bien\n\n${LONG} Oui.`,
    })
    writer.refuses.add('Trop')
    const { refused } = await importGuides(folder, writer)
    expect(refused).toEqual([
      { path: 'a.md', why: 'not-text' },
      { path: 'b.md', why: 'wire.page-full' },
    ])
    expect(writer.titled('Bien')).toBeDefined()
  })

  test('lost links and pictures are told', async () => {
    await write({ 'a.md': `# Premier\n\n${LONG} [voir](perdu.md) ![plan](plan.png)\n` })
    const { warnings } = await importGuides(folder, writer)
    expect(warnings).toEqual([
      {
        path: 'a.md',
        warnings: [
          { kind: 'dead-link', what: 'perdu.md' },
          { kind: 'missing-picture', what: 'plan.png' },
        ],
      },
    ])
  })
})

describe('[I4] licence and source are kept', () => {
  test('guides cite the page of their collection, which carries its licence', async () => {
    await write({
      'README.md': '| `fiches/` (2) | recettes | exemple/fiches @ 2020-06-20 | CC BY 4.0 |\n',
      'fiches/a.md': `# Premier\n\n${LONG}`,
      'fiches/b.md': `# Second\n\n${LONG} Et encore.\n\n## Sources\n\nPublié par Lou, sous licence Creative Commons BY-SA\n`,
    })
    await importGuides(folder, writer)
    const source = writer.titled('Recueil « Fiches »')
    expect(source?.fields).toMatchObject({ kind: 'document', source_licence: 'CC-BY-4.0', date: '2020-06-20' })
    expect(writer.titled('Premier')?.fields).toMatchObject({ licence: 'CC-BY-4.0', sources: [source?.id] })
    expect(writer.titled('Second')?.fields).toMatchObject({ licence: 'CC-BY-SA', sources: [source?.id] })
  })

  test('authors that only the front matter names are named on the page', async () => {
    await write({ 'a.md': `---\ntitle: Premier\nauthor: Lou; Sacha\n---\n\n${LONG}` })
    await importGuides(folder, writer)
    expect(plainText(writer.titled('Premier')?.body ?? { type: 'doc' })).toContain('Écrit par Lou; Sacha.')
  })
})

const PRACTICES = join(import.meta.dirname, '../../../../shared/data/practices')

describe.runIf(existsSync(PRACTICES))('[I5] the shared guides', () => {
  test('all 136 come in, well formed, and a second run changes nothing', async () => {
    const steps: number[] = []
    const first = await importGuides(PRACTICES, writer, { onStep: (done) => steps.push(done) })
    const second = await importGuides(PRACTICES, writer)
    expect([first.created, first.refused, first.stubs.length, steps.length]).toEqual([136 + 3, [], 5, 136])
    expect([second.created, second.unchanged, second.kept]).toEqual([0, 136 + 3, []])
    for (const page of writer.pages.values()) {
      pageSchema.nodeFromJSON(page.body).check()
      expect([page.importKey, attributesFit(page.body), isPageId(page.id)]).toEqual([page.importKey, true, true])
      const refused = Object.entries(page.fields).filter(([key, value]) => parseField(page.type, key, value) !== 'ok')
      expect([page.importKey, refused]).toEqual([page.importKey, []])
    }
  })

  test('the title that stands twice, composed and decomposed, is told', async () => {
    const { duplicates } = await importGuides(PRACTICES, writer)
    expect(duplicates).toContainEqual({
      path: 'multibao/sprint_ecriture.md',
      of: 'multibao/cpcoop__audit.md',
      by: 'title',
    })
  })
})
