import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** A file of an export. */
export interface Entry {
  readonly path: string
  readonly at: Date
  /** Opened once its turn has come. */
  open(): Readable
}

/**
 * A zip of these entries, made as it is read: one entry is taken after the other, and the next one only once the last
 * was taken away. Whoever stops reading stops it; what breaks an entry breaks the whole, which then has no end.
 */
export function zipped(entries: AsyncIterable<Entry>): Readable {
  const zip = new ZipFile()
  // yazl makes a PassThrough.
  const stream = zip.outputStream as Readable
  const gone = new AbortController()
  stream.once('close', () => gone.abort())
  zip.once('error', (cause: Error) => stream.destroy(cause))
  fill(zip, entries, gone.signal).catch((cause: Error) => stream.destroy(cause))
  return stream
}

async function fill(zip: ZipFile, entries: AsyncIterable<Entry>, signal: AbortSignal): Promise<void> {
  for await (const entry of entries) {
    if (signal.aborted) return
    const content = entry.open()
    zip.addReadStream(content, entry.path, { mtime: entry.at, mode: 0o100644 })
    try {
      await finished(content, { signal })
    } finally {
      content.destroy()
    }
  }
  zip.end()
}

export function textEntry(path: string, at: Date, text: string): Entry {
  return { path, at, open: () => Readable.from([Buffer.from(text)]) }
}
