import type { Apart, DoubleList, DoublePage, Merge } from '@terreau/shared/api/doubles.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { may, mayKnow } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { leadElsewhere } from '../pages/merged-pages.ts'
import { nameOf, type PageRow, type PageStore } from '../pages/page-store.ts'
import type { LivePages } from '../pages/page-writer.ts'
import type { Projector } from '../projections/projector.ts'
import type { Instant } from '../storage/tables.ts'
import type { DoubleStore, NearPair } from './double-store.ts'
import { lackingValues } from './lacking-values.ts'

const [MOST, MOST_DONE] = [100, 50]

export interface DoubleParts {
  readonly store: DoubleStore
  readonly pages: PageStore
  readonly live: LivePages
  readonly projector: Projector
  readonly ledger: Ledger
  readonly now: () => Instant
}

type Looked = Awaited<ReturnType<DoubleStore['rows']>>

/** Two pages of one place become one, by somebody who looked at both. */
export class DoubleDesk {
  readonly #parts: DoubleParts

  constructor(parts: DoubleParts) {
    this.#parts = parts
  }

  /** Pairs, those that were said to be two, and merged pages, as far as the caller may see both pages. */
  async list(caller: Member | null): Promise<DoubleList> {
    const { store } = this.#parts
    const { perhaps, apart } = await store.pairs(caller)
    const named = perhaps.slice(0, MOST)
    const merged = await store.merged(MOST_DONE)
    const looked = await store.rows([
      ...[...named, ...apart].flatMap(({ one, other }) => [one, other]),
      ...merged.flatMap(({ page, into }) => [page, into]),
    ])
    return {
      doubles: named.flatMap((pair) => this.#double(pair, looked, caller) ?? []),
      total: perhaps.length,
      apart: apart.flatMap((pair) => this.#apart(pair, looked, caller)).slice(0, MOST_DONE),
      merged: merged.flatMap(({ page, into }) => this.#merged(looked.get(page)?.row, looked.get(into)?.row, caller)),
    }
  }

  /**
   * Keeps one page and archives the other, which leads to it from then on. The values first, as an edit of the caller's:
   * a wiki that ends in between proposes the pair again, and nothing is lost.
   */
  async merge({ keep, other }: Merge, by: Member): Promise<PageName> {
    const { live, projector, ledger, pages, now } = this.#parts
    const [kept, gone] = [await pages.known(keep, by), await pages.known(other, by)]
    if (!may(by, 'page.archive', pages.placeOf(gone))) throw new Refusal('member.not-allowed')
    refuseNoPair(kept, gone)
    if (!this.#mayKeep(kept, gone, by)) throw new Refusal('member.not-allowed')
    const { fields } = await live.read(gone.id)
    const lacking = Object.entries(lackingValues((await live.read(kept.id)).fields, fields))
    if (lacking.length > 0) {
      await live.write(kept.id, by.id, (doc) => {
        const values = fieldsOfDoc(doc)
        for (const [key, value] of lacking) values.set(key, value)
      })
      await projector.project(kept.id)
    }
    const act = { kind: 'page.merged', by: by.id, page: gone.id, says: { into: kept.id } } as const
    await ledger.enter(act, async (tx) => {
      await pages.archive(tx, gone.id, true)
      await leadElsewhere(tx, gone.id, kept.id, now())
    })
    live.rightsChanged()
    return nameOf(kept)
  }

  /** Says that two pages are of two places: they are not shown together again. */
  async part({ one, other }: Apart, by: Member): Promise<void> {
    await this.#refuseToPart([one, other], by)
    await this.#parts.store.part([one, other])
  }

  /** Takes back that they are of two places. */
  async unpart({ one, other }: Apart, by: Member): Promise<void> {
    await this.#refuseToPart([one, other], by)
    await this.#parts.store.unpart([one, other])
  }

  async #refuseToPart([one, other]: readonly [PageId, PageId], by: Member): Promise<void> {
    const { pages } = this.#parts
    const [first, second] = [await pages.known(one, by), await pages.known(other, by)]
    if (!this.#mayPart([first, second], by)) throw new Refusal('member.not-allowed')
    refuseNoPair(first, second)
  }

  #double(
    { one, other, metres }: NearPair,
    looked: Looked,
    caller: Member | null,
  ): DoubleList['doubles'][number] | null {
    const [a, b] = [looked.get(one), looked.get(other)]
    if (!a || !b) return null
    const shown = ({ row, fields }: typeof a, instead: typeof a): DoublePage => ({
      page: nameOf(row),
      address: typeof fields.address === 'string' ? fields.address : null,
      updatedAt: new Date(row.updated_at).toISOString(),
      lacks: Object.keys(lackingValues(fields, instead.fields)),
      mayKeep: this.#mayKeep(row, instead.row, caller),
    })
    return { metres, pages: [shown(a, b), shown(b, a)], mayPart: this.#mayPart([a.row, b.row], caller) }
  }

  #apart({ one, other }: NearPair, looked: Looked, caller: Member | null): DoubleList['apart'] {
    const [a, b] = [looked.get(one)?.row, looked.get(other)?.row]
    return a && b && this.#mayPart([a, b], caller) ? [[nameOf(a), nameOf(b)]] : []
  }

  #merged(page: PageRow | undefined, into: PageRow | undefined, caller: Member | null): DoubleList['merged'] {
    const { pages } = this.#parts
    if (!page || !into || [page, into].some((row) => !isListed(row, caller))) return []
    return [{ page: nameOf(page), into: nameOf(into), mayPart: may(caller, 'page.archive', pages.placeOf(page)) }]
  }

  #mayKeep(kept: PageRow, gone: PageRow, by: Member | null): boolean {
    const { pages } = this.#parts
    return may(by, 'page.write', pages.placeOf(kept)) && may(by, 'page.archive', pages.placeOf(gone))
  }

  #mayPart(pair: readonly PageRow[], by: Member | null): boolean {
    return pair.some((row) => may(by, 'page.archive', this.#parts.pages.placeOf(row)))
  }
}

function refuseNoPair(one: PageRow, other: PageRow): void {
  if (one.id === other.id || [one, other].some(({ type, archived_at }) => type !== 'place' || archived_at !== null))
    throw new Refusal('double.unknown')
}

/** As `listed`, for one row: nobody is told of what is unlisted elsewhere. */
function isListed({ territory_id, reach }: PageRow, caller: Member | null): boolean {
  return mayKnow(caller, { territory: territory_id, reach: reach === 'unlisted' ? 'private' : reach })
}
