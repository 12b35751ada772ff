import { openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, writeWiki } from './folder-for-tests.ts'
import { folderForEach } from './folder-for-each.ts'

let folder: string

folderForEach((path) => (folder = path))

test('[B9] the doctor looks at a real wiki, changes nothing, and ends with 1 where something is broken', async () => {
  await writeWiki(folder)
  const well = await command(folder, ['doctor'])
  expect([well.code, well.said]).toEqual([0, expect.stringContaining('✓ La base est saine / The database is sound')])
  expect(well.said).toMatch(/! Aucune sauvegarde \/ No backup\n {6}→ « pnpm wiki backup FICHIER »/)
  writeSync(openSync(join(folder, 'data.sqlite'), 'r+'), 'rien de bon', 0)
  for (const rest of ['data.sqlite-wal', 'data.sqlite-shm']) rmSync(join(folder, rest), { force: true })
  const broken = await command(folder, ['doctor'])
  expect([broken.code, broken.said]).toEqual([1, expect.stringContaining('✗ La base ne se lit pas')])
})
