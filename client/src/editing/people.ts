import { useEffect, useState } from 'react'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import type { LivePage } from '../sync/live-page.ts'

/** Somebody else who has this page open; several devices of one member are one person. */
export interface Person {
  readonly id: string
  /** Empty where the server did not say. */
  readonly name: string
  readonly hue: string
  /** The field they are writing in. */
  readonly field: string | null
}

/** Who else is here, in order of arrival as far as this device saw it. */
export function usePeople(live: LivePage): readonly Person[] {
  const self = useValue(whoAmI)?.member?.id
  const [people, setPeople] = useState<readonly Person[]>([])
  useEffect(() => {
    const { awareness } = live
    const look = () =>
      setPeople((before) => unlessSame(before, othersIn(awareness.getStates(), awareness.clientID, self)))
    look()
    awareness.on('change', look)
    return () => awareness.off('change', look)
  }, [live, self])
  return people
}

/** The first letter of a name, whole even where it is made of several characters. */
export function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim())
  return first?.segment.toUpperCase() ?? '?'
}

type Presence = Readonly<Record<string, unknown>>

/** Presence as the server stamped it, without our own devices; states without an identity have only just come. */
export function othersIn(states: ReadonlyMap<number, Presence>, own: number, self?: string): readonly Person[] {
  const people = new Map<string, Person>()
  for (const [client, state] of states) {
    const identity = client === own ? null : identityOf(state)
    if (!identity || identity.id === self) continue
    const field = typeof state.field === 'string' ? state.field : (people.get(identity.id)?.field ?? null)
    people.set(identity.id, { ...identity, field })
  }
  return [...people.values()]
}

function identityOf(state: Presence | undefined): Omit<Person, 'field'> | null {
  const user = state?.user
  if (typeof user !== 'object' || user === null || !('id' in user)) return null
  const { id, name, colour } = user as Readonly<Record<string, unknown>>
  return {
    id: String(id),
    name: typeof name === 'string' ? name : '',
    hue: typeof colour === 'string' ? colour : 'learn',
  }
}

function unlessSame(before: readonly Person[], after: readonly Person[]): readonly Person[] {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after
}
