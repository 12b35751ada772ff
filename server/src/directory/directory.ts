import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { AREA_PATTERN } from '@terreau/shared/api/communes.ts'
import type { PageCard, PageList, PageListQuery } from '@terreau/shared/api/pages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { latitudesWithin } from '@terreau/shared/travel/distance.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { gazetteer } from '../communes/gazetteer.ts'
import { cardsOf, facetsOf, listPages, matching, shownAs, type Narrowed, type WholeCard } from '../pages/page-list.ts'
import { Turn } from '../provenance/turn.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { asks, facetsIn, isMust, questionIn } from './list-query.ts'
import { goesOn, sortedBy, startsAt, type Sorted } from './order.ts'
import {
  answerNow,
  ask,
  askedPage,
  shownOf,
  type AnswerNow,
  type AskedPage,
  type PageAnswers,
  type Question,
} from './page-answers.ts'
import { sitesOf } from './sites.ts'

/** Pages whose answer is unknown are shown apart, so many at most. */
const MOST_UNKNOWN = 50

/** Pages that are read in one go: what takes longer would make others wait. */
const AT_ONCE = 1000

/** A page that was asked. */
export interface Candidate extends PageAnswers, AskedPage {
  readonly id: PageId
  readonly title_key: string
  readonly updated_at: Instant
}

/** Whoever asks a list. */
export interface Asker {
  readonly person: Roles | null
  readonly now: Instant
}

