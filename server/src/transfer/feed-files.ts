import { createReadStream, existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { csvRowsOf } from './csv-rows.ts'
import type { GtfsFeed } from './stops-near.ts'

/** Bytes of one file of a feed, unpacked. */
const LARGEST = 2 * 1024 ** 3

/** Files in the zip of a feed; the specification names some thirty. */
const MOST_FILES = 500

/** Characters of one line; GTFS has none that comes near. */
const LONGEST_LINE = 100_000

/** A feed that is damaged, or larger than is read; the message names its file. */
export class UnreadableFeed extends Error {}

/** A feed on this disk, read as it streams: no file of it is ever in memory whole. */
export interface FeedFiles extends GtfsFeed {
  readonly has: (file: string) => boolean
  readonly close: () => void
}

/**
 * Opens a feed: a folder, or a zip whatever folder within holds it. Null for neither. `rows` throws `UnreadableFeed` for
 * a file of more than `largest` bytes unpacked, and for one that is damaged or unpacks to more than its zip states.
 */
export async function openFeed(path: string, largest = LARGEST): Promise<FeedFiles | null> {
  if ((await stat(path)).isDirectory()) return inFolder(path, largest)
  const zip = await openPromise(path, { autoClose: false }).catch(() => null)
  return zip && inZip(zip, largest)
}

function inFolder(folder: string, largest: number): FeedFiles {
  const pathOf = (file: string) => join(folder, file)
  return {
    has: (file) => existsSync(pathOf(file)),
    close: () => {},
    async *rows(file) {
      if (!existsSync(pathOf(file))) return
      refuseLarge(file, (await stat(pathOf(file))).size, largest)
      yield* rowsOf(createReadStream(pathOf(file)))
    },
  }
}

async function inZip(zip: ZipFile, largest: number): Promise<FeedFiles> {
  if (zip.entryCount > MOST_FILES) throw new UnreadableFeed(`${zip.entryCount} > ${MOST_FILES}`)
  const entries = new Map<string, Entry>()
  for await (const entry of heldTo('', zip.eachEntry()))
    if (!entry.fileName.startsWith('__MACOSX/')) entries.set(basename(entry.fileName), entry)
  return {
    has: (file) => entries.has(file),
    close: () => zip.close(),
    async *rows(file) {
      const entry = entries.get(file)
      if (!entry) return
      refuseLarge(file, entry.uncompressedSize, largest)
      yield* heldTo(file, rowsOf(await zip.openReadStreamPromise(entry)))
    },
  }
}

function refuseLarge(file: string, bytes: number, largest: number): void {
  if (bytes > largest) throw new UnreadableFeed(file)
}

async function* heldTo<T>(file: string, pieces: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pieces
  } catch (cause) {
    throw new UnreadableFeed(file, { cause })
  }
}

const rowsOf = (stream: Readable) => csvRowsOf(linesOf(stream.setEncoding('utf8')))

/** By the specification of GTFS, no cell holds a line break. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r?\n/)
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw new UnreadableFeed(rest.slice(0, 40))
    yield* lines
  }
  yield rest
}
