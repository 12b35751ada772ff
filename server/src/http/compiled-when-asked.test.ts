import { expect, test, vi } from 'vitest'
import { WikiForTests } from '../wiki-for-tests.ts'

// Fastify's own, which compile at once.
vi.mock('./compiled-when-asked.ts', () => ({ compiledWhenAsked: () => ({}) }))

test('every schema of every route compiles', async () => {
  const wiki = await WikiForTests.open()
  await wiki.app.ready()
  expect(wiki.routes.length).toBeGreaterThan(100)
  await wiki.close()
})
