import type { Page } from '@terreau/shared/api/pages.ts'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { fieldLabel, type PageTypeLabels } from '../i18n/page-type-labels.ts'
import type { ShownField } from '../page-types.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { CorrectFact } from './correct-fact.tsx'
import { FieldValue, type Stated } from './field-value.tsx'
import type { Named } from './notes.ts'
import { SaidOf } from './said-of.tsx'
import { passageOf } from './standings.ts'
import { useSurroundings } from './surroundings.ts'

/** Shown elsewhere on the page, or kept for machines. */
const NOT_FACTS = new Set([
  'title',
  'summary',
  'principles',
  'principle',
  'tags',
  'image',
  'sources',
  'licence',
  'translation_of',
  'is',
  'is_not',
  'self_check',
  'colour',
  'cog_year',
  'opening_hours',
  'geo_precision',
  'consent',
  'tz',
])

const IN_FULL = new Set<ShownField['widget']>(['long-text', 'texts'])

/** Coordinates say nothing to a reader until a map stands for them. */
const FOR_MACHINES = new Set<ShownField['widget']>(['position'])
/** Codes, read by the names of what they stand for. */
const NAMED_AREAS = new Set<ShownField['widget']>(['commune', 'territories'])

/** What is stated in a few words, in the order of the page type. Nothing that is empty or unknown is in it. */
export function factsOf(page: Page): Stated[] {
  return statedFields(page).filter(
    ({ name, field: { widget } }) => !NOT_FACTS.has(name) && !IN_FULL.has(widget) && !FOR_MACHINES.has(widget),
  )
}

/** Typed fields long enough to be read as parts of the text. */
export function partsOf(page: Page): Stated[] {
  return statedFields(page).filter(({ name, field }) => !NOT_FACTS.has(name) && IN_FULL.has(field.widget))
}

function statedFields(page: Page): Stated[] {
  return Object.entries(SHOWN_TYPE[page.type].fields).flatMap(([name, field]) => {
    const value = page.fields[name]
    return isStated(value) ? [{ type: page.type, name, field, value }] : []
  })
}

/** An unknown is not a statement: it never reads as a no. */
export function isStated(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 'unknown') return false
  return !Array.isArray(value) || value.length > 0
}

/** Access and comfort that nobody described yet, so that a reader can ask, or say. */
export function unknownsOf(page: Page): string[] {
  return Object.entries(SHOWN_TYPE[page.type].fields).flatMap(([name, { widget }]) =>
    (widget === 'access' || widget === 'yes-no') && !isStated(page.fields[name]) ? [name] : [],
  )
}

/** The name of a field, without the unit that its value carries anyway. */
export function factLabel(labels: PageTypeLabels, type: Page['type'], name: string): string {
  return (fieldLabel(labels, type, name)?.label ?? name).replace(/ \([^)]*\)$/, '')
}

interface FactsProps {
  readonly page: Page
  readonly named: Named
  /** Names of the territories that fields give by their code. */
  readonly areas?: Readonly<Record<string, string>> | undefined
  readonly mayWrite: boolean
}

/** «En bref»: the typed fields as one reads them. Nothing at all where there is nothing to say. */
export function Facts({ page, named, areas = {}, mayWrite }: FactsProps) {
  const { t } = useLanguage()
  const marks = useMarks(page)
  const facts = factsOf(page)
  const unknowns = unknownsOf(page)
  if (!facts.length && !unknowns.length) return null
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts" className="card-title">
        {t.reading.facts}
      </h2>
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map((fact) => (
            <div key={fact.name} {...marks(fact.name)}>
              <dt>{factLabel(t.pageTypes, page.type, fact.name)}</dt>
              <dd>
                {NAMED_AREAS.has(fact.field.widget) ? (
                  [fact.value]
                    .flat()
                    .map((code) => areas[String(code)] ?? String(code))
                    .join(', ')
                ) : (
                  <FieldValue {...fact} named={named} />
                )}
                <SaidOf passage={passageOf(page.passages, fact.name)} alone />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {unknowns.length > 0 && <Unknowns page={page} names={unknowns} mayWrite={mayWrite} />}
      {!mayWrite && <CorrectFact page={page} names={[...facts.map(({ name }) => name), ...unknowns]} />}
    </section>
  )
}

/** The line beside what is not validated yet, where the rest is. */
function useMarks({ passages }: Page) {
  const { mixed } = useSurroundings().standings
  return (name: string) => {
    const standing = passageOf(passages, name)?.standing
    return mixed && standing && standing !== 'validated' ? { className: 'fact-pending', 'data-standing': standing } : {}
  }
}

function Unknowns({ page, names, mayWrite }: { page: Page; names: readonly string[]; mayWrite: boolean }) {
  const { t, format } = useLanguage()
  const labels = names.map((name) => factLabel(t.pageTypes, page.type, name).toLocaleLowerCase(format.lang))
  return (
    <p className="unknowns small muted">
      {t.reading.unknown(labels)} {mayWrite && <Link href={`/p/${page.slug}/modifier`}>{t.reading.tellUs}</Link>}
    </p>
  )
}
