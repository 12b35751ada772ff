import { expect, test } from 'vitest'
import { initial, othersIn } from './people.ts'

const user = (id: string, name: string) => ({ user: { id, name, colour: 'move' } })

test('[E17] one person on two devices is one person, and nobody sees themselves', () => {
  const states = new Map<number, Record<string, unknown>>([
    [1, user('a', 'Ana')],
    [2, user('d', 'Dalia')],
    [3, { ...user('d', 'Dalia'), field: 'duration' }],
    [4, user('a', 'Ana')],
    [5, {}],
  ])
  expect(othersIn(states, 1, 'a')).toEqual([{ id: 'd', name: 'Dalia', hue: 'move', field: 'duration' }])
})

test('[E17] a name is shown by its first letter as people read it', () => {
  expect([initial('élodie'), initial(' 🧑‍🌾 Jo'), initial('')]).toEqual(['É', '🧑‍🌾', '?'])
})
