import { licenceOf } from '@terreau/shared/page-types/licences.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { Provenance } from '@terreau/shared/api/history.ts'
import type { PageId, PageRef } from '@terreau/shared/ids.ts'
import { personBehind } from '../members/person-behind.ts'
import type { PageDesk } from '../pages/page-desk.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Db } from '../storage/store.ts'
import { provJson, type ProvAgent, type ProvContribution, type ProvJson } from './prov-json.ts'
import type { ProvenanceDesk } from './provenance-desk.ts'

interface ProvParts {
  readonly db: Db
  readonly desk: PageDesk
  readonly pages: PageStore
  readonly contributions: Contributions
  readonly provenance: ProvenanceDesk
}

/** Where pages come from, as other tools read it. */
export class ProvDesk {
  readonly #parts: ProvParts

  constructor(parts: ProvParts) {
    this.#parts = parts
  }

  /** A page's provenance in PROV-JSON, without what this person may not know of; `base` is the wiki's own address. */
  async ofPage(ref: PageRef, caller: Member | null, base: string): Promise<ProvJson> {
    const { desk, provenance, pages } = this.#parts
    const { page } = await desk.read(ref, caller, 'live')
    const told = await provenance.ofPage(page.id, caller)
    const { contributions, agents } = await this.#contributions(page.id, told)
    const named = await pages.names(pagesIn(told), caller)
    const others = new Map(named.map((name) => [name.id, entityOf(name, base)]))
    const licence = licenceOf(page.fields)
    const self = { ...entityOf(page, base), licence }
    return provJson({ page: self, passages: told.passages, contributions, agents, others }, base)
  }

  /** Those of the page, and those elsewhere in which its words were written; with everyone whom they and the runs name. */
  async #contributions(page: PageId, { passages }: Provenance) {
    await this.#parts.contributions.flush()
    const runs = passages.flatMap((passage) => passage.runs)
    const rows = await this.#parts.db
      .selectFrom('contribution')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('contribution.member_id')))
      .select(['contribution.id', 'opened_at', 'last_at', 'member.id as author', 'member.name', 'member.kind'])
      .where((eb) =>
        eb.or([
          eb('page_id', '=', page),
          eb('contribution.id', 'in', [...new Set(runs.map(({ contribution }) => contribution))]),
        ]),
      )
      .orderBy('first_seq')
      .execute()
    const contributions = rows.map(({ id, opened_at, last_at, author }): ProvContribution => {
      return { id, from: iso(opened_at), to: iso(last_at), author }
    })
    const agents = rows.map(({ author, name, kind }): ProvAgent => ({ id: author, name, kind }))
    return { contributions, agents: [...agents, ...(await this.#placers(runs, agents))] }
  }

  /** Whoever placed words and wrote none of them, in a contribution that is not told. */
  async #placers(runs: Provenance['passages'][number]['runs'], known: readonly ProvAgent[]): Promise<ProvAgent[]> {
    const told = new Set(known.map(({ id }) => id))
    const missing = [...new Set(runs.map(({ placedBy }) => placedBy))].filter((id) => !told.has(id))
    if (missing.length === 0) return []
    return this.#parts.db.selectFrom('member').select(['id', 'name', 'kind']).where('id', 'in', missing).execute()
  }
}

function pagesIn({ passages }: Provenance): PageId[] {
  const cited = passages.flatMap(({ sources }) => sources.map(({ page }) => page))
  const copied = passages.flatMap(({ runs }) => runs.flatMap(({ page }) => (page ? [page.id] : [])))
  return [...cited, ...copied]
}

function entityOf({ id, title, slug, licence }: Pick<PageName, 'id' | 'title' | 'slug' | 'licence'>, base: string) {
  return { id, title, url: `${base}/p/${slug}`, licence }
}

const iso = (at: number) => new Date(at).toISOString()
