import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { BadSetting, type Config } from '../config.ts'
import { backUp } from '../safekeeping/backup.ts'
import { restore as restoreInto } from '../safekeeping/restore.ts'
import { openStore } from '../storage/store.ts'
import { showProgress } from './progress.ts'
import { untilInterrupted } from './until-interrupted.ts'

const FILE_EXPECTED = {
  fr: 'le chemin d’un fichier à créer, dans un dossier qui existe',
  en: 'the path of a file to be made, in a folder that exists',
}
const BACKUP_EXPECTED = { fr: 'le chemin d’une sauvegarde qui existe', en: 'the path of a backup that exists' }
const WIKI_EXPECTED = { fr: 'le dossier d’un wiki qui existe', en: 'the folder of a wiki that exists' }

/** Makes one file of the whole wiki, which may be open and written meanwhile. Ctrl-C leaves nothing behind. */
export async function backup(config: Config, [path]: string[]): Promise<void> {
  if (!path || !existsSync(dirname(resolve(path)))) throw new BadSetting(`backup ${path ?? ''}`.trim(), FILE_EXPECTED)
  if (!existsSync(join(config.folder, 'data.sqlite')))
    throw new BadSetting(`WIKI_FOLDER=${config.folder}`, WIKI_EXPECTED)
  const store = await openStore(config.folder)
  const began = performance.now()
  try {
    const made = await backUp(store, resolve(path), Date.now, { signal: untilInterrupted(), onStep: showProgress })
    const { pages, updates, files } = made.verified
    const [size, took] = [(made.bytes / 1e6).toFixed(1), ((performance.now() - began) / 1000).toFixed(1)]
    console.log(
      `\n  ${resolve(path)}\n  ${pages} pages · ${updates} modifications / updates · ${files} fichiers / files`,
    )
    console.log(`  ${size} MB · ${took} s · SHA-256 ${made.digest.slice(0, 16)}…`)
    console.log('  Restaurée à part, comparée et vérifiée. / Restored aside, compared and verified.')
  } finally {
    await store.close()
  }
}

/** Makes a new wiki of a backup, in `WIKI_FOLDER`; never over a wiki. */
export async function restore(config: Config, [path]: string[]): Promise<void> {
  if (!path || !existsSync(path)) throw new BadSetting(`restore ${path ?? ''}`.trim(), BACKUP_EXPECTED)
  const began = performance.now()
  const looking = { signal: untilInterrupted(), onStep: showProgress }
  const { pages, updates, files } = await restoreInto(path, config.folder, looking)
  const took = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `\n  ${config.folder}\n  ${pages} pages · ${updates} modifications / updates · ${files} fichiers / files · ${took} s`,
  )
  console.log('  Comparé et vérifié ; « npm start » l’ouvre. / Compared and verified; “npm start” opens it.')
}
