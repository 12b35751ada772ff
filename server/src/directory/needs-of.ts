import { liveNeeds, speaksOfWords } from '@terreau/shared/answers/needs.ts'
import type { Facts } from '@terreau/shared/answers/facts.ts'
import type { NeedsAnswer, NeedsQuery } from '@terreau/shared/api/directory.ts'
import { dayNamed } from '@terreau/shared/hours/days.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { listed } from '../members/readable.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { Db } from '../storage/store.ts'
import type { Asker, Candidate, Directory } from './directory.ts'
import { nextSlotOf } from './page-answers.ts'

const dayOf = (instant: number): number => Math.floor(instant / 86_400_000)

/** When an actor last said what they look for: when the page was checked, else when it was last written. */
function confirmedOn({ facts, updated_at }: Candidate): number {
  const written = dayOf(updated_at)
  return typeof facts.verified_on === 'string' ? Math.max(dayNamed(facts.verified_on), written) : written
}

/** Who needs beside who offers, in a territory, about some words. */
export async function needsOf(
  parts: { readonly db: Db; readonly directory: Directory; readonly pages: PageStore },
  { territory, q }: NeedsQuery,
  asker: Asker,
): Promise<NeedsAnswer> {
  const about = (words: string) => !q || speaksOfWords(words, q)
  const there = territory === undefined ? {} : { territory }
  const actors = await parts.directory.all({ type: 'actor', ...there }, asker)
  const services = await parts.directory.all({ type: 'service', ...there }, asker)
  const providers = await providersOf(
    parts.db,
    services.map(({ id }) => id),
    asker.person,
  )
  const ids = [...actors, ...services].map(({ id }) => id)
  const names = await parts.pages.namesById([...ids, ...[...providers.values()].flat()], asker.person)
  const needs = actors.flatMap((actor) => {
    const page = names.get(actor.id)
    const live = liveNeeds(actor.facts, confirmedOn(actor), dayOf(asker.now))
    return page ? live.filter(({ label }) => about(label)).map((need) => ({ ...need, actor: page })) : []
  })
  const offers = services.flatMap((one) => {
    const { id, facts } = one
    const service = names.get(id)
    const by = (providers.get(id) ?? []).flatMap((one) => names.get(one) ?? [])
    return service && about(`${service.title} ${productsIn(facts)}`)
      ? [{ service, by, next: nextSlotOf(one, asker.now) }]
      : []
  })
  return { needs: needs.toSorted((a, b) => (a.until < b.until ? -1 : 1)), offers }
}

const productsIn = ({ products }: Facts): string => (Array.isArray(products) ? products.join(' ') : '')

/** By whom each service is offered: its providers, and actors who say that they offer it. */
async function providersOf(db: Db, services: readonly PageId[], person: Roles | null): Promise<Map<PageId, PageId[]>> {
  const by = new Map<PageId, PageId[]>()
  if (services.length === 0) return by
  const add = (service: PageId, actor: PageId) => by.set(service, [...new Set([...(by.get(service) ?? []), actor])])
  const stated = await db
    .selectFrom('page_link')
    .innerJoin('page', 'page.id', 'to_page')
    .select(['from_page', 'to_page'])
    .where('archived_at', 'is', null)
    .where('kind', '=', 'provider')
    .where('from_page', 'in', [...services])
    .execute()
  const offered = await db
    .selectFrom('page_link')
    .innerJoin('page', 'page.id', 'from_page')
    .select(['from_page', 'to_page'])
    .where('archived_at', 'is', null)
    .where(listed(person))
    .where('kind', '=', 'offers')
    .where('to_page', 'in', [...services])
    .execute()
  for (const { from_page, to_page } of stated) add(from_page, to_page)
  for (const { from_page, to_page } of offered) add(to_page, from_page)
  return by
}
