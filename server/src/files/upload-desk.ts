import type { StoredImage } from '@terreau/shared/api/pages.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { FileStore } from './file-store.ts'
import { Turns } from './turns.ts'

/** Six times 20 MB is all that pictures on their way take of the memory. */
const AT_ONCE = 6
const OF_ONE_MEMBER = 2

/** Takes pictures in: so many at once that they fit the memory, and so few of one member that others have their turn. */
export class UploadDesk {
  readonly #files: FileStore
  readonly #turns = new Turns(AT_ONCE)
  readonly #underWay = new Map<MemberId, number>()

  constructor(files: FileStore) {
    this.#files = files
  }

  /** Reads nothing of a picture before its turn; whoever has two under way is asked to wait. */
  async receive(by: MemberId, read: () => Promise<Buffer>): Promise<StoredImage> {
    if ((this.#underWay.get(by) ?? 0) >= OF_ONE_MEMBER) throw new Refusal('request.too-many')
    this.#count(by, 1)
    try {
      return await this.#turns.take(async () => this.#files.addImage(await read(), by))
    } finally {
      this.#count(by, -1)
    }
  }

  #count(by: MemberId, more: number): void {
    const left = (this.#underWay.get(by) ?? 0) + more
    if (left > 0) this.#underWay.set(by, left)
    else this.#underWay.delete(by)
  }
}
