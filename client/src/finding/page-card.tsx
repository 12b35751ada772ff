import type { PageCard } from '@terreau/shared/api/pages.ts'
import type { Widget } from '@terreau/shared/page-types/define.ts'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { factLabel, isStated } from '../reading/facts.tsx'
import { OpenLine } from './open-line.tsx'
import { fieldText } from '../reading/field-value.tsx'
import { TypeChip, principlesIn } from '../ui/chips.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'

/** A page in a list: enough to know whether to open it. Among pages of one type, `alike`, the principles say more than the type. */
export function Card({
  page,
  level: Title = 'h3',
  alike = false,
}: {
  page: PageCard
  level?: 'h2' | 'h3'
  alike?: boolean
}) {
  const { lang } = useLanguage()
  const { summary } = page.fields
  const theirs = page.lang === lang ? undefined : page.lang
  return (
    <article className="card page-card">
      <div className="row small">
        {alike ? <Principles page={page} /> : <TypeChip type={page.type} />}
        <span className="grow" />
        <StandingBadge standing={page.standing} />
      </div>
      <Title lang={theirs}>
        <Link href={`/p/${page.slug}`}>{page.title}</Link>
      </Title>
      {typeof summary === 'string' && (
        <p className="muted" lang={theirs}>
          {summary}
        </p>
      )}
      <CardFacts page={page} />
      <CardAnswers page={page} />
    </article>
  )
}

/** What the page answers to what was asked: how far, whether it is open, what it lacks, what nobody said. */
function CardAnswers({ page: { answers } }: { page: PageCard }) {
  const { t, format } = useLanguage()
  if (!answers) return null
  const { open, metres, commune, next, lacks = [], unsaid = [], unknown = [] } = answers
  const where = [commune?.name, metres === undefined ? null : format.distance(metres)].filter(Boolean).join(' · ')
  const named = (wish: string) => (t.listing.wishes as Readonly<Record<string, string>>)[wish] ?? wish
  return (
    <>
      {where && <p className="small muted">{where}</p>}
      {next && <p className="small">{t.hours.nextTime(format.moment(next.from))}</p>}
      {open && !next && <OpenLine open={open} />}
      {lacks.length > 0 && <p className="small">{t.listing.lacks(lacks.map(named))}</p>}
      {unsaid.length > 0 && <p className="small muted">{t.listing.missing(unsaid.map(named))}</p>}
      {unknown.length > 0 && (
        <p className="small muted">{t.listing.missing(unknown.map((one) => t.listing.questions[one]))}</p>
      )}
    </>
  )
}

function Principles({ page }: { page: PageCard }) {
  const { t } = useLanguage()
  return principlesIn(page.fields.principles).map((principle) => (
    <span key={principle} className="chip" data-hue={principle}>
      {t.principles[principle].name}
    </span>
  ))
}

/** Values that name other pages stay out, since a card is not told their titles; so do hours, until they read as words. */
const NOT_ON_CARDS = new Set<Widget>(['page', 'pages', 'leads', 'hours', 'slots'])
/** Longest value that stands in a small frame of its own, in characters. */
const LONGEST_CHIP = 48

const isLong = ({ said }: { said: string }) => said.length > LONGEST_CHIP

function CardFacts({ page }: { page: PageCard }) {
  const { t } = useLanguage()
  const facts = useCardFacts(page)
  const short = facts.filter((fact) => !isLong(fact))
  return (
    <>
      {facts.filter(isLong).map(({ name, said }) => (
        <p key={name} className="small card-long">
          {said}
        </p>
      ))}
      {short.length > 0 && (
        <ul className="plain-list card-facts small">
          {short.map(({ name, said }) => (
            <li key={name}>
              <span className="said-only">{factLabel(t.pageTypes, page.type, name)} </span>
              {said}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** The values that the type shows on its cards, in words. */
function useCardFacts(page: PageCard) {
  const { t, format } = useLanguage()
  const { card, fields } = SHOWN_TYPE[page.type]
  return card.flatMap((name) => {
    const [field, value] = [fields[name], page.fields[name]]
    if (!field || !isStated(value) || NOT_ON_CARDS.has(field.widget)) return []
    return [{ name, said: fieldText({ type: page.type, name, field, value }, t, format) }]
  })
}
