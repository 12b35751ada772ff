import { sql } from 'kysely'
import { contentOf } from '@terreau/shared/document/yxml.ts'
import { identityOf } from '@terreau/shared/document/align-side.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { factsOf, handsIn, takersOfRemoved, type Known, type PassageFacts } from '@terreau/shared/provenance/hands.ts'
import type { Attribution } from '@terreau/shared/provenance/attribution.ts'
import { emptyPage } from '@terreau/shared/review/apply.ts'
import type { Difference, Hunk, Unit } from '@terreau/shared/review/hunk.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { hunksBetween, unitsOf } from '@terreau/shared/review/hunks.ts'
import { personBehind } from '../members/person-behind.ts'
import { IDLE, type Contributions } from '../provenance/contributions.ts'
import type { Attributions } from '../provenance/attributions.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { ValidatedPassage, Version, VersionStore } from '../versions/version-store.ts'

/** So many pages stay at hand. */
const AT_HAND = 40

/** A hunk, and the numbers of the contributions that had a hand in it. */
export interface SignedHunk {
  readonly hunk: Hunk
  readonly contributions: ReadonlySet<number>
}

/** What peers look at: a page as of its last closed contribution, beside its validated version. */
export interface FrozenPage {
  /** The last update in it; 0 where nothing was closed yet. */
  readonly seq: number
  readonly version: Version | null
  readonly difference: Difference
  readonly hunks: readonly SignedHunk[]
  /** Of every passage in a hunk, as it stands now, by `placeOf`. */
  readonly facts: ReadonlyMap<string, PassageFacts>
  /** Contributions that are still open and take words away that a hunk takes away too, by the hunk's key. */
  readonly takenNow?: ReadonlyMap<string, readonly number[]>
  /** Where each passage of the version stands in it, in their order. */
  readonly places: readonly string[]
}

/** What is kept of each passage of the version, by `placeOf`. */
export function validatedIn({ version, places }: FrozenPage): Map<string, ValidatedPassage> {
  return new Map((version?.passages ?? []).map((passage, at) => [places[at] ?? '', passage]))
}

/** A contribution, as far as reviews need to know of it. */
export interface Contributed {
  readonly number: number
  readonly last: number
  readonly person: MemberId
  readonly name: string
  readonly at: Instant
  readonly message: string | null
  readonly open: boolean
  /** It put back what others wrote. */
  readonly restoring: boolean
  /** Its words are out of sight. */
  readonly hidden: boolean
}

/** Where a unit stands, within one state of its page. */
export function placeOf({ field, path }: Pick<Unit, 'field' | 'path'>): string {
  return `${field ?? ''} ${path.join('.')}`
}

/** Pages as they are put before peers. Live writing goes on meanwhile, and changes nothing here (D16). */
export class FrozenPages {
  readonly #db: Db
  readonly #attributions: Attributions
  readonly #contributions: Contributions
  readonly #versions: VersionStore
  readonly #now: () => Instant
  readonly #atHand = new Map<string, FrozenPage>()

  constructor(
    db: Db,
    attributions: Attributions,
    contributions: Contributions,
    versions: VersionStore,
    now: () => Instant,
  ) {
    this.#db = db
    this.#attributions = attributions
    this.#contributions = contributions
    this.#versions = versions
    this.#now = now
  }

