import type { PageId } from '@terreau/shared/ids.ts'
import { gazetteer } from '../communes/gazetteer.ts'
import { importPlaces, type PlacesSummary } from '../transfer/import-places.ts'
import type { ToldKind } from '../transfer/incoming-place.ts'
import type { ReadPlaces } from '../transfer/read-places.ts'
import { WikiWriter } from '../transfer/wiki-writer.ts'
import type { Wiki } from '../wiki.ts'
import { list } from './import-report.ts'
import { showProgress } from './progress.ts'

interface Asked {
  /** Says what it would do, and does nothing. */
  readonly dryRun?: boolean | undefined
  /** Brings in what looks like a place that is here, too. */
  readonly doublesToo?: boolean | undefined
}

/** Brings the places of a file, or says what that would do, and reports. */
export async function importPlacesFile(
  wiki: Wiki,
  path: string,
  read: ReadPlaces,
  { dryRun = false, doublesToo = false }: Asked,
  signal: AbortSignal,
): Promise<void> {
  const author = await wiki.members.standIn('import', 'Import')
  const began = performance.now()
  const target = {
    writer: new WikiWriter(wiki, author.id),
    here: await placesHere(wiki),
    communes: await gazetteer(),
    dryRun,
    doublesToo,
  }
  const summary = await importPlaces(path, read, target, { signal, onStep: showProgress })
  report(summary, { dryRun, doublesToo }, performance.now() - began)
}

async function placesHere({
  store,
}: Wiki): Promise<{ id: PageId; title: string; position: { lat: number; lon: number } }[]> {
  const rows = await store.db
    .selectFrom('page_facts')
    .innerJoin('page', 'page.id', 'page_facts.page_id')
    .select(['page.id', 'title', 'lat', 'lon'])
    .where('page.type', '=', 'place')
    .where('archived_at', 'is', null)
    .execute()
  return rows.flatMap(({ id, title, lat, lon }) =>
    lat === null || lon === null ? [] : [{ id, title, position: { lat, lon } }],
  )
}

const SAYS: Readonly<Record<ToldKind, string>> = {
  'axes-swapped': 'latitude et longitude échangées, remises à l’endroit / axes swapped, put right',
  'position-outside': 'position hors de France, laissée / position outside France, left out',
  'code-of-part': 'code d’un arrondissement ou d’une commune déléguée / code of a part of a commune',
  'code-given-up': 'code abandonné / code that was given up',
  'code-by-name':
    'code absent ou faux, trouvé par le nom et le code postal / no or wrong code, found by name and postcode',
  'code-unknown': 'commune inconnue / unknown commune',
  'hours-proposed': 'horaires réécrits, à confirmer / hours rewritten, to be confirmed',
  'hours-unreadable': 'horaires illisibles, laissés / unreadable hours, left out',
  'left-out': 'ne convient pas, laissé / does not fit, left out',
}

function report(
  { created, unchanged, kept, refused, merges, told, contacts, interrupted }: PlacesSummary,
  { dryRun, doublesToo }: Asked,
  ms: number,
): void {
  const would = dryRun ? 'seraient créés / would be created' : 'créés / created'
  console.log(
    `\n  ${created} ${would} · ${unchanged} inchangés / unchanged · ${merges.length} à rapprocher / to be merged · ${refused.length} refusés / refused · ${(ms / 1000).toFixed(1)} s`,
  )
  if (contacts.length > 0)
    console.log(`\n  Colonnes de personnes, laissées / Columns about people, left out : ${contacts.join(', ')}`)
  const doubles = doublesToo
    ? 'À rapprocher dans /doublons / To be merged in /doublons'
    : 'À rapprocher, laissés : --doubles les fait venir / To be merged, left out: --doubles brings them in'
  list(doubles, merges, ({ row, of, metres }) => `${row} = ${of} (${metres} m)`)
  for (const [kind, says] of Object.entries(SAYS) as [ToldKind, string][]) {
    const rows = told.flatMap((one) =>
      one.told.filter(({ what }) => what === kind).map(({ value }) => ({ row: one.row, value })),
    )
    list(says, rows, ({ row, value }) => `${row} : ${value}`)
  }
  list('Laissés comme ici / Kept as they are here', kept, ({ row, why }) => `${row} (${why})`)
  list('Refusés / Refused', refused, ({ row, why }) => `${row} : ${why}`)
  if (interrupted)
    console.log(
      '  Interrompu : relancez la même commande pour continuer. / Interrupted: run the same command to go on.',
    )
}
