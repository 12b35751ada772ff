import { getSchema } from '@tiptap/core'
import { expect, test } from 'vitest'
import { fingerprintOf, schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { editingFr } from '../i18n/editing.fr.ts'
import { fr } from '../i18n/fr.ts'
import { LivePage } from '../sync/live-page.ts'
import { pageExtensions } from './page-extensions.ts'

test('[E7] the editor adds behaviour to the shared schema and changes nothing in it', () => {
  const live = new LivePage({
    pageId: '01890000-0000-7000-8000-000000000001' as PageId,
    schema: schemaFingerprint,
    fetchTicket: () => Promise.reject(new Error('never asked')),
    url: 'ws://wiki/collab',
  })
  const schema = getSchema(pageExtensions(live, { editing: editingFr, callouts: fr.callouts }))
  live.destroy()
  expect(fingerprintOf(schema)).toBe(schemaFingerprint)
})
