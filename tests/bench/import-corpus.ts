import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../running-wiki.ts'
import { printTable } from './figures.ts'

const ROOT = join(import.meta.dirname, '../..')
const GUIDES = join(ROOT, '../shared/data/practices')

/** How long `wiki import` takes on a folder of real guides, and once more when nothing is new. */
export async function benchImport(): Promise<void> {
  if (!existsSync(GUIDES)) return console.log('Import: no folder of guides beside the project, left out.\n')
  console.log('Import of 136 real guides, one process each time, s\n')
  const folder = await temporaryFolder()
  const rows = ['first run', 'second run, nothing new'].map((name) => {
    const began = performance.now()
    const printed = execFileSync(process.execPath, ['server/src/cli/wiki.ts', 'import', GUIDES], {
      cwd: ROOT,
      env: { ...process.env, WIKI_FOLDER: folder.path },
      encoding: 'utf8',
    })
    return [name, ((performance.now() - began) / 1000).toFixed(1), /\d+ créées[^·]*/.exec(printed)?.[0].trim() ?? '']
  })
  printTable(['', 's', ''], rows)
  await folder.remove()
}
