import { useEffect, useRef, useState } from 'react'
import { useEditingWords } from '../i18n/editing.ts'
import type { LivePage } from '../sync/live-page.ts'
import { initial, usePeople, type Person } from './people.ts'

const MUTED = 'terreau.quiet-arrivals'

/** Who else has the page open: their letters in colour, and their names in words. Comings and goings are told, unless muted. */
export function PeopleHere({ live }: { live: LivePage }) {
  const { people: say } = useEditingWords()
  const people = usePeople(live)
  const [told, setTold] = useState(() => localStorage.getItem(MUTED) === null)
  const news = useNews(people)
  const tell = (on: boolean) => {
    setTold(on)
    if (on) localStorage.removeItem(MUTED)
    else localStorage.setItem(MUTED, 'yes')
  }
  return (
    <>
      <details className="people-here">
        <summary>
          <span className="avatars" aria-hidden="true">
            {people.map(({ id, name, hue }) => (
              <span key={id} className="avatar" data-hue={hue}>
                {initial(name)}
              </span>
            ))}
          </span>
          <span>{people.length === 0 ? say.alone : say.with(people.map(({ name }) => name || say.someone))}</span>
        </summary>
        <label className="check small">
          <input type="checkbox" checked={told} onChange={(event) => tell(event.target.checked)} />
          {say.announce}
        </label>
      </details>
      <output className="said-only" data-news>
        {told && news}
      </output>
    </>
  )
}

/** What changed since last time, in one sentence; nothing is said of those who were here first. */
function useNews(people: readonly Person[]): string {
  const { people: say } = useEditingWords()
  const before = useRef<readonly Person[] | null>(null)
  const [news, setNews] = useState('')
  useEffect(() => {
    const last = before.current
    before.current = people
    if (!last) return
    const missingFrom = (list: readonly Person[]) => (one: Person) => !list.some(({ id }) => id === one.id)
    const came = people.filter(missingFrom(last)).map(({ name }) => name || say.someone)
    const left = last.filter(missingFrom(people)).map(({ name }) => name || say.someone)
    if (came.length + left.length === 0) return
    setNews([came.length > 0 && say.came(came), left.length > 0 && say.left(left)].filter(Boolean).join(' '))
  }, [people, say])
  return news
}
