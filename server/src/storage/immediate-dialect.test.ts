import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { WikiForTests } from '../wiki-for-tests.ts'

test('[B4] what a command writes while the wiki is in a transaction waits for its end, and breaks neither', async () => {
  const wiki = await WikiForTests.open()
  const { db, folder } = wiki.wiki.store
  const beside = new Database(join(folder, 'data.sqlite'), { fileMustExist: true, timeout: 0 })
  const write = () => beside.prepare("UPDATE member SET name = 'Autre' WHERE name = 'Nulle'").run()
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom('member').select('id').execute()
    expect(write).toThrow('locked')
    await tx.updateTable('member').set({ name: 'Nulle' }).where('name', '=', 'Personne').execute()
  })
  expect(write().changes).toBe(0)
  beside.close()
  await wiki.close()
})
