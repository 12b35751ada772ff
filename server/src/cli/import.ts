import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { PageId } from '@terreau/shared/ids.ts'
import { BadSetting, type Config } from '../config.ts'
import { DiskFull } from '../storage/disk.ts'
import { importGuides, type ImportSummary } from '../transfer/import-guides.ts'
import { bringMerge } from '../transfer/bring-merge.ts'
import type { ExportedMerge } from '../transfer/export-format.ts'
import { importExport, readExport } from '../transfer/import-export.ts'
import { readPlaces } from '../transfer/read-places.ts'
import { WikiWriter } from '../transfer/wiki-writer.ts'
import type { Wiki } from '../wiki.ts'
import { importPlacesFile } from './import-places.ts'
import { list } from './import-report.ts'
import { openForCommand } from './open.ts'
import { parsed } from './options.ts'
import { showProgress } from './progress.ts'
import { suggestStops } from './stops.ts'
import { untilInterrupted } from './until-interrupted.ts'

const PATH_EXPECTED = {
  fr: 'le chemin d’un dossier de guides, d’un export décompressé, ou d’un fichier de lieux (CSV, GeoJSON) qui existe',
  en: 'the path of a folder of guides, of an unpacked export, or of a file of places (CSV, GeoJSON) that exists',
}
const PLACES_EXPECTED = {
  fr: 'un tableau de lieux avec une colonne de noms, ou un GeoJSON',
  en: 'a table of places with a column of names, or a GeoJSON',
}
const FORMAT_EXPECTED = {
  fr: 'places, gtfs ou gbfs ; les deux derniers avec --near LIEU',
  en: 'places, gtfs or gbfs; the last two with --near PLACE',
}

const OPTIONS = {
  format: { type: 'string' },
  near: { type: 'string' },
  doubles: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const

/** Imports guides, an export that was unpacked, or places; or suggests stops near a place. Ctrl-C stops it between two; run again, it goes on from there. */
export async function importCommand(config: Config, args: string[]): Promise<void> {
  const { values, positionals } = parsed(args, () => parseArgs({ args, options: OPTIONS, allowPositionals: true }))
  const [path] = positionals
  if (!path || !existsSync(path)) throw new BadSetting(['import', path].join(' ').trim(), PATH_EXPECTED)
  const format = values.format ?? (/\.(?:csv|geojson|json)$/i.test(path) ? 'places' : 'guides')
  const suggests = format === 'gtfs' || format === 'gbfs'
  if (!['guides', 'places', 'gtfs', 'gbfs'].includes(format) || (suggests && !values.near))
    throw new BadSetting(`--format ${format}`, FORMAT_EXPECTED)
  const places = format === 'places' ? readPlaces(await readFile(path, 'utf8')) : null
  if (format === 'places' && !places) throw new BadSetting(path, PLACES_EXPECTED)
  const wiki = await openForCommand(config)
  try {
    if ((await wiki.disk.check()) === 'full') throw new DiskFull(config.folder)
    if (suggests) await suggestStops(wiki, path, format, values.near ?? '')
    else if (places)
      await importPlacesFile(
        wiki,
        path,
        places,
        { dryRun: values['dry-run'], doublesToo: values.doubles },
        untilInterrupted(),
      )
    else await importPages(wiki, path)
  } finally {
    await wiki.close()
  }
}

async function importPages(wiki: Wiki, path: string): Promise<void> {
  const signal = untilInterrupted()
  const author = await wiki.members.standIn('import', 'Import')
  const began = performance.now()
  const [writer, watch] = [new WikiWriter(wiki, author.id), { signal, onStep: showProgress }]
  const exported = await readExport(path)
  const isHere = async (id: PageId) => (await wiki.pages.byId(id)) !== null
  const merge = (one: ExportedMerge) => bringMerge(wiki, author.id, one)
  const summary = exported
    ? await importExport(path, exported, { writer, isHere, merge }, watch)
    : await importGuides(path, writer, watch)
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
