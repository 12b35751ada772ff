import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '@terreau/server/config.ts'
import { openWiki, type Wiki } from '@terreau/server/wiki.ts'
import { buildApp } from '@terreau/server/app.ts'
import { DamagedLog } from '@terreau/server/update-log/damaged-log.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { temporaryFolder } from '../running-wiki.ts'
import { tamper, TAMPERINGS, type Tampering } from './tampering.ts'

let folder: string
let removeFolder: () => Promise<void>
let wiki: Wiki
let defects: unknown[]

beforeEach(async () => {
  const made = await temporaryFolder()
  ;[folder, removeFolder] = [made.path, made.remove]
  await open()
})

afterEach(async () => {
  await wiki.close()
  await removeFolder()
})

async function open(): Promise<void> {
  defects = []
  const onDefect = (_page: string, cause: unknown) => void defects.push(cause)
  wiki = await openWiki(folder, { onDiskLost: onDefect.bind(null, ''), onDefect })
}

/** A page that two people wrote by turns, at rest; answers the seqs of its updates. */
async function written(times: number): Promise<{ pageId: PageId; author: MemberId; seqs: number[] }> {
  const [ana, ben] = [await wiki.members.standIn('import', 'Ana'), await wiki.members.standIn('system', 'Ben')]
  const { page } = await wiki.desk.create({ type: 'practice', title: 'Relire le registre' }, ana)
  for (let time = 0; time < times; time += 1)
    await wiki.rooms.write(page.id, time % 2 ? ana.id : ben.id, (doc) => doc.getMap('fields').set('summary', `${time}`))
  await wiki.projector.settled()
  const rows = await wiki.store.db.selectFrom('update_log').select('seq').where('page_id', '=', page.id).execute()
  return { pageId: page.id, author: ana.id, seqs: rows.map(({ seq }) => seq) }
}

async function reopenedAfter(how: Tampering, seq: number): Promise<void> {
  await wiki.close()
  tamper(folder, how, seq)
  await open()
}

test.each(Object.keys(TAMPERINGS) as Tampering[])(
  '[K5] %s: the page is read as it was, is written by nobody, and says why',
  async (how) => {
    const { pageId, author, seqs } = await written(12)
    await reopenedAfter(how, seqs[5] ?? 0)
    const write = wiki.rooms.write(pageId, author, (doc) => doc.getMap('fields').set('summary', 'par-dessus'))
    await expect(write).rejects.toThrow('page.damaged')
    expect(defects).toEqual([expect.any(DamagedLog)])
    expect(await wiki.desk.read(pageId, null)).toMatchObject({ page: { fields: { summary: '11' } } })
    expect(await logged(pageId)).toBe(seqs.length - (how === 'an update is removed' ? 1 : 0))
  },
)

test('[K5] someone who would write a damaged page is told so before an editor opens; other pages go on', async () => {
  const { pageId, seqs } = await written(3)
  await reopenedAfter('a byte is changed', seqs[2] ?? 0)
  const app = await buildApp(wiki, readConfig({ WIKI_FOLDER: folder }))
  const member = await wiki.members.join(await wiki.members.invite('member', 1, 1), 'Chloé')
  const secret = await wiki.members.openSession(member?.id as MemberId, 'test')
  const ask = (id: PageId) =>
    app.inject({
      method: 'POST',
      url: '/api/collab/tickets',
      headers: { authorization: `Bearer ${secret}`, 'accept-language': 'fr' },
      payload: { pageId: id, schema: schemaFingerprint },
    })
  const refused = await ask(pageId)
  expect([refused.statusCode, refused.json()]).toEqual([
    409,
    expect.objectContaining({
      code: 'page.damaged',
      message: expect.stringContaining('elle se lit, mais ne s’écrit plus'),
    }),
  ])
  const { pageId: other } = await written(1)
  expect((await ask(other)).statusCode).toBe(200)
  await app.close()
})

test('[K5] updates cut off at the end of the log are missed by the snapshot that holds them', async () => {
  const { pageId, author, seqs } = await written(230)
  await wiki.close()
  await open()
  const snapshot = await wiki.store.db.selectFrom('snapshot').select('upto_seq').executeTakeFirstOrThrow()
  expect(snapshot.upto_seq).toBe(seqs.at(-1))
  await reopenedAfter('an update is removed', seqs.at(-1) ?? 0)
  const write = wiki.rooms.write(pageId, author, (doc) => doc.getMap('fields').set('summary', 'par-dessus'))
  await expect(write).rejects.toThrow('page.damaged')
})

test('[K5] a snapshot that was changed is left aside: the log alone makes the page', async () => {
  const { pageId, author } = await written(230)
  await wiki.close()
  await open()
  await wiki.store.db
    .updateTable('snapshot')
    .set({ state: new Uint8Array([0, 0]) })
    .execute()
  const { fields } = await wiki.rooms.write(pageId, author, (doc) => doc.getMap('fields').set('title', 'Relu'))
  expect([fields, defects]).toEqual([{ title: 'Relu', summary: '229' }, []])
})

async function logged(pageId: PageId): Promise<number> {
  return (await wiki.store.db.selectFrom('update_log').select('seq').where('page_id', '=', pageId).execute()).length
}
