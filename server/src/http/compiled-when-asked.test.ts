import { expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

test('every schema of every route compiles', async () => {
  const wiki = await WikiForTests.open()
  const routes: string[] = []
  // Without compilers of ours, Fastify's own compile at once.
  const app = await buildApp(wiki.wiki, wiki.config, (route) => routes.push(route), {})
  await app.ready()
  expect(routes.length).toBeGreaterThan(100)
  await app.close()
  await wiki.close()
})
