import { existsSync } from 'node:fs'
import type { PageId } from '@terreau/shared/ids.ts'
import { BadSetting, type Config } from '../config.ts'
import { DiskFull } from '../storage/disk.ts'
import { importGuides, type ImportSummary } from '../transfer/import-guides.ts'
import { exportedPages, importExport } from '../transfer/import-export.ts'
import { WikiWriter } from '../transfer/wiki-writer.ts'
import { openForCommand } from './open.ts'
import { showProgress } from './progress.ts'
import { untilInterrupted } from './until-interrupted.ts'

const PATH_EXPECTED = {
  fr: 'le chemin d’un dossier de guides qui existe',
  en: 'the path of a folder of guides that exists',
}

/** Imports a folder of guides, or an export that was unpacked. Ctrl-C stops it between two files; run again, it goes on from there. */
export async function importCommand(config: Config, [path]: string[]): Promise<void> {
  if (!path || !existsSync(path)) throw new BadSetting(['import', path].join(' ').trim(), PATH_EXPECTED)
  const wiki = await openForCommand(config)
  if ((await wiki.disk.check()) === 'full') throw new DiskFull(config.folder)
  const signal = untilInterrupted()
  const author = await wiki.members.standIn('import', 'Import')
  const began = performance.now()
  const [writer, watch] = [new WikiWriter(wiki, author.id), { signal, onStep: showProgress }]
  const exported = await exportedPages(path)
  const isHere = async (id: PageId) => (await wiki.pages.byId(id)) !== null
  const summary = exported
    ? await importExport(path, exported, { writer, isHere }, watch)
    : await importGuides(path, writer, watch)
  await wiki.close()
  report(summary, performance.now() - began)
}

function report(summary: ImportSummary, ms: number): void {
  const { created, unchanged, kept, refused, stubs, duplicates, warnings } = summary
  console.log(
    `\n  ${created} créées / created · ${unchanged} inchangées / unchanged · ${refused.length} refusées / refused · ${(ms / 1000).toFixed(1)} s`,
  )
  list('Laissées comme ici / Kept as they are here', kept, ({ path, why }) => `${path} (${why})`)
  list('Refusées / Refused', refused, ({ path, why }) => `${path} : ${why}`)
  list('Ébauches, à compléter / Stubs, to be completed', stubs, ({ path, words }) => `${path} (${words})`)
  list('Doubles / Duplicates', duplicates, ({ path, of, by }) => `${path} = ${of} (${by})`)
  list(
    'À regarder / To look at',
    warnings,
    (one) => `${one.path} : ${one.warnings.map((warning) => JSON.stringify(warning)).join(', ')}`,
  )
  if (summary.interrupted)
    console.log(
      '  Interrompu : relancez la même commande pour continuer. / Interrupted: run the same command to go on.',
    )
}

function list<T>(title: string, items: readonly T[], line: (item: T) => string): void {
  if (items.length === 0) return
  console.log(`\n  ${title} (${items.length})`)
  for (const item of items) console.log(`    ${line(item)}`)
}
