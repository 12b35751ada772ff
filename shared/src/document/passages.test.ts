import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BodyNode } from './body-node.ts'
import { body as anyBody } from './body-arbitrary.ts'
import { passagesOf } from './passages.ts'
import { bodyJson, bodyOf } from './yxml.ts'
import { writeBody } from './yxml-write.ts'
import * as Y from 'yjs'

const text = (words: string, ...marks: string[]): BodyNode => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
})
const node = (type: string, ...content: BodyNode[]): BodyNode => ({ type, content })
const line = (words: string): BodyNode => node('paragraph', text(words))
const page = (...content: BodyNode[]) => passagesOf({ type: 'practice', fields: {}, body: node('doc', ...content) })
const hashes = (...content: BodyNode[]) => page(...content).map(({ hash }) => hash)

const image = (attrs: object): BodyNode => ({
  type: 'image',
  attrs: { file: 'a'.repeat(64), alt: 'Un frein', ...attrs },
})

describe('[P1] what a passage is', () => {
  test('a block, an item, a step, a task and a row are each a passage', () => {
    const row = (...cells: string[]) => node('tableRow', ...cells.map((cell) => node('tableCell', line(cell))))
    const passages = page(
      line('Bonjour'),
      node('bulletList', node('listItem', line('un')), node('listItem', line('deux'))),
      node('steps', node('step', line('Choisir la ferme')), node('step', line('Peindre au sol'))),
      node('taskList', node('taskItem', line('clé'))),
      node('table', row('quoi', 'qui'), row('frigo', 'Lou')),
    )
    expect(passages.map(({ kind, text, path }) => [kind, text, path])).toEqual([
      ['paragraph', 'Bonjour', [0]],
      ['listItem', 'un', [1, 0]],
      ['listItem', 'deux', [1, 1]],
      ['step', 'Choisir la ferme', [2, 0]],
      ['step', 'Peindre au sol', [2, 1]],
      ['taskItem', 'clé', [3, 0]],
      ['tableRow', 'quoi | qui', [4, 0]],
      ['tableRow', 'frigo | Lou', [4, 1]],
    ])
  })

  test('a field is one passage, and each statement of a list of statements is one', () => {
    const fields = {
      is_not: ['élitiste'],
      is: ['un lieu ouvert', 'éclectique'],
      title: 'Échanger',
      tags: ['don', 'troc'],
    }
    const passages = passagesOf({ type: 'principle', fields, body: node('doc') })
    expect(passages.map(({ field, text, path }) => [field, text, path])).toEqual([
      ['title', 'Échanger', []],
      ['tags', 'don, troc', []],
      ['is', 'un lieu ouvert', [0]],
      ['is', 'éclectique', [1]],
      ['is_not', 'élitiste', [0]],
    ])
  })

  test('an empty block says nothing and is no passage', () => {
    expect(
      page({ type: 'paragraph' }, line('  '), node('bulletList', node('listItem', { type: 'paragraph' }))),
    ).toEqual([])
  })
})

describe('[P2] a hash tells content from presentation', () => {
  test('the size of a picture is presentation, its description is content', () => {
    expect(hashes(image({ width: 80, height: 60 }))).toEqual(hashes(image({})))
    expect(hashes(image({ alt: 'Une roue' }))).not.toEqual(hashes(image({})))
  })

  test('NFC, order of marks and cuts between texts make no difference', () => {
    const whole = node('paragraph', text('L’été au café', 'bold', 'italic'))
    const cut = node('paragraph', text('L’e', 'italic', 'bold'), text('\u0301te\u0301 au cafe\u0301', 'bold', 'italic'))
    expect(hashes(cut)).toEqual(hashes(whole))
  })

  test('bold and plain are told apart', () => {
    expect(hashes(node('paragraph', text('ouvert', 'bold')))).not.toEqual(hashes(line('ouvert')))
  })

  test('the same words in two fields are two things', () => {
    const [is, isNot] = passagesOf({
      type: 'principle',
      fields: { is: ['ouvert'], is_not: ['ouvert'] },
      body: node('doc'),
    })
    expect(is?.hash).not.toBe(isNot?.hash)
  })

  test('a page and its copy in Yjs have the same passages', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const doc = new Y.Doc()
        writeBody(bodyOf(doc), body)
        const stored = passagesOf({ type: 'practice', fields: {}, body: bodyJson(bodyOf(doc)) })
        expect(stored).toEqual(passagesOf({ type: 'practice', fields: {}, body }))
      }),
    )
  })
})
