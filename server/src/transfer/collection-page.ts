import type { Collection } from './collection.ts'
import { hashOfText, idOfImport } from './import-key.ts'
import type { IncomingPage } from './page-writer.ts'

/** The page of type source that all guides of a collection cite. */
export function collectionPage({ name, title: itsTitle, licence, url, date, about }: Collection): IncomingPage {
  const title = `Recueil « ${itsTitle} »`.slice(0, 120)
  const importKey = `collection:${name}`
  const summary = `Le recueil « ${itsTitle} », d’où viennent les guides qui le citent.`
  const fields = {
    title,
    summary,
    kind: 'document',
    source_licence: licence,
    licence,
    ...(url && { url }),
    ...(date && { date }),
    ...(about && { excerpt: about }),
  }
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: summary }] }] }
  const hash = hashOfText(JSON.stringify(fields))
  return { id: idOfImport(importKey), type: 'source', title, lang: 'fr', fields, body, importKey, hash }
}