/** Lists that answer: one query, whatever look it is shown in. */
export class Directory {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** A page of the list, with what is unknown apart; each card says what its page answers. */
  async list(query: PageListQuery, asker: Asker): Promise<PageList> {
    if (!asks(query))
      return this.#answered(await listPages(this.#db, query, await this.narrowed(query, asker)), query, asker)
    const [yes, unknown] = await this.#sorted(query, asker)
    const begins = startsAt(yes, query)
    const shown = yes.slice(begins, begins + (query.limit ?? 24))
    const apart = query.cursor === undefined && {
      unknown: { pages: await this.#cards(unknown.slice(0, MOST_UNKNOWN), query, asker), total: unknown.length },
    }
    return {
      pages: await this.#cards(shown, query, asker),
      total: yes.length,
      ...apart,
      facets: query.type ? await facetsOf(this.#db, query.type, asker.person) : {},
      next: goesOn(yes, begins + shown.length),
    }
  }

  /**
   * Every page that fits, asked; those whose answer is no among them, but for places too far north or south. Others get
   * their turn in between.
   */
  async all(query: PageListQuery, asker: Asker): Promise<Candidate[]> {
    const [question, turn, candidates] = [questionIn(query, asker.now), new Turn(), [] as Candidate[]]
    const fitting = matching(this.#db, query, await this.narrowed(query, asker))
    const near = query.type === 'place' ? fitting.where(mayBeNear(question)) : fitting
    const pages = await near.select('page.id').execute()
    const sites = query.type === 'place' ? new Map<PageId, never>() : await sitesOf(this.#db, asker.person)
    for (let from = 0; from < pages.length; from += AT_ONCE)
      for (const { id, type, title_key, updated_at, ...row } of await this.#rows(pages.slice(from, from + AT_ONCE))) {
        const page = askedPage(type, row, sites.get(id))
        candidates.push({ id, title_key, updated_at, ...page, ...ask(page, question) })
        await turn.leave()
      }
    return candidates
  }

  async #rows(pages: readonly { readonly id: PageId }[]) {
    return this.#db
      .selectFrom('page')
      .innerJoin('page_facts', 'page_facts.page_id', 'page.id')
      .select(['page.id', 'page.type', 'page.title_key', 'page.updated_at', 'lat', 'lon', 'commune', 'facts'])
      .where('page.id', 'in', among(pages.map(({ id }) => id)))
      .execute()
  }

  /** All that a list shows on all of its pages, and then what is unknown; so many at most. */
  async everything(query: PageListQuery, asker: Asker, most: number): Promise<WholeCard[]> {
    return this.#whole((await this.#sorted(query, asker)).flat().slice(0, most), query, asker)
  }

  /** What a query narrows rows of `page` by. */
  async narrowed(query: PageListQuery, { person, now }: Asker): Promise<Narrowed> {
    const filters = Object.fromEntries(facetsIn(query).filter(([key, value]) => !isMust(query.type, key, value)))
    const { territory } = query
    if (!territory || !new RegExp(AREA_PATTERN).test(territory)) return { filters, person, now }
    const areas = (await gazetteer()).codesIn(territory)
    if (!areas) throw new Refusal('area.unknown')
    return { filters, person, now, areas: [...areas, territory] }
  }

  /** Those that answer yes, and those that do not know, each in the order asked for. */
  async #sorted(query: PageListQuery, asker: Asker): Promise<[yes: Sorted[], unknown: Sorted[]]> {
    const [all, question] = [await this.all(query, asker), questionIn(query, asker.now)]
    const of = (wanted: PageAnswers['answer']) => all.filter(({ answer }) => answer === wanted)
    return [sortedBy(query, question, of('yes')), sortedBy(query, question, of('unknown'))]
  }

  async #cards(candidates: readonly Sorted[], query: PageListQuery, asker: Asker): Promise<PageCard[]> {
    return (await this.#whole(candidates, query, asker)).map((one) => shownAs(query, one))
  }

  async #whole(candidates: readonly Sorted[], query: PageListQuery, asker: Asker): Promise<WholeCard[]> {
    const answers = new Map(candidates.map(({ of }) => [of.id, of]))
    const cards = await cardsOf(this.#db, [...answers.keys()], asker.now)
    const question = questionIn(query, asker.now)
    return Promise.all(
      cards.map(async ({ card, fields }) => ({
        card: await withAnswers(card, answers.get(card.id), question),
        fields,
      })),
    )
  }

  /** What these pages answer now; absent of those whose type has no hours. */
  async answersNow(pages: readonly Typed[], { person, now }: Asker): Promise<Map<PageId, AnswerNow>> {
    const withHours = await this.#withHours(pages, person)
    return new Map([...withHours].map(([id, page]) => [id, answerNow(page, now)]))
  }

  /** What the cards of a plain list answer, where their type has hours. */
  async #answered(list: PageList, query: PageListQuery, asker: Asker): Promise<PageList> {
    const question = questionIn(query, asker.now)
    const withHours = await this.#withHours(list.pages, asker.person)
    const pages = list.pages.map((card) => {
      const page = withHours.get(card.id)
      return withAnswers(card, page && { ...page, ...ask(page, question) }, question)
    })
    return { ...list, pages: await Promise.all(pages) }
  }

  /** Those of these pages whose type has hours. */
  async #withHours(pages: readonly Typed[], person: Roles | null): Promise<Map<PageId, AskedPage>> {
    const types = new Map(pages.flatMap(({ id, type }) => (HAVE_HOURS.includes(type) ? [[id, type] as const] : [])))
    if (types.size === 0) return new Map()
    const ids = [...types.keys()]
    const rows = await this.#db.selectFrom('page_facts').selectAll().where('page_id', 'in', among(ids)).execute()
    const sites = await sitesOf(this.#db, person, ids)
    return new Map(
      rows.flatMap((row) => {
        const type = types.get(row.page_id)
        return type ? [[row.page_id, askedPage(type, row, sites.get(row.page_id))] as const] : []
      }),
    )
  }
}

/** Places by their own latitude: most of those that are too far need not be asked. */
function mayBeNear({ near, radius }: Question): RawBuilder<SqlBool> {
  if (!near || radius === null) return sql<SqlBool>`TRUE`
  const [south, north] = latitudesWithin(near, radius)
  return sql<SqlBool>`page.id NOT IN (SELECT page_id FROM page_facts WHERE lat < ${south} OR lat > ${north})`
}

type Typed = Pick<PageCard, 'id' | 'type'>

const HAVE_HOURS: readonly PageTypeKey[] = ['place', 'space', 'service', 'event', 'transport-option']

async function withAnswers(
  card: PageCard,
  asked: (PageAnswers & AskedPage) | undefined,
  question: Question,
): Promise<PageCard> {
  if (!asked) return card
  const code = asked.site?.commune
  const found = code ? (await gazetteer()).find(code) : null
  const commune = found && found.is !== 'unknown' ? { code: found.commune.code, name: found.commune.name } : null
  return { ...card, answers: { ...shownOf(asked, question), ...(commune && { commune }) } }
}
