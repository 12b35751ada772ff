import type { Member } from '@terreau/shared/api/people.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Mailer } from '../members/mailer.ts'
import type { Instant } from '../storage/tables.ts'
import { letterOf } from './letter-words.ts'
import type { Due, LetterWishes } from './letter-wishes.ts'
import type { NoticeStore } from './notice-store.ts'

const EVERY = 60_000
/** A letter tells of so many things; the rest stands on screen. */
const IN_ONE = 20

interface Parts {
  readonly wishes: LetterWishes
  readonly notices: NoticeStore
  readonly memberById: (id: MemberId) => Promise<Member | null>
  readonly mailer: Pick<Mailer, 'send'>
  readonly publicUrl: string
  readonly now: () => Instant
  /** A letter could not be handed over; it is tried again. */
  readonly onUnsent: (cause: unknown) => void
}

/** Letters that gather what happened, for whoever asked for them (D73). */
export class Letters {
  readonly #parts: Parts
  #timer: NodeJS.Timeout | null = null
  #sending: Promise<void> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): void {
    const again = () => void this.send().catch((cause: unknown) => this.#parts.onUnsent(cause))
    again()
    this.#timer = setInterval(again, EVERY).unref()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#sending?.catch(() => {})
  }

  /** Writes to everyone who may be written to now and has something to be told. */
  async send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null))
    return this.#sending
  }

  async #sendAll(): Promise<void> {
    for (const due of await this.#parts.wishes.due()) await this.#sendOne(due)
  }

  /** It counts as sent before it is, so that whatever breaks off nobody has two; what it told of, once it is. */
  async #sendOne(due: Due): Promise<void> {
    const { wishes, notices, memberById, mailer, publicUrl, now, onUnsent } = this.#parts
    const member = await memberById(due.member)
    const news = member ? await notices.unread(member, due.upto, IN_ONE) : []
    const [newest] = news
    if (!member || !newest) return
    const [at, upto] = [now(), Date.parse(newest.at)]
    await wishes.sent(due.member, { sentAt: at, upto: due.upto })
    try {
      await mailer.send(letterOf({ ...due, name: member.name, publicUrl }, news))
      await wishes.sent(due.member, { sentAt: at, upto })
    } catch (cause) {
      await wishes.sent(due.member, due)
      onUnsent(cause)
    }
  }
}
