import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { NewStep, Step } from '@terreau/shared/api/first-steps.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { PageType, PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { listed } from '../members/readable.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** One kind of small thing to do, and on which pages it is still to be done. */
interface Source {
  readonly kind: Step['kind']
  readonly key: string
  readonly lacks: RawBuilder<SqlBool>
}

const MONTH = 30 * 24 * 3600 * 1000
/** Words of a picture shorter than this say little of it. */
const SHORT_ALT = 8
/** Oldest pages of each kind that are looked at for one deal. */
const FEW = 6

const types: readonly PageType[] = Object.values(PAGE_TYPES)

/** What passers-by can tell or ask: hours, what wheels get into, and in one line what a practice is. */
const FIELDS: readonly Source[] = [
  ...types.flatMap(({ key, fields }) =>
    Object.entries(fields).flatMap(([name, { widget }]) =>
      widget === 'hours' || name === 'step_free' || name === 'wheelchair' ? [fieldOf(key, name)] : [],
    ),
  ),
  fieldOf('practice', 'summary'),
]

const PICTURES: Source = {
  kind: 'alt',
  key: '',
  lacks: sql<SqlBool>`page.id IN (SELECT page_id FROM page_file) AND EXISTS (
    SELECT 1 FROM json_tree(page_content.body) AS node WHERE node.key = 'alt' AND length(trim(node.atom)) < ${SHORT_ALT})`,
}

/** What this member could do now: on pages they are shown and may write, of each kind the pages left alone longest first. */
export async function stepsFor(db: Db, member: Member, now: Instant, only?: NewStep): Promise<Step[]> {
  const sources = [...FIELDS, PICTURES, ageing(now), ...placing(member)].filter(
    ({ kind, key }) => !only || (only.kind === kind && only.key === key),
  )
  const found: Step[][] = []
  for (const source of sources) {
    found.push(await pagesOf(db, member, now, source, only))
    // Where nothing lacks, every page was looked at: whoever writes meanwhile goes first.
    await new Promise((resolve) => setImmediate(resolve))
  }
  // One of each kind after the other, so that what is dealt varies.
  return Array.from({ length: FEW }, (_, turn) => found.flatMap((steps) => steps[turn] ?? [])).flat()
}

async function pagesOf(db: Db, member: Member, now: Instant, source: Source, only?: NewStep): Promise<Step[]> {
  const { kind, key, lacks } = source
  const rows = await db
    .selectFrom('page')
    .innerJoin('page_content', 'page_content.page_id', 'page.id')
    .select(['page.id', 'type', 'slug', 'title', 'lang'])
    .where(listed(member))
    .where('archived_at', 'is', null)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]))
    .where(lacks)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('first_step')
            .select('id')
            .whereRef('first_step.page_id', '=', 'page.id')
            .where('first_step.kind', '=', kind)
            .where('first_step.key', '=', key),
        ),
      ),
    )
    .$if(only !== undefined, (pages) => pages.where('page.id', '=', only?.page ?? ('' as never)))
    .orderBy('page.updated_at')
    .orderBy('page.id')
    .limit(FEW)
    .execute()
  return rows.map((page) => ({ kind, key, page }))
}

function fieldOf(type: PageTypeKey, name: string): Source {
  const value = sql`json_extract(page_content.fields, ${`$."${name}"`})`
  return {
    kind: 'field',
    key: name,
    lacks: sql<SqlBool>`page.type = ${type} AND coalesce(${value}, '') IN ('', 'unknown')`,
  }
}

/** Facts age as their type says. */
function ageing(now: Instant): Source {
  const ages = types.flatMap(({ key, reviewEvery }) =>
    reviewEvery === null ? [] : [sql`WHEN ${key} THEN ${now - reviewEvery * MONTH}`],
  )
  return { kind: 'stale', key: '', lacks: sql<SqlBool>`page.updated_at < CASE page.type ${sql.join(ages, sql` `)} END` }
}

/** Whoever belongs somewhere can say where their own pages belong; those who keep the network's, any of them. */
function placing({ id, role, roles }: Member): Source[] {
  if (Object.keys(roles).length === 0) return []
  const theirs = role === 'validator' || role === 'steward' ? sql<SqlBool>`TRUE` : sql<SqlBool>`page.created_by = ${id}`
  const local = sql.join(['place', 'space', 'actor', 'service', 'transport-option', 'event', 'experiment'])
  return [
    {
      kind: 'place',
      key: '',
      lacks: sql<SqlBool>`page.territory_id IS NULL AND page.type IN (${local}) AND ${theirs}`,
    },
  ]
}
