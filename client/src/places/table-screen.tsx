// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import type { PageCard } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey, Widget } from '@terreau/shared/page-types/define.ts'
import { useState, useSyncExternalStore } from 'react'
import { Link, useSearch } from 'wouter'
import { pagesWhere, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import { writes } from '../asking/writes.ts'
import { ListingFrame, Paging } from '../finding/listing-frame.tsx'
import { narrowed } from '../finding/listing-screen.tsx'
import { lookPath } from '../finding/looks.ts'
import { OpenLine } from '../finding/open-line.tsx'
import { SameListLink } from '../finding/same-list-link.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { useLanguage } from '../i18n/language.tsx'
import { factLabel, isStated } from '../reading/facts.tsx'
import { fieldText } from '../reading/field-value.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { Answered } from '../ui/answered.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'
import { columnsOf, type Column } from './columns.ts'

const CellBox = lazyPart(() => import('./cell-box.tsx'), 'quiet')

export function tableOf(type: PageTypeKey, search: string, lang: Lang) {
  const query = narrowed(type, search, lang)
  query.set('fields', 'all')
  return pagesWhere(query)
}

/** The pages of one type as rows; members change cells in place. */
export function TableScreen({ type }: { type: PageTypeKey }) {
  const search = useSearch()
  const { lang } = useLanguage()
  return (
    <Answered answer={useAnswer(tableOf(type, search, lang))}>
      {(list) => (
        <ListingFrame type={type} look="table" list={list}>
          <Rows type={type} pages={list.pages} />
          <Paging type={type} look="table" next={list.next} />
        </ListingFrame>
      )}
    </Answered>
  )
}

function Rows({ type, pages }: { type: PageTypeKey; pages: readonly PageCard[] }) {
  const { t, lang } = useLanguage()
  const words = usePlacesWords().table
  const mayWrite = writes(useValue(whoAmI)?.member)
  const awake = useSyncExternalStore(
    unchanging,
    () => true,
    () => false,
  )
  const [changing, setChanging] = useState(false)
  const columns = columnsOf(SHOWN_TYPE[type])
  return (
    <>
      {/* Without scripts nothing could be changed: offered once they run. */}
      {mayWrite && awake && (
        <p>
          <label className="check">
            <input type="checkbox" checked={changing} onChange={(event) => setChanging(event.target.checked)} />
            {words.change}
          </label>
        </p>
      )}
      {/* Scrolls sideways by itself where the screen is narrow; the keyboard can scroll it too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="table-scroll" aria-label={t.reading.tableHint} tabIndex={0}>
        <table className="page-table">
          <thead>
            <tr>
              <Heading type={type} name="title" label={words.title} />
              <th scope="col">{words.standing}</th>
              {columns.map(({ name }) => (
                <Heading key={name} type={type} name={name} label={factLabel(t.pageTypes, type, name)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {pages.map((page) => (
              <tr key={page.id}>
                <th scope="row" lang={page.lang === lang ? undefined : page.lang}>
                  <Link href={`/p/${page.slug}`}>{page.title}</Link>
                </th>
                <td>
                  <StandingBadge standing={page.standing} />
                </td>
                {columns.map((column) => (
                  <Cell key={column.name} page={page} column={column} changing={changing} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

const unchanging = () => () => {}

/** The name of a column, which puts the rows in its order; once more turns the order round. */
function Heading({ type, name, label }: { type: PageTypeKey; name: string; label: string }) {
  const search = useSearch()
  const asked = new URLSearchParams(search)
  const now = asked.get('sort') ?? 'title'
  const order = now === name ? 'ascending' : now === `-${name}` ? 'descending' : undefined
  asked.set('sort', order === 'ascending' ? `-${name}` : name)
  return (
    <th scope="col" aria-sort={order}>
      <SameListLink href={lookPath(SHOWN_TYPE[type], 'table', asked)}>
        {label}
        <span aria-hidden="true">{order === 'ascending' ? ' ↑' : order === 'descending' ? ' ↓' : ''}</span>
      </SameListLink>
    </th>
  )
}

/** A value as it is read; of hours, what they come to now. */
function Said({ page, widget, said }: { page: PageCard; widget: Widget; said: string }) {
  const { t } = useLanguage()
  if (widget === 'hours' && page.answers?.open) return <OpenLine open={page.answers.open} />
  return said === '' ? <span className="muted">{t.listing.unknown}</span> : said
}

interface CellProps {
  readonly page: PageCard
  readonly column: Column
  readonly changing: boolean
}

function Cell({ page, column: { name, field }, changing }: CellProps) {
  const { t, format } = useLanguage()
  const value = page.fields[name]
  const said = isStated(value) ? fieldText({ type: page.type, name, field, value }, t, format) : ''
  return (
    <td>
      {changing ? (
        <CellBox page={page} name={name} field={field} value={value} />
      ) : (
        <Said page={page} widget={field.widget} said={said} />
      )}
    </td>
  )
}
