import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { verify, type Fault } from '@terreau/server/safekeeping/verify.ts'
import { openStore } from '@terreau/server/storage/store.ts'
import { command, writeWiki } from './folder-for-tests.ts'
import { tamper, TAMPERINGS, type Tampering } from './tampering.ts'
import { folderForEach } from './folder-for-each.ts'

let folder: string

folderForEach((path) => (folder = path))

const PAGE = 'relire-le-registre'

async function faults(): Promise<readonly Fault[]> {
  const store = await openStore(folder)
  const verified = await verify(store)
  await store.close()
  return verified.faults
}

/** Does something to the tables that is not the log's business. */
function alter(statement: string): void {
  const sqlite = new Database(join(folder, 'data.sqlite'))
  sqlite.exec(statement)
  sqlite.close()
}

test('[B6] a wiki as it was received is found to be so, with what was looked at', async () => {
  await writeWiki(folder)
  const { code, said } = await command(folder, ['verify'])
  expect(said).toMatch(/2 pages · 14 modifications \/ updates · 1 fichiers \/ files/)
  expect([code, said]).toEqual([0, expect.stringContaining('Tout est comme il a été reçu. / Everything is as it was')])
})

test.each(Object.keys(TAMPERINGS) as Tampering[])('[B6] %s, and it is found and said where', async (how) => {
  const { seqs } = await writeWiki(folder)
  tamper(folder, how, seqs[5] ?? 0)
  const at = seqs[how === 'an update is removed' ? 6 : 5] ?? 0
  expect(await faults()).toEqual([{ what: 'log-broken', seq: at, page: PAGE }])
  const { code, said } = await command(folder, ['verify'])
  expect([code, said]).toEqual([1, expect.stringContaining(`Page « ${PAGE} » : à cette modification`)])
  expect(said).toContain(`something is missing before it (${at})`)
})

test('[B6] the last update removed is missed by what was derived from it', async () => {
  const { seqs } = await writeWiki(folder)
  tamper(folder, 'an update is removed', seqs.at(-1) ?? 0)
  expect(await faults()).toEqual([{ what: 'log-cut', seq: seqs.at(-2), page: PAGE }])
})

test('[B6] what was packed is verified like the rest', async () => {
  await writeWiki(folder, 800)
  expect(await faults()).toEqual([])
  alter(
    `DROP TRIGGER update_pack_fixed; UPDATE update_pack SET bytes = CAST(substr(bytes, 1, 99) || x'00' || substr(bytes, 101) AS BLOB)`,
  )
  expect(await faults()).toMatchObject([{ what: 'log-broken', page: PAGE }])
})

test('[B6] a snapshot or a text that does not follow from the log is found', async () => {
  await writeWiki(folder, 230)
  alter(
    `UPDATE page_content SET fields = '{"title":"Relire le registre","summary":"autre"}' WHERE fields LIKE '%registre%'`,
  )
  expect(await faults()).toEqual([{ what: 'text-differs', page: PAGE }])
  alter(`UPDATE snapshot SET state = x'0000'`)
  expect(await faults()).toEqual([
    { what: 'snapshot-differs', page: PAGE },
    { what: 'text-differs', page: PAGE },
  ])
})

test('[B6] a file that was changed is found, and one that is gone', async () => {
  const { file } = await writeWiki(folder)
  const path = join(folder, 'files', file.slice(0, 2), file)
  writeFileSync(path, 'autre chose')
  expect(await faults()).toEqual([{ what: 'file-differs', file }])
  rmSync(path)
  expect(await faults()).toEqual([{ what: 'file-missing', file }])
})
