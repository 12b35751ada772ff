import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Metadata } from 'sharp'
import type { StoredImage } from '@terreau/shared/api/pages.ts'
import type { FileHash, MemberId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Store } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

const MAX_PIXELS = 40_000_000
const MAX_SIDE = 2000
const READ = new Set(['jpeg', 'png', 'webp', 'gif', 'heif'])

/** A file as it is served: never the bytes that were sent, always our own encoding. */
export interface ServedFile {
  readonly mime: string
  readonly bytes: Buffer
}

/** Pictures, named by the hash of their bytes. */
export class FileStore {
  readonly #store: Store
  readonly #now: () => Instant

  constructor(store: Store, now: () => Instant) {
    this.#store = store
    this.#now = now
  }

  /** Draws a picture anew as WebP, at most 2,000 pixels a side and without its metadata (place, camera, owner). */
  async addImage(sent: Buffer, by: MemberId): Promise<StoredImage> {
    const { data, info } = await redrawn(sent)
    const hash = createHash('sha256').update(data).digest('hex') as FileHash
    await this.#keep(hash, data)
    const row = {
      hash,
      mime: 'image/webp',
      width: info.width,
      height: info.height,
      size: data.length,
      added_by: by,
      added_at: this.#now(),
    }
    await this.#store.db
      .insertInto('file')
      .values(row)
      .onConflict((on) => on.doNothing())
      .execute()
    return { file: hash, width: info.width, height: info.height }
  }

  async read(hash: FileHash): Promise<ServedFile | null> {
    const row = await this.#store.db.selectFrom('file').select('mime').where('hash', '=', hash).executeTakeFirst()
    return row ? { mime: row.mime, bytes: await readFile(this.#path(hash)) } : null
  }

  /** Whole or not at all: a file appears under its name once all its bytes are there. */
  async #keep(hash: FileHash, data: Buffer): Promise<void> {
    const path = this.#path(hash)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(`${path}.part`, data, { flush: true })
    await rename(`${path}.part`, path)
  }

  #path(hash: FileHash): string {
    return join(this.#store.folder, 'files', hash.slice(0, 2), hash)
  }
}

async function redrawn(sent: Buffer): Promise<{ data: Buffer; info: { width: number; height: number } }> {
  const image = sharp(sent, { limitInputPixels: MAX_PIXELS, animated: false })
  const { format } = await image.metadata().catch((): Partial<Metadata> => ({}))
  if (!format || !READ.has(format)) throw new Refusal('file.not-an-image')
  const resized = image.rotate().resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
  return resized
    .webp({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw new Refusal('file.not-an-image')
    })
}
