import type { BodyNode } from '@terreau/shared/document/body-node.ts'

/** Words as people type them, among them those that break careless code. */
export const WORDS = [
  'compost',
  'l’atelier',
  'été',
  'e\u0301te\u0301',
  '👩‍🌾',
  '👨‍👩‍👧‍👦',
  '🇫🇷',
  'a😀b',
  '😀',
  'שלום',
  'مرحبا',
  'a\u200db',
  '𝒳',
  'œuvre',
  '«\u00a0ça\u00a0»',
  'ab',
  'aa',
  'a',
  ' ',
] as const

const text = (words: string): BodyNode => ({ type: 'text', text: words })
const paragraph = (words: string): BodyNode => ({ type: 'paragraph', content: [text(words)] })
const list = (type: string, item: string, attrs?: Record<string, unknown>): BodyNode => ({
  type,
  content: ['un', 'deux 😀', 'trois'].map((words) => ({
    type: item,
    ...(attrs && { attrs }),
    content: [paragraph(words)],
  })),
})
const row = (cell: string): BodyNode => ({
  type: 'tableRow',
  content: ['ici', 'là'].map((words) => ({ type: cell, content: [paragraph(words)] })),
})

/** One block of each kind that a page holds. */
export const BLOCKS: readonly BodyNode[] = [
  paragraph('Un tas, un seau, six mois.'),
  { type: 'paragraph' },
  { type: 'heading', attrs: { level: 2 }, content: [text('Ce qu’il faut')] },
  list('bulletList', 'listItem'),
  list('orderedList', 'listItem'),
  list('taskList', 'taskItem', { checked: false }),
  list('steps', 'step'),
  { type: 'table', content: [row('tableHeader'), row('tableCell')] },
  { type: 'blockquote', content: [paragraph('« Rien ne se perd. »')] },
  { type: 'callout', attrs: { kind: 'is-not' }, content: [paragraph('Ce n’est pas une poubelle.')] },
  { type: 'codeBlock', content: [text('2 seaux\n1 fourche')] },
  { type: 'horizontalRule' },
  { type: 'image', attrs: { file: 'a'.repeat(64), alt: 'Un bac ouvert' } },
]
