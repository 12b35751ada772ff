/** Works on a wiki's folder until it is done or killed, and says «step» when a step of it is done. Arguments: folder, `pack` or `migrate`. */
import { openStore } from '@terreau/server/storage/store.ts'
import { openSqliteLog } from '@terreau/server/update-log/sqlite-log.ts'

const [folder = '', what] = process.argv.slice(2)

if (what === 'migrate') console.log('step')
const store = await openStore(folder)

if (what === 'pack') {
  const log = openSqliteLog(store)
  const { id } = await store.db.selectFrom('page').select('id').executeTakeFirstOrThrow()
  while ((await log.pack(id, Number.MAX_SAFE_INTEGER)) > 0) {
    console.log('step')
    await new Promise(setImmediate)
  }
  await log.close()
}
await store.close()
