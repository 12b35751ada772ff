import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredImage } from '@terreau/shared/api/pages.ts'
import type { FileHash, MemberId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { readable } from '../members/readable.ts'
import { newId } from '../storage/new-id.ts'
import type { Store } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { redraw } from './redraw.ts'

/** So long a picture may take to reach its page: whoever writes there sees it before it counts as standing on it. */
const ON_ITS_WAY = 3600 * 1000

type Reader = Roles & { readonly id: MemberId }

/** A file as it is served: never the bytes that were sent, always our own encoding. */
export interface ServedFile {
  readonly mime: string
  readonly bytes: Buffer
  /** Shown on a page that everyone may know of. */
  readonly isPublic: boolean
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
    const { data, info } = await redraw(sent)
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

  /** A file that stands on a page this person may know of; one that stands on none is its owner's, and at first for members. */
  async read(hash: FileHash, person: Reader | null): Promise<ServedFile | null> {
    const file = this.#store.db.selectFrom('file').select(['mime', 'added_by', 'added_at']).where('hash', '=', hash)
    const row = await file.executeTakeFirst()
    const shown = row ? await this.#shown(hash, row, person) : 'to nobody'
    if (!row || shown === 'to nobody') return null
    return { mime: row.mime, bytes: await readFile(this.#path(hash)), isPublic: shown === 'to everyone' }
  }

  async #shown(
    hash: FileHash,
    file: { readonly added_by: MemberId; readonly added_at: Instant },
    person: Reader | null,
  ): Promise<'to everyone' | 'to some' | 'to nobody'> {
    const pages = await this.#store.db
      .selectFrom('page_file')
      .innerJoin('page', 'page.id', 'page_file.page_id')
      .select(['page.reach', readable(person).as('known')])
      .where('hash', '=', hash)
      .execute()
    if (pages.some(({ reach }) => reach !== 'private')) return 'to everyone'
    const isNew = file.added_at > this.#now() - ON_ITS_WAY
    const isLoose = person?.id === file.added_by || (isNew && person !== null && person.role !== 'visitor')
    const mayKnow = pages.length === 0 ? isLoose : pages.some(({ known }) => known)
    return mayKnow ? 'to some' : 'to nobody'
  }

  /** Whole or not at all: a file appears under its name once all its bytes are there. */
  async #keep(hash: FileHash, data: Buffer): Promise<void> {
    const path = this.#path(hash)
    await mkdir(join(path, '..'), { recursive: true })
    // Twice the same picture at once: each has its own part.
    const part = `${path}.${newId()}.part`
    await writeFile(part, data, { flush: true })
    await rename(part, path)
  }

  #path(hash: FileHash): string {
    return FileStore.pathOf(this.#store.folder, hash)
  }

  /** Where a wiki's folder keeps a file. */
  static pathOf(folder: string, hash: FileHash): string {
    return join(folder, 'files', hash.slice(0, 2), hash)
  }
}
