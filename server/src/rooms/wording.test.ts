import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { writtenIn } from './inspect-update.ts'
import { Wording } from './wording.ts'

/** What the updates of one hand say, put together. */
function wordingOf(write: (doc: Y.Doc) => void, cut = (bytes: Uint8Array) => bytes): string {
  const [doc, wording] = [new Y.Doc(), new Wording()]
  doc.on('update', (bytes: Uint8Array) => wording.read(writtenIn(cut(bytes))))
  write(doc)
  return wording.toString()
}

function paragraph(doc: Y.Doc, text = ''): Y.XmlText {
  const [element, words] = [new Y.XmlElement('paragraph'), new Y.XmlText(text)]
  element.insert(0, [words])
  bodyOf(doc).push([element])
  return words
}

test('[Z20] words typed letter by letter, and those set in bold among them, come back as they were written', () => {
  const said = wordingOf((doc) => {
    const words = paragraph(doc)
    for (const [at, letter] of ['U', 'n', ' ', 't', 'a', 's'].entries()) words.insert(at, letter)
    words.insert(6, ' de feuilles', { bold: {} })
    paragraph(doc, 'Ensuite, arroser')
  })
  expect(said).toBe('Un tas de feuilles\nEnsuite, arroser')
})

test('[Z20] of a field that was set again and again, the last words come back', () => {
  const said = wordingOf((doc) => {
    for (const words of ['Un seau', 'Un seau et', 'Un seau et six mois']) fieldsOfDoc(doc).set('summary', words)
  })
  expect(said).toBe('Un seau et six mois')
})

test('[Z20] words are read up to whatever is broken in their update', () => {
  const said = wordingOf(
    (doc) => paragraph(doc, 'Bonjour à toutes et tous'),
    (bytes) => bytes.slice(0, -1),
  )
  expect(said).toBe('Bonjour à toutes et tous')
})
