import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { useLanguage } from '../i18n/language.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const NearMe = lazyPart(() => import('../places/near-me.tsx'), 'quiet')

/** What newcomers ask of pages, beyond the values of their fields. */
type Ask = 'open' | 'near' | 'stepFree' | 'people' | 'within' | 'free' | 'seats' | 'wish' | 'product' | 'existing'

const ASKED_OF: Partial<Readonly<Record<PageTypeKey, readonly Ask[]>>> = {
  place: ['open', 'near', 'stepFree'],
  space: ['seats', 'wish', 'open', 'near', 'stepFree'],
  service: ['product', 'open', 'near'],
  event: ['near'],
  'transport-option': ['open', 'near'],
  practice: ['people', 'within', 'free'],
  experiment: ['existing'],
}

/** The words that an address asks with, by type. */
export function askedOf(type: PageTypeKey): readonly string[] {
  return (ASKED_OF[type] ?? []).flatMap((ask) => NAMES[ask])
}

const NAMES: Readonly<Record<Ask, readonly string[]>> = {
  open: ['openAt', 'openOn'],
  near: ['near', 'radius', 'territory'],
  stepFree: ['stepFree'],
  people: ['people'],
  within: ['within'],
  free: ['free'],
  seats: ['seats'],
  wish: ['wish'],
  product: ['product'],
  existing: ['existing'],
}

/** As the API takes them: a day and a time ask like «now», and take its place. */
export function asAsked(type: PageTypeKey, asked: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of askedOf(type)) if (asked.get(name)) query.set(name, asked.get(name) ?? '')
  const on = query.get('openOn')
  query.delete('openOn')
  if (on) query.set('openAt', on)
  return query
}

interface AskingProps {
  readonly type: PageTypeKey
  readonly asked: URLSearchParams
}

/** Questions as boxes of the list's form. */
export function AskingFilters({ type, asked }: AskingProps) {
  const { t } = useLanguage()
  const asks = ASKED_OF[type]
  if (!asks) return null
  return (
    <fieldset className="asking">
      <legend>{t.listing.asking}</legend>
      {asks.map((ask) => {
        const Box = BOXES[ask]
        return <Box key={ask} ask={ask} asked={asked} />
      })}
    </fieldset>
  )
}

interface BoxProps {
  readonly ask: Ask
  readonly asked: URLSearchParams
}

function Tick({ ask, asked }: BoxProps) {
  const { t } = useLanguage()
  return (
    <label className="check">
      <input type="checkbox" name={ask} value="true" key={asked.get(ask)} defaultChecked={asked.get(ask) === 'true'} />
      {t.listing.asks[ask]}
    </label>
  )
}

function Count({ ask, asked }: BoxProps) {
  const { t } = useLanguage()
  const value = asked.get(ask) ?? ''
  return (
    <label className="field">
      <span>{t.listing.asks[ask]}</span>
      <input className="input" type="number" min={1} name={ask} key={value} defaultValue={value} />
    </label>
  )
}

function Words({ ask, asked }: BoxProps) {
  const { t } = useLanguage()
  const value = asked.get(ask) ?? ''
  return (
    <label className="field">
      <span>{t.listing.asks[ask]}</span>
      <input className="input" name={ask} minLength={2} maxLength={80} key={value} defaultValue={value} />
    </label>
  )
}

function Open({ asked }: BoxProps) {
  const { t } = useLanguage()
  const on = asked.get('openOn') ?? ''
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          name="openAt"
          value="now"
          key={asked.get('openAt')}
          defaultChecked={asked.get('openAt') === 'now'}
        />
        {t.listing.asks.open}
      </label>
      <label className="field">
        <span>{t.listing.openOn}</span>
        <input className="input" type="datetime-local" name="openOn" key={on} defaultValue={on} />
      </label>
    </>
  )
}

const LEAST_WALK = ['1000', '3000', '10000', '30000'] as const

function Near({ asked }: BoxProps) {
  const { t, format } = useLanguage()
  const [near, territory, radius] = ['near', 'territory', 'radius'].map((name) => asked.get(name) ?? '')
  return (
    <>
      {territory && <input type="hidden" name="territory" value={territory} />}
      {near && <input type="hidden" name="near" value={near} />}
      <NearMe />
      {near && (
        <label className="field">
          <span>{t.listing.asks.near}</span>
          <select className="input" name="radius" key={radius} defaultValue={radius}>
            <option value="">{t.listing.anywhere}</option>
            {LEAST_WALK.map((metres) => (
              <option key={metres} value={metres}>
                {format.distance(Number(metres))}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  )
}

/** Kept in step with `WISHES`, which the browser does not carry. */
const WISHED = ['quiet', 'daylight', 'adjustable', 'calls', 'children'] as const

function Wish({ asked }: BoxProps) {
  const { t } = useLanguage()
  const value = asked.get('wish') ?? ''
  return (
    <label className="field">
      <span>{t.listing.asks.wish}</span>
      <select className="input" name="wish" key={value} defaultValue={value}>
        <option value="">{t.listing.any}</option>
        {WISHED.map((wish) => (
          <option key={wish} value={wish}>
            {t.listing.wishes[wish]}
          </option>
        ))}
      </select>
    </label>
  )
}

const BOXES: Readonly<Record<Ask, (props: BoxProps) => React.ReactNode>> = {
  open: Open,
  near: Near,
  stepFree: Tick,
  people: Count,
  within: Count,
  free: Tick,
  seats: Count,
  wish: Wish,
  product: Words,
  existing: Words,
}
