import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { PageId } from '@terreau/shared/ids.ts'
import { openWiki } from '@terreau/server/wiki.ts'

const ROOT = join(import.meta.dirname, '../..')

/** A picture of one pixel. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

export interface WrittenWiki {
  readonly pageId: PageId
  /** The seqs of the page's updates. */
  readonly seqs: readonly number[]
  readonly file: string
}

/** Fills a folder with a wiki at rest: two pages, one that two people wrote by turns so often, and a picture. */
export async function writeWiki(folder: string, times = 12): Promise<WrittenWiki> {
  const wiki = await openWiki(folder, { onDiskLost: fail, onDefect: (_page, cause) => fail(cause) })
  const [ana, ben] = [await wiki.members.standIn('import', 'Ana'), await wiki.members.standIn('system', 'Ben')]
  await wiki.desk.create({ type: 'practice', title: 'Une page voisine' }, ben)
  const { page } = await wiki.desk.create({ type: 'practice', title: 'Relire le registre' }, ana)
  for (let time = 0; time < times; time += 1)
    await wiki.rooms.write(page.id, time % 2 ? ana.id : ben.id, (doc) => doc.getMap('fields').set('summary', `${time}`))
  const { file } = await wiki.files.addImage(Buffer.from(PICTURE, 'base64'), ana.id)
  const rows = await wiki.store.db.selectFrom('update_log').select('seq').where('page_id', '=', page.id).execute()
  await wiki.close()
  return { pageId: page.id, seqs: rows.map(({ seq }) => seq), file }
}

function fail(cause: unknown): never {
  throw cause
}

export interface Ended {
  readonly code: number | null
  readonly said: string
}

/** Runs a command of the wiki on a folder to its end, or until `whileRunning` ends it. */
export async function command(
  folder: string,
  argv: readonly string[],
  whileRunning: (end: (signal: NodeJS.Signals) => void) => Promise<void> = async () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['server/src/cli/wiki.ts', ...argv], {
    cwd: ROOT,
    env: { ...process.env, WIKI_FOLDER: folder },
    timeout: 60_000,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await whileRunning((signal) => child.kill(signal))
  return { code: await ended, said }
}
