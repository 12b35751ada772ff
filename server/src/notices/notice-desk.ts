import type { Followed, Following, MailWish, NoticeList } from '@terreau/shared/api/notices.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import type { PageId, PageRef, TerritoryId } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { PAGE_TYPE_KEYS } from '@terreau/shared/page-types/registry.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Addresses } from '../members/addresses.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { TerritoryDesk } from '../territories/territory-desk.ts'
import type { FollowingStore } from './following-store.ts'
import type { LetterWishes } from './letter-wishes.ts'
import type { Cursor, NoticeStore } from './notice-store.ts'

interface Parts {
  readonly notices: NoticeStore
  readonly following: FollowingStore
  readonly wishes: LetterWishes
  readonly pages: PageStore
  readonly territories: TerritoryDesk
  readonly addresses: Addresses
}

/** What one follows, what one was told, and whether letters say so too. All of it is one's own to see. */
export class NoticeDesk {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async following(by: Member): Promise<Following> {
    const { following, pages, territories } = this.#parts
    const rows = await following.of(by.id)
    const ids = (kind: Followed['kind']) => rows.flatMap((row) => (row.kind === kind ? row.id : []))
    const followed = await territories.withInside(ids('territory'), by)
    return {
      pages: await pages.names(ids('page') as PageId[], by),
      territories: followed.map(({ territory, inside }) => ({ ...nameOf(territory), inside: inside.map(nameOf) })),
      types: PAGE_TYPE_KEYS.filter((key) => ids('type').includes(key)),
    }
  }

  /** One follows what one may know of. */
  async follow(what: Followed, by: Member): Promise<void> {
    await this.#parts.following.follow(by.id, { ...what, id: await this.#idOf(what, by) })
  }

  /** Whatever it is, and whether one followed it or not, one does not any more. */
  async leave({ kind, id }: Followed, by: Member): Promise<void> {
    const page = kind === 'page' ? await this.#parts.pages.find(id as PageRef, by) : null
    await this.#parts.following.leave(by.id, { kind, id: page?.id ?? id })
  }

  async list(by: Member, sendsMail: boolean, before?: string): Promise<NoticeList> {
    const { notices, wishes, addresses } = this.#parts
    const possible = sendsMail && (await addresses.ofMember(by.id)).length > 0
    const mail = { wish: await wishes.of(by.id), possible }
    return { ...(await notices.list(by, before === undefined ? undefined : cursorIn(before))), mail }
  }

  /** Whether something happened that they have not read of. */
  async hasNews(member: Member): Promise<boolean> {
    return (await this.#parts.notices.unread(member, 0, 1)).length > 0
  }

  async read(upto: string, by: Member): Promise<void> {
    await this.#parts.notices.read(by.id, Date.parse(upto))
  }

  async wish(mail: MailWish, lang: Lang, by: Member): Promise<void> {
    await this.#parts.wishes.set(by.id, mail, lang)
  }

  /** Stops the letters in one of which this token stood; whoever has it need not come in. */
  async stop(token: string): Promise<void> {
    if (!(await this.#parts.wishes.stop(token))) throw new Refusal('letters.unknown-link')
  }

  async #idOf({ kind, id }: Followed, by: Member): Promise<string> {
    if (kind === 'territory') return (await this.#parts.territories.one(id as TerritoryId, by)).id
    if (kind === 'type') {
      if (!PAGE_TYPE_KEYS.some((key) => key === id)) throw new Refusal('request.malformed', { where: 'id' })
      return id
    }
    const page = await this.#parts.pages.known(id as PageRef, by)
    return page.id
  }
}

function nameOf({ id, name }: Territory): { id: TerritoryId; name: string } {
  return { id, name }
}

function cursorIn(before: string): Cursor {
  const [, at, id] = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(before) ?? []
  if (at === undefined || id === undefined) throw new Refusal('request.malformed', { where: 'before' })
  return { at: Number(at), id }
}
