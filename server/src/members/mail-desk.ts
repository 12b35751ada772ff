import type { Member, MailLinkAnswer } from '@terreau/shared/api/people.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { Buckets } from '../http/buckets.ts'
import type { SignedIn } from '../http/caller.ts'
import type { Instant } from '../storage/tables.ts'
import type { Addresses } from './addresses.ts'
import type { Letter, Mailer } from './mailer.ts'
import type { MemberStore } from './member-store.ts'
import type { SecondNames } from './second-names.ts'

interface Around {
  readonly members: MemberStore
  readonly addresses: Addresses
  readonly secondNames: SecondNames
  /** Null where no mail server is set. */
  readonly mailer: Mailer | null
  readonly publicUrl: string
  readonly now: () => Instant
  /** A letter could not be handed over. */
  onUnsent(cause: unknown): void
}

const LETTERS = {
  enter: {
    fr: ['Entrer dans Terreau', 'Ce lien vous fait entrer, une fois, pendant quinze minutes :'],
    en: ['Come in to Terreau', 'This link lets you in, once, for fifteen minutes:'],
  },
  confirm: {
    fr: ['Confirmer votre adresse pour Terreau', 'Ce lien confirme votre adresse, une fois, pendant quinze minutes :'],
    en: ['Confirm your address for Terreau', 'This link confirms your address, once, for fifteen minutes:'],
  },
} as const satisfies Record<string, Record<Lang, readonly [string, string]>>

const IGNORE: Record<Lang, string> = {
  fr: 'Vous n’avez rien demandé ? Ignorez ce message : sans ce lien, personne n’entre.',
  en: 'You asked for nothing? Ignore this message: without this link, nobody comes in.',
}

/** Coming back by a link sent to one's address. What is answered is the same whether an address is known or not. */
export class MailDesk {
  readonly #around: Around
  /** Three letters to an address, then one each ten minutes. */
  readonly #letters: Buckets<string>

  constructor(around: Around) {
    this.#around = around
    this.#letters = new Buckets(3, 1 / 600, around.now)
  }

  /** How often each address was written to lately. */
  get letters(): Buckets<string> {
    return this.#letters
  }

  get sends(): boolean {
    return this.#around.mailer !== null
  }

  /** Sends a link to come in, where the address leads to somebody; neither the answer nor its time tells. */
  askToEnter(written: string, lang: Lang): void {
    const address = this.#admitted(written)
    void this.#sendToEnter(address, lang).catch((cause: unknown) => this.#around.onUnsent(cause))
  }

  /** Sends a link that adds the address to those of the member who asks. */
  askToAdd(written: string, asker: MemberId, lang: Lang): void {
    const address = this.#admitted(written)
    void this.#send('confirm', { address, asker }, lang).catch((cause: unknown) => this.#around.onUnsent(cause))
  }

  /** Whom a link lets in, or which address it adds. */
  async look(secret: string): Promise<MailLinkAnswer> {
    const link = await this.#around.addresses.look(secret)
    const id = link && (link.asker ?? (await this.#around.addresses.memberAt(link.address)))
    const member = id && (await this.#around.members.byId(id))
    if (!link || !member) throw new Refusal('mail.unknown-link')
    return { does: link.asker ? 'add' : 'enter', name: member.name, ...(link.asker && { address: link.address }) }
  }

  /** Uses a link up, and answers who comes in by it; `caller` stands behind the request. */
  async use(secret: string, caller: SignedIn | null): Promise<Member> {
    const { addresses, members } = this.#around
    const seen = await addresses.look(secret)
    // An address is added by whoever asked for it alone: else a stranger could have theirs confirmed by its owner.
    if (seen?.asker && seen.asker !== caller?.member.id) throw new Refusal('mail.other-member')
    const link = await addresses.take(secret)
    if (!link) throw new Refusal('mail.unknown-link')
    if (link.asker && caller) await this.#add(link.address, caller)
    const id = await addresses.memberAt(link.address)
    const member = id && (await members.byId(id))
    if (!member) throw new Refusal('mail.unknown-link')
    return member
  }

  /** An address that leads to another member stays theirs; whoever opened a link sent there may be both. */
  async #add(address: string, { member, sessionId }: SignedIn): Promise<void> {
    await this.#around.addresses.add(address, member.id)
    const leadsTo = await this.#around.addresses.memberAt(address)
    if (leadsTo === member.id) return
    if (leadsTo) this.#around.secondNames.shown(sessionId, { other: leadsTo, proved: true })
    throw new Refusal('mail.taken')
  }

  #admitted(written: string): string {
    if (!this.sends) throw new Refusal('mail.not-set')
    const address = written.normalize('NFC').trim().toLowerCase()
    if (this.#letters.pour(address, 1) > 0) throw new Refusal('request.too-many')
    return address
  }

  async #sendToEnter(address: string, lang: Lang): Promise<void> {
    if (await this.#around.addresses.memberAt(address)) await this.#send('enter', { address, asker: null }, lang)
  }

  async #send(kind: keyof typeof LETTERS, link: { address: string; asker: MemberId | null }, lang: Lang) {
    const secret = await this.#around.addresses.link(link.address, link.asker)
    const [subject, says] = LETTERS[kind][lang]
    const text = `${says}\n\n${this.#around.publicUrl}/courriel/${secret}\n\n${IGNORE[lang]}\n`
    const letter: Letter = { to: link.address, subject, text }
    await this.#around.mailer?.send(letter)
  }
}
