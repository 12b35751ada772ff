import { useQueryClient } from '@tanstack/react-query'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { Link, useLocation, useRoute } from 'wouter'
import type { Answer } from '../asking/ask.ts'
import { pageAt, whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { reviews } from '../asking/writes.ts'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPES } from '../page-types.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { Avatar } from './avatar.tsx'
import { Disclosure } from './disclosure.tsx'
import { Glyph } from './glyph.tsx'
import icon from './icon.svg?url'
import { SearchBox } from './search-box.tsx'

/** The band at the top of every screen. Narrow screens fold its links into a menu that opens without JavaScript. */
export function Masthead() {
  const { t } = useLanguage()
  const [path] = useLocation()
  return (
    <header className="masthead">
      <div className="wrap">
        <Link className="brand" href="/">
          <img src={icon} alt="" width="34" height="34" />
          {t.wiki}
        </Link>
        <nav className="nav" aria-label={t.nav.label}>
          <MainLinks />
          <Disclosure className="more" summary={t.nav.more}>
            <TypeLinks />
          </Disclosure>
          <ReviewLink />
        </nav>
        <span className="grow" />
        {path !== '/' && <SearchBox />}
        <WhoIsHere />
        <Disclosure
          className="menu"
          summary={
            <>
              <Glyph name="menu" /> {t.nav.menu}
            </>
          }
        >
          <nav aria-label={t.nav.menu}>
            <ReviewLink />
            <MainLinks />
            <TypeLinks />
          </nav>
        </Disclosure>
      </div>
    </header>
  )
}

function MainLinks() {
  const { t } = useLanguage()
  const here = useSection()
  const links = [
    ['/', t.nav.home],
    [SHOWN_TYPE.practice.path, t.nav.practices],
    [SHOWN_TYPE.actor.path, t.nav.actors],
    [SHOWN_TYPE['transport-option'].path, t.nav.coming],
    [SHOWN_TYPE.principle.path, t.nav.principles],
  ] as const
  return links.map(([href, name]) => (
    <Link key={href} href={href} aria-current={href === here ? 'page' : undefined}>
      {name}
    </Link>
  ))
}

/** For those who may review somewhere; it says nothing of how much waits. */
function ReviewLink() {
  const { t } = useLanguage()
  const [path] = useLocation()
  if (!reviews(useValue(whoAmI)?.member)) return null
  return (
    <Link href="/relire" aria-current={path === '/relire' ? 'page' : undefined}>
      {t.nav.review}
    </Link>
  )
}

const IN_MAIN_LINKS = new Set(['practice', 'actor', 'transport-option', 'principle'])

function TypeLinks() {
  const { t } = useLanguage()
  const here = useSection()
  return (
    <ul className="plain-list">
      {SHOWN_TYPES.filter(({ key }) => !IN_MAIN_LINKS.has(key)).map(({ key, path, hue }) => (
        <li key={key}>
          <Link href={path} data-hue={hue} aria-current={path === here ? 'page' : undefined}>
            <Glyph name={hue} /> {t.pageTypes.types[key].many}
          </Link>
        </li>
      ))}
      {ANSWERS.map(([href, name]) => (
        <li key={href}>
          <Link href={href} aria-current={href === here ? 'page' : undefined}>
            {t.nav[name]}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Questions that are answered by pages of several types. */
const ANSWERS = [
  ['/bureau-des-temps', 'week'],
  ['/besoins', 'needs'],
  ['/manques', 'gaps'],
] as const

function WhoIsHere() {
  const { t } = useLanguage()
  const me = useValue(whoAmI)
  const member = me?.member
  if (!member)
    return (
      <Link className="btn small" href="/entrer">
        {t.nav.enter}
      </Link>
    )
  return (
    <Link className="who-is-here" href="/moi">
      <Avatar name={member.name} />
      <span className="said-only">{t.nav.me}</span>
      <span className="who-is-here-name">{member.name}</span>
      {me.news && (
        <span className="news">
          <span className="said-only">{t.nav.news}</span>
        </span>
      )}
    </Link>
  )
}

/** The path of the section one is in: of the type, while reading a page of it. */
function useSection(): string {
  const [path] = useLocation()
  const [, params] = useRoute('/p/:ref/*?')
  const client = useQueryClient()
  if (!params) return path
  const known = ['', 'live', 'validated'].map((version) =>
    client.getQueryData<Answer<PageAnswer>>([pageAt(params.ref, version).path]),
  )
  const answer = known.find(Boolean)
  return answer && 'value' in answer ? SHOWN_TYPE[answer.value.page.type].path : path
}
