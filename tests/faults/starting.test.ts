import { spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchAnswer } from '@terreau/shared/api/search.ts'
import { openStore } from '../../server/src/storage/store.ts'
import { freePort, Person, RunningWiki, temporaryFolder, until } from '../running-wiki.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Longest that a command may run before it is ended: it then has no exit code. */
const LONGEST_MS = 30_000

let folder: string
let removeFolder: () => Promise<void>
let port: number
let wiki: RunningWiki

beforeAll(async () => {
  const made = await temporaryFolder()
  ;[folder, removeFolder, port] = [made.path, made.remove, await freePort()]
  wiki = new RunningWiki(join(folder, 'wiki'), port)
  await wiki.start()
})

afterAll(async () => {
  await wiki.stop()
  await removeFolder()
})

interface Ended {
  readonly code: number | null
  readonly said: string
}

/** Runs a script of the wiki to its end, as a terminal would; by default on the running wiki's folder. */
async function run(argv: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, argv, {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), WIKI_FOLDER: wiki.folder, ...env },
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, said }
}

const start = (env: Record<string, string>) => run(['server/src/main.ts'], env)
const command = (...args: string[]) => run(['server/src/cli/wiki.ts', ...args])

/** The end of a command that did not work and said so: one sentence in each language, and nothing of the program's own. */
const refusedWith = (fr: string, en: string) => ({
  code: 1,
  said: expect.stringMatching(new RegExp(`^\\s*${literally(fr)}.*\\n\\s*${literally(en)}.*\\s*$`)),
})

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

async function found(words: string): Promise<string[]> {
  const answer = await fetch(`${wiki.url}/api/search?${new URLSearchParams({ q: words })}`)
  return ((await answer.json()) as SearchAnswer).results.map(({ page }) => page.title)
}

async function allPages(): Promise<unknown> {
  return (await fetch(`${wiki.url}/api/pages?sort=updated&limit=100`)).json()
}

describe('[B1] what keeps a wiki from opening is one clear sentence in both languages', () => {
  test('a port that is taken, by this very wiki', async () => {
    expect(await start({})).toEqual(refusedWith(`Le port ${port} est déjà pris.`, `Port ${port} is already taken.`))
    expect((await fetch(`${wiki.url}/api/health`)).status).toBe(200)
  })

  test('a folder that can’t be written', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const ended = await start({ WIKI_FOLDER: join(file, 'wiki') })
    const path = join(file, 'wiki')
    expect(ended).toEqual(
      refusedWith(`Le dossier ${path} ne peut pas être écrit.`, `The folder ${path} cannot be written.`),
    )
  })

  test('a port that is none', async () => {
    const ended = await start({ PORT: 'abc' })
    expect(ended).toEqual(
      refusedWith('« PORT=abc » ne convient pas : il faut un nombre', '“PORT=abc” will not do: it takes a number'),
    )
  })

  test('data of a newer version, which stays as it was', async () => {
    const newer = join(folder, 'newer')
    const store = await openStore(newer)
    const sqlite = store.connect()
    sqlite.prepare('INSERT INTO kysely_migration (name, timestamp) VALUES (?, ?)').run('9999-from-later', '2099')
    sqlite.close()
    await store.close()
    const ended = await start({ WIKI_FOLDER: newer })
    expect(ended).toEqual(
      refusedWith(
        'Ces données viennent d’une version plus récente de Terreau.',
        'This data comes from a newer Terreau.',
      ),
    )
  })
})

describe('[B2] Ctrl-C', () => {
  test('ends the wiki with 0 and leaves a folder that opens again', async () => {
    const [other, apart] = [join(folder, 'other'), await freePort()]
    const stopped = new RunningWiki(other, apart)
    await stopped.start()
    const ana = await Person.joining(stopped.url, stopped.stewardSecret, 'Ana')
    const page = await ana.createPage('Fermer à clé')
    expect(await stopped.stop()).toBe(0)
    await stopped.start()
    expect((await ana.ask('GET', `/api/pages/${page.slug}`)).status).toBe(200)
    expect(stopped.stewardSecret).toBe('')
    expect(await stopped.stop()).toBe(0)
  })
})

describe('[B3] commands', () => {
  test('an unknown one says which there are', async () => {
    const { code, said } = await run(['scripts/run.mjs', 'nonsense'])
    expect(said).toMatch(/Commande inconnue : nonsense\. \/ Unknown command: nonsense\. \(.*serve.*wiki.*test.*\)/)
    expect(code).toBe(1)
    const ofWiki = await command('nonsense')
    expect(ofWiki.said).toContain('pnpm wiki invite [--role')
    expect(ofWiki.code).toBe(1)
  })

  test('an invitation made beside the running wiki lets in as many as it says', async () => {
    const { code, said } = await command('invite', '--role', 'member', '--uses', '3')
    expect(code).toBe(0)
    expect(said).toContain('█')
    const secret = new RegExp(`${wiki.url}/entrer/([\\w-]+)`).exec(said)?.[1] ?? ''
    for (const name of ['Ana', 'Boris', 'Chloé']) await Person.joining(wiki.url, secret, name)
    await expect(Person.joining(wiki.url, secret, 'Driss')).rejects.toThrow('invitation.unknown')
  })

  test.each([
    ['--role', 'chef', 'un mot parmi member, validator, steward', 'one of member, validator, steward'],
    ['--uses', '0', 'un nombre de 1 à 10000', 'a number from 1 to 10000'],
    ['--couleur', 'vert', 'ce que dit « pnpm wiki help »', 'what “pnpm wiki help” says'],
  ])('an invitation that can’t be made is refused with a sentence: %s %s', async (option, value, fr, en) => {
    const written = `${option} ${value}`
    expect(await command('invite', option, value)).toEqual(
      refusedWith(`« ${written} » ne convient pas : il faut ${fr}.`, `“${written}” will not do: it takes ${en}.`),
    )
  })

  test('an import of what is not there is refused with a sentence', async () => {
    const absent = join(folder, 'absent')
    expect(await command('import', absent)).toEqual(
      refusedWith(`« import ${absent} » ne convient pas`, `“import ${absent}” will not do`),
    )
  })
})

describe('[B4] an import', () => {
  /** They make three pages with the source of their collection. */
  const GUIDES = {
    'sirop.md':
      '---\ntitle: Mettre la sauge en bouteille\n---\n\nDeux poignées de feuilles, un litre d’eau, du sucre.\n',
    'tricot.md': '# Tricoter sur le quai\n\nOn apporte des aiguilles, le train fait le reste.\n',
  }

  test('enters the running wiki, which finds its pages; done again, it changes nothing', async () => {
    const guides = join(folder, 'guides')
    await mkdir(guides)
    for (const [path, text] of Object.entries(GUIDES)) await writeFile(join(guides, path), text)
    const first = await command('import', guides)
    expect(first.said).toContain('3 créées / created · 0 inchangées / unchanged')
    expect(first.code).toBe(0)
    await until(async () => (await found('sauge bouteille')).includes('Mettre la sauge en bouteille'), 3000)
    expect(await found('sauge bouteille')).toContain('Mettre la sauge en bouteille')
    const before = await allPages()
    const second = await command('import', guides)
    expect(second.said).toContain('0 créées / created · 3 inchangées / unchanged')
    expect(second.code).toBe(0)
    expect(await allPages()).toEqual(before)
    await rm(guides, { recursive: true })
  })
})
