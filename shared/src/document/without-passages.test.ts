import fc from 'fast-check'
import { expect, test } from 'vitest'
import { body as anyBody } from './body-arbitrary.ts'
import { passagesOf } from './passages.ts'
import { pageSchema } from './schema.ts'
import { withoutPassages } from './without-passages.ts'

test('[F7] [D21] a page without some of its passages is one that a page can be, with all others in their order', () => {
  fc.assert(
    fc.property(anyBody, fc.nat(6), (body, every) => {
      const fields = { title: 'Réparer un vélo', is: ['prêter', 'donner', 'prêter'], tags: ['vélo'] }
      const before = passagesOf({ type: 'principle', fields, body })
      const gone = new Set(before.filter((_, at) => at % 7 >= every).map(({ hash, field = '' }) => `${hash} ${field}`))
      const isGone = (hash: string, field = '') => gone.has(`${hash} ${field}`)
      const left = withoutPassages({ fields, body }, isGone)
      pageSchema.nodeFromJSON(left.body).check()
      const after = passagesOf({ type: 'principle', ...left }).map(({ hash }) => hash)
      expect(after).toEqual(before.filter(({ hash, field }) => !isGone(hash, field)).map(({ hash }) => hash))
    }),
  )
})
