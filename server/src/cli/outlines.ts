import { existsSync, readFileSync } from 'node:fs'
import { BadSetting, type Config } from '../config.ts'
import { OutlineStore } from '../maps/outline-store.ts'
import { readOutlines } from '../maps/read-outlines.ts'
import { openForCommand } from './open.ts'
import { showProgress } from './progress.ts'
import { untilInterrupted } from './until-interrupted.ts'

const PATH_EXPECTED = {
  fr: 'un fichier GeoJSON de contours, avec le code et le nom de chaque commune',
  en: 'a GeoJSON file of outlines, with the code and the name of each commune',
}

/** Brings in what maps are drawn upon. Ctrl-C stops it between two; run again, it changes nothing that is the same. */
export async function outlines(config: Config, [path]: string[]): Promise<void> {
  if (!path || !existsSync(path)) throw new BadSetting(['outlines', path].join(' ').trim(), PATH_EXPECTED)
  const { outlines: read, unread } = readOutlines(parsed(path))
  if (read.length === 0) throw new BadSetting(`outlines ${path}`, PATH_EXPECTED)
  const wiki = await openForCommand(config)
  const store = new OutlineStore(wiki.store.db)
  const signal = untilInterrupted()
  const done = { kept: 0, same: 0 }
  for (const [at, outline] of read.entries()) {
    if (signal.aborted) break
    done[(await store.keep(outline)) ? 'kept' : 'same'] += 1
    showProgress(at + 1, read.length, outline.name)
  }
  await wiki.close()
  console.log(`\n  ${done.kept} contours gardés / outlines kept · ${done.same} inchangés / unchanged`)
  for (const { at, why } of unread) console.log(`    n° ${at + 1} : ${WHY[why]}`)
  if (signal.aborted)
    console.log('  Interrompu : relancez la même commande. / Interrupted: run the same command to go on.')
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new BadSetting(`outlines ${path}`, PATH_EXPECTED)
  }
}

const WHY = { 'no-code': 'sans code / no code', 'no-outline': 'sans contour / no outline' } as const
