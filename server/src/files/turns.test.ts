import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

const settle = () => new Promise((done) => setImmediate(done))

test('[Y5] so many work at once and no more, in order, and a failure gives its turn away', async () => {
  const turns = new Turns(2)
  const [begun, ends] = [[] as number[], [] as (() => void)[]]
  const work = (which: number, fails = false) =>
    turns.take(async () => {
      begun.push(which)
      await new Promise<void>((end) => ends.push(end))
      if (fails) throw new Error(`${which}`)
      return which
    })
  const all = Promise.allSettled([work(1, true), work(2), work(3), work(4)])
  await settle()
  expect(begun).toEqual([1, 2])
  ends[0]?.()
  await settle()
  expect(begun).toEqual([1, 2, 3])
  for (const end of ends) end()
  await settle()
  for (const end of ends) end()
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
})
