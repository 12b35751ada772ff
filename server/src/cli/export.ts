import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BadSetting, type Config } from '../config.ts'
import { zipped } from '../exporting/zipped.ts'
import { BackupThere } from '../safekeeping/backup.ts'
import { Interrupted } from '../safekeeping/restore.ts'
import { openForCommand } from './open.ts'
import { showProgress } from './progress.ts'
import { untilInterrupted } from './until-interrupted.ts'

const FILE_EXPECTED = {
  fr: 'le chemin d’un fichier à créer, dans un dossier qui existe',
  en: 'the path of a file to be made, in a folder that exists',
}
const WIKI_EXPECTED = { fr: 'le dossier d’un wiki qui existe', en: 'the folder of a wiki that exists' }

/** Writes every page of the wiki, archived ones too, into one zip, while it may be open. Ctrl-C leaves nothing behind. */
export async function exportCommand(config: Config, [path]: string[]): Promise<void> {
  if (!path || !existsSync(dirname(resolve(path)))) throw new BadSetting(`export ${path ?? ''}`.trim(), FILE_EXPECTED)
  if (!existsSync(join(config.folder, 'data.sqlite')))
    throw new BadSetting(`WIKI_FOLDER=${config.folder}`, WIKI_EXPECTED)
  const [target, part] = [resolve(path), `${resolve(path)}.unfinished`]
  if (existsSync(target)) throw new BackupThere(target)
  const [wiki, signal, began] = [await openForCommand(config), untilInterrupted(), performance.now()]
  try {
    const steward = { ...(await wiki.members.standIn('system', 'Terreau')), role: 'steward' as const }
    const watch = { signal, archived: true, onStep: showProgress }
    const zip = zipped(wiki.exporting.entries(steward, config.publicUrl, watch))
    await pipeline(zip, createWriteStream(part, { mode: 0o600, flush: true }), { signal })
    await rename(part, target)
    const [size, took] = [((await stat(target)).size / 1e6).toFixed(1), (performance.now() - began) / 1000]
    console.log(`\n  ${target}\n  ${size} MB · ${took.toFixed(1)} s`)
  } catch (cause) {
    throw signal.aborted ? new Interrupted() : cause
  } finally {
    await rm(part, { force: true })
    await wiki.close()
  }
}