  /** Since its newest version, or since the one of this number. */
  async of(page: { id: PageId; type: PageTypeKey }, since?: number): Promise<FrozenPage> {
    const version = await (since === undefined ? this.#versions.newest(page.id) : this.#numbered(page.id, since))
    const all = await this.contributionsOf(page.id)
    // What is out of sight may have been taken away by what is still open.
    const silent = [...all.values()].some(({ hidden }) => hidden)
    const seq = Math.max(0, ...[...all.values()].flatMap(({ open, last }) => (open && !silent ? [] : [last])))
    const restoring = [...all].flatMap(([number, one]) => (one.restoring ? [number] : []))
    const key = [page.id, seq, version?.number ?? 0, version?.without.join(), restoring.join()].join(' ')
    const known = this.#atHand.get(key)
    const frozen =
      known ??
      (await this.#attributions.readAt(page.id, seq, (attribution) =>
        signed(page.type, attribution, { seq, version }, all),
      ))
    if (!known) this.#keep(key, frozen)
    return { ...frozen, version, takenNow: await this.#takenNow(page.id, frozen, all) }
  }

  /** Whose open contributions take away, elsewhere on the page, words that hunks take away: by the key of each. */
  async #takenNow(
    page: PageId,
    { hunks }: FrozenPage,
    all: ReadonlyMap<number, Contributed>,
  ): Promise<NonNullable<FrozenPage['takenNow']>> {
    const open = new Set([...all].flatMap(([number, one]) => (one.open ? [number] : [])))
    const taking = hunks.filter(({ hunk }) => hunk.before.some(({ field }) => field === undefined))
    if (open.size === 0 || taking.length === 0) return new Map()
    return this.#attributions.read(page, (attribution) => {
      const takers = ({ hunk }: SignedHunk) => takersOfRemoved(hunk, attribution).filter((number) => open.has(number))
      return new Map(taking.map((one) => [one.hunk.key, takers(one)]))
    })
  }

  async #numbered(page: PageId, number: number): Promise<Version> {
    const version = await this.#versions.numbered(page, number)
    if (!version) throw new Refusal('page.no-such-version')
    return version
  }

  /** What changed between a page's validated version and the page as it is being written, signed. */
  async live(page: { id: PageId; type: PageTypeKey }, version: Version): Promise<FrozenPage> {
    const all = await this.contributionsOf(page.id)
    return this.#attributions.read(page.id, (attribution, seq) => signed(page.type, attribution, { seq, version }, all))
  }

  /** The contributions of a page, by their numbers. */
  async contributionsOf(page: PageId): Promise<Map<number, Contributed>> {
    await this.#contributions.flush().catch(() => {})
    return this.#told(sql`contribution.page_id = ${page}`)
  }

  /** Contributions by their numbers, wherever they were written. */
  async numbered(numbers: readonly number[]): Promise<Map<number, Contributed>> {
    return this.#told(sql`contribution.first_seq IN ${among(numbers)}`)
  }

  async #told(where: ReturnType<typeof sql>): Promise<Map<number, Contributed>> {
    const rows = await this.#db
      .selectFrom('contribution')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('contribution.member_id')))
      .select(['first_seq as number', 'last_seq as last', 'member.id as person', 'member.name', 'member.kind'])
      .select(['last_at', 'closed_at', 'message', 'hidden_at', 'restores', 'undoes'])
      .where(sql<boolean>`${where}`)
      .orderBy('first_seq')
      .execute()
    const idle = this.#now() - IDLE
    return new Map(
      rows.map(({ last_at, closed_at, kind, message, hidden_at, restores, undoes, ...row }) => {
        const open = closed_at === null && last_at > idle && kind === 'person'
        const restoring = restores !== null || undoes !== null
        return [
          row.number,
          {
            ...row,
            at: last_at,
            message: hidden_at === null ? message : null,
            hidden: hidden_at !== null,
            open,
            restoring,
          },
        ]
      }),
    )
  }

  #keep(key: string, frozen: FrozenPage): void {
    this.#atHand.set(key, frozen)
    const [oldest] = this.#atHand.keys()
    if (oldest !== undefined && this.#atHand.size > AT_HAND) this.#atHand.delete(oldest)
  }
}

function signed(
  type: PageTypeKey,
  attribution: Attribution,
  { seq, version }: Pick<FrozenPage, 'seq' | 'version'>,
  contributions: ReadonlyMap<number, Contributed>,
): FrozenPage {
  const before = version ? { type, fields: version.fields, body: version.body } : emptyPage(type)
  const after = contentOf(type, attribution.doc)
  const places = version ? unitsOf(before).map(placeOf) : []
  const isLaterThan = (last: number) => (number: number) => (contributions.get(number)?.last ?? Infinity) > last
  const known = new Map(
    (version?.passages ?? []).map((passage, at): [string, Known] => [
      places[at] ?? '',
      { facts: passage, isLater: isLaterThan(passage.seq) },
    ]),
  )
  const difference = hunksBetween(before, after)
  const restoring = new Set([...contributions].flatMap(([number, one]) => (one.restoring ? [number] : [])))
  const page = { attribution, body: after.body, restoring }
  const facts = difference.hunks.flatMap((hunk) =>
    hunk.after.map((unit) => [placeOf(unit), factsOf(unit, page)] as const),
  )
  const equal = Map.groupBy(unitsOf(after), identityOf)
  const isLater = isLaterThan(version?.seq ?? 0)
  // Of equal passages nobody can tell which is the new one.
  const twinsOf = (unit: Unit) => (equal.get(identityOf(unit)) ?? []).flatMap((one) => factsOf(one, page).wrote)
  const hunks = difference.hunks.map((hunk) => {
    const passages = hunk.before.flatMap((unit) => known.get(placeOf(unit)) ?? [])
    const contributions = handsIn(hunk, passages, page)
    if (hunk.before.length === 0)
      for (const one of hunk.after.flatMap(twinsOf)) if (isLater(one)) contributions.add(one)
    return { hunk, contributions }
  })
  return { seq, version, difference, hunks, facts: new Map(facts), places }
}
