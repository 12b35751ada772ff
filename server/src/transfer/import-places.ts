import { basename } from 'node:path'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Position } from '@terreau/shared/travel/distance.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Gazetteer } from '../communes/gazetteer.ts'
import { NearDoubles } from '../directory/near-doubles.ts'
import type { ImportWatch } from './import-guides.ts'
import { hashOfText, idOfImport } from './import-key.ts'
import { incomingPlace, type IncomingPlace, type Told } from './incoming-place.ts'
import type { IncomingPage, PageWriter } from './page-writer.ts'
import type { ReadPlaces } from './read-places.ts'

/** What a run did, or would do, row by row where there is something to say. */
export interface PlacesSummary {
  readonly created: number
  readonly unchanged: number
  /** Left as they are here: written in since, or told otherwise in the file than when they came. */
  readonly kept: { row: string; why: 'changed-here' | 'changed-there' }[]
  readonly refused: { row: string; why: string }[]
  /** Rows that look like a place that is here, or that came before: somebody decides whether they are one. */
  readonly merges: { row: string; of: string; metres: number }[]
  readonly told: { row: string; told: readonly Told[] }[]
  readonly contacts: readonly string[]
  readonly interrupted: boolean
}

export interface PlacesTarget {
  readonly writer: PageWriter
  /** Places that are here already, with where they are. */
  readonly here: readonly { readonly title: string; readonly position: Position; readonly id: PageId }[]
  readonly communes: Gazetteer
  /** Brings in what looks like a place that is here, for people to merge; else it is told alone. */
  readonly doublesToo?: boolean
  /** Writes nothing, and tells all the same. */
  readonly dryRun: boolean
}

type Counts = { -readonly [Key in keyof PlacesSummary]: PlacesSummary[Key] }

/** Brings the places of a file into the wiki, each citing the file. A second run changes nothing. */
export async function importPlaces(
  path: string,
  { places, contacts }: ReadPlaces,
  target: PlacesTarget,
  watch: ImportWatch = {},
): Promise<PlacesSummary> {
  const counts: Counts = {
    created: 0,
    unchanged: 0,
    kept: [],
    refused: [],
    merges: [],
    told: [],
    contacts,
    interrupted: false,
  }
  const run = new PlacesRun(sourceOf(path), target, counts)
  for (const [index, raw] of places.entries()) {
    if (watch.signal?.aborted) return { ...counts, interrupted: true }
    const row = `${raw.key} ${raw.name}`.trim()
    const place = incomingPlace(raw, target.communes)
    if (place) await run.take(row, raw.key, place)
    else counts.refused.push({ row, why: 'no-name' })
    watch.onStep?.(index + 1, places.length, raw.name)
  }
  return counts
}

class PlacesRun {
  readonly #source: IncomingPage
  readonly #target: PlacesTarget
  readonly #counts: Counts
  readonly #doubles = new NearDoubles<PlacesTarget['here'][number]>()
  readonly #here: ReadonlySet<PageId>

  constructor(source: IncomingPage, target: PlacesTarget, counts: Counts) {
    this.#source = source
    this.#target = target
    this.#counts = counts
    this.#here = new Set(target.here.map(({ id }) => id))
    for (const place of target.here) this.#doubles.add(place)
  }

  async take(row: string, key: string, place: IncomingPlace): Promise<void> {
    if (place.told.length > 0) this.#counts.told.push({ row, told: place.told })
    const page = this.#page(key, place)
    const known = await this.#target.writer.find(page.importKey)
    const named = place.position && { title: place.title, position: place.position }
    // A page that an earlier run wrote, or left half made, is no double of itself.
    const [double] = named && !known && !this.#here.has(page.id) ? this.#doubles.find(named) : []
    if (double) this.#counts.merges.push({ row, of: double.of.title, metres: double.metres })
    if (double && !this.#target.doublesToo) return
    if (known) this.#compare(row, known.hash === page.hash, known.changedHere)
    else if (await this.#create(row, page)) this.#counts.created += 1
    if (named) this.#doubles.add({ ...named, id: page.id })
  }

  #page(key: string, { title, fields, body }: IncomingPlace): IncomingPage {
    const importKey = `${this.#source.importKey}:${key}`
    const hash = hashOfText(JSON.stringify([fields, body]))
    const cited = { ...fields, sources: [this.#source.id] }
    return { id: idOfImport(importKey), type: 'place', title, lang: 'fr', fields: cited, body, importKey, hash }
  }

  /** The source comes with the first of its places. */
  async #create(row: string, page: IncomingPage): Promise<boolean> {
    const { writer, dryRun } = this.#target
    if (dryRun) return true
    try {
      if (!(await writer.find(this.#source.importKey))) await writer.create(this.#source)
      await writer.create(page)
      return true
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      this.#counts.refused.push({ row, why: cause.code })
      return false
    }
  }

  #compare(row: string, sameRow: boolean, changedHere: boolean): void {
    if (changedHere) this.#counts.kept.push({ row, why: 'changed-here' })
    else if (sameRow) this.#counts.unchanged += 1
    else this.#counts.kept.push({ row, why: 'changed-there' })
  }
}

/** The page of type source that all places of a file cite; its licence is for somebody to say. */
function sourceOf(path: string): IncomingPage {
  const name = basename(path).normalize('NFC')
  const importKey = `places:${name}`
  const title = `Fichier de lieux « ${name} »`.slice(0, 120)
  const summary = `Le fichier « ${name} », d’où viennent les lieux qui le citent.`.slice(0, 280)
  const fields = { title, summary, kind: 'dataset', source_licence: 'unknown' }
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: summary }] }] }
  return {
    id: idOfImport(importKey),
    type: 'source',
    title,
    lang: 'fr',
    fields,
    body,
    importKey,
    hash: hashOfText(name),
  }
}
