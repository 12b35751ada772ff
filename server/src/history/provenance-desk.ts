import { sourcesIn } from '@terreau/shared/document/named-pages.ts'
import { contentOf } from '@terreau/shared/document/yxml.ts'
import { passagesOf, type PassageContent } from '@terreau/shared/document/passages.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import type { PassageProvenance, Provenance, ProvenanceRun } from '@terreau/shared/api/history.ts'
import { stretchesOfPassage } from '@terreau/shared/provenance/attributed-text.ts'
import type { Attribution } from '@terreau/shared/provenance/attribution.ts'
import type { ContributionId, MemberId, PageId, PageRef } from '@terreau/shared/ids.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { personBehind } from '../members/person-behind.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Attributions } from '../provenance/attributions.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { standingPassages } from '../versions/passage-standing.ts'
import { validatedBy, type PeersStore } from '../versions/peers-store.ts'

/** A contribution as runs name it. */
interface Contributed {
  readonly id: ContributionId
  readonly first_seq: number
  readonly last_at: Instant
  readonly person: MemberId
  readonly name: string
  readonly page: PageId
}

/** Where the words of a page come from. */
export class ProvenanceDesk {
  readonly #db: Db
  readonly #pages: PageStore
  readonly #attributions: Attributions
  readonly #peers: PeersStore

  constructor(db: Db, pages: PageStore, attributions: Attributions, peers: PeersStore) {
    this.#db = db
    this.#pages = pages
    this.#attributions = attributions
    this.#peers = peers
  }

  /** Every passage of a page, and who wrote and placed each of its characters. */
  async ofPage(ref: PageRef, caller: Member | null): Promise<Provenance> {
    const page = await this.#pages.known(ref, caller)
    const { passages, seq } = await this.#attributions.read(page.id, (attribution, upto) => ({
      passages: told(page.type, attribution),
      seq: upto,
    }))
    const numbers = passages.flatMap(({ runs }) => runs.flatMap(({ origin, placedBy }) => [origin, placedBy]))
    const contributions = await this.#contributions([...new Set(numbers)])
    const people = Object.fromEntries(contributions.map(({ person, name }) => [person, name]))
    const elsewhere = contributions.flatMap((one) => (one.page === page.id ? [] : [one.page]))
    const signing = {
      byNumber: new Map(contributions.map((one) => [one.first_seq, one])),
      elsewhere: await this.#pages.namesById(elsewhere, caller),
    }
    const peers = await this.#peers.of(page.id)
    const standings = standingPassages(
      page.type,
      passages.map(({ passage }) => passage),
      peers,
    )
    const validated = await validatedBy(this.#db, standings, peers)
    return {
      passages: passages.map((one, at) => ({
        ...signed(one, signing),
        standing: standings[at]?.standing ?? 'to-review',
        verdicts: validated[at] ?? [],
      })),
      people,
      seq,
    }
  }

  async #contributions(numbers: readonly number[]): Promise<Contributed[]> {
    if (numbers.length === 0) return []
    return this.#db
      .selectFrom('contribution')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('contribution.member_id')))
      .select(['contribution.id', 'first_seq', 'last_at', 'member.id as person', 'member.name', 'page_id as page'])
      .where('first_seq', 'in', numbers)
      .execute()
  }
}

/** A passage with its runs by the numbers of contributions. */
interface Told {
  readonly passage: PassageContent
  readonly runs: readonly { readonly length: number; readonly origin: number; readonly placedBy: number }[]
  readonly sources: PassageProvenance['sources']
}

function told(type: PageTypeKey, attribution: Attribution): Told[] {
  const content = contentOf(type, attribution.doc)
  return passagesOf(content).map((passage) => ({
    passage,
    runs: stretchesOfPassage(passage, attribution, content.body).map(({ length, number }) => ({
      length,
      ...attribution.identity(number),
    })),
    sources: sourcesIn(nodeAt(content.body, passage)),
  }))
}

function nodeAt(body: BodyNode, { field, path }: PassageContent): BodyNode | undefined {
  return field === undefined ? path.reduce<BodyNode | undefined>((node, at) => node?.content?.[at], body) : undefined
}

/** What runs are signed with: contributions by their numbers, and the names of other pages that the caller may know of. */
interface Signing {
  readonly byNumber: ReadonlyMap<number, Contributed>
  readonly elsewhere: ReadonlyMap<PageId, PageName>
}

function signed(
  { passage, runs, sources }: Told,
  { byNumber, elsewhere }: Signing,
): Omit<PassageProvenance, 'standing' | 'verdicts'> {
  const { hash, kind, field, text, path } = passage
  let at = 0
  const signedRuns = runs.flatMap(({ length, origin, placedBy }): ProvenanceRun[] => {
    const [written, placed] = [byNumber.get(origin), byNumber.get(placedBy)]
    const from = at
    at += length
    if (!written || !placed) return []
    const { id, person, last_at } = written
    const when = new Date(last_at).toISOString()
    const page = elsewhere.get(written.page)
    return [
      { from, to: at, origin: person, placedBy: placed.person, contribution: id, at: when, ...(page && { page }) },
    ]
  })
  return {
    hash,
    kind,
    ...(field !== undefined && { field }),
    text,
    path: [...path],
    runs: signedRuns,
    sources,
  }
}
