import type { Happenings } from '../happenings/happenings.ts'
import type { Addresses } from '../members/addresses.ts'
import type { Mailer } from '../members/mailer.ts'
import type { MemberStore } from '../members/member-store.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { TerritoryDesk } from '../territories/territory-desk.ts'
import { EndedContributions } from './ended-contributions.ts'
import { FeedStore } from './feed-store.ts'
import { FollowingStore } from './following-store.ts'
import { LetterWishes } from './letter-wishes.ts'
import { Letters } from './letters.ts'
import { NoticeDesk } from './notice-desk.ts'
import { NoticeStore } from './notice-store.ts'
import { tellWhatHappens } from './telling.ts'

interface Parts {
  readonly db: Db
  readonly pages: PageStore
  readonly members: MemberStore
  readonly addresses: Addresses
  readonly territories: TerritoryDesk
  readonly happenings: Happenings
  readonly now: () => Instant
}

/** By which server letters go, and where their links lead. */
interface ByMail {
  readonly mailer: Mailer
  readonly publicUrl: string
  readonly onUnsent: (cause: unknown) => void
}

export interface Notices {
  readonly desk: NoticeDesk
  readonly feeds: FeedStore
  /** Looks for contributions that ended by themselves, once started. */
  readonly ended: EndedContributions
  letters(by: ByMail): Letters
}

/** Telling people what happens, from now on. */
export function openNotices({ db, pages, members, addresses, territories, happenings, now }: Parts): Notices {
  const [notices, wishes] = [new NoticeStore(db, now), new LetterWishes(db, now)]
  tellWhatHappens(happenings, notices)
  return {
    desk: new NoticeDesk({ notices, wishes, following: new FollowingStore(db, now), pages, territories, addresses }),
    feeds: new FeedStore(db, now),
    ended: new EndedContributions(db, happenings, now),
    letters: (by) => new Letters({ wishes, notices, now, memberById: (id) => members.byId(id), ...by }),
  }
}
