import type { PageCard } from '@terreau/shared/api/pages.ts'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { factLabel, isStated } from '../reading/facts.tsx'
import { fieldText, type Stated } from '../reading/field-value.tsx'
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
  return (
    <article className="card page-card">
      <div className="row small">
        {alike ? <Principles page={page} /> : <TypeChip type={page.type} />}
        <span className="grow" />
        <StandingBadge standing={page.standing} />
      </div>
      <Title lang={page.lang === lang ? undefined : page.lang}>
        <Link href={`/p/${page.slug}`}>{page.title}</Link>
      </Title>
      {typeof summary === 'string' && <p className="muted">{summary}</p>}
      <CardFacts page={page} />
    </article>
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
const NOT_ON_CARDS = new Set(['page', 'pages', 'leads', 'hours', 'slots'])

function CardFacts({ page }: { page: PageCard }) {
  const { t, format } = useLanguage()
  const { card, fields } = SHOWN_TYPE[page.type]
  const facts = card.flatMap((name): Stated[] => {
    const [field, value] = [fields[name], page.fields[name]]
    return field && isStated(value) && !NOT_ON_CARDS.has(field.widget) ? [{ type: page.type, name, field, value }] : []
  })
  if (!facts.length) return null
  return (
    <ul className="plain-list card-facts small">
      {facts.map((fact) => (
        <li key={fact.name}>
          <span className="said-only">{factLabel(t.pageTypes, page.type, fact.name)} </span>
          {fieldText(fact, t, format)}
        </li>
      ))}
    </ul>
  )
}
