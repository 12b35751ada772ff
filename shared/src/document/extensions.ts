import { Node, type Extensions } from '@tiptap/core'
import { Link } from '@tiptap/extension-link'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { StarterKit } from '@tiptap/starter-kit'

/** What a callout says of its content. `is-not` is the project's own: what a thing is not. */
export const CALLOUT_KINDS = ['is-not', 'tip', 'warning', 'safety', 'health', 'law'] as const
export type CalloutKind = (typeof CALLOUT_KINDS)[number]

/** A framed remark. The kinds `safety`, `health` and `law` ask for two verdicts. */
const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: '(paragraph | bulletList | orderedList)+',
  defining: true,
  addAttributes: () => ({
    kind: {
      default: 'tip',
      parseHTML: (el) => el.getAttribute('data-kind'),
      renderHTML: (a) => ({ 'data-kind': a.kind }),
    },
  }),
  parseHTML: () => [{ tag: 'aside[data-kind]' }],
  renderHTML: ({ HTMLAttributes }) => ['aside', HTMLAttributes, 0],
})

/** Numbered steps of a practice; each step is a passage. */
const Steps = Node.create({
  name: 'steps',
  group: 'block',
  content: 'step+',
  parseHTML: () => [{ tag: 'ol[data-steps]' }],
  renderHTML: () => ['ol', { 'data-steps': '' }, 0],
})

const Step = Node.create({
  name: 'step',
  content: 'paragraph (paragraph | bulletList | image)*',
  defining: true,
  parseHTML: () => [{ tag: 'ol[data-steps] > li' }],
  renderHTML: () => ['li', 0],
})

/** A picture of the wiki's own store. `alt` is never empty: the editor asks for it before inserting. */
const Image = Node.create({
  name: 'image',
  group: 'block',
  draggable: true,
  addAttributes: () => ({
    file: {
      default: null,
      parseHTML: (el) => el.getAttribute('data-file'),
      renderHTML: (a) => ({ 'data-file': a.file, src: `/files/${a.file}` }),
    },
    alt: { default: null },
    width: { default: null, parseHTML: (el) => Number(el.getAttribute('width')) || null },
    height: { default: null, parseHTML: (el) => Number(el.getAttribute('height')) || null },
  }),
  parseHTML: () => [{ tag: 'img[data-file][alt]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
})

/** A mention of another page by its id, so that renaming never breaks it; `text` is what was read when it was written. */
const PageLink = Node.create({
  name: 'pageLink',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    page: {
      default: null,
      parseHTML: (el) => el.getAttribute('data-page'),
      renderHTML: (a) => ({ 'data-page': a.page, href: `/p/${a.page}` }),
    },
    text: { default: null, parseHTML: (el) => el.textContent },
  }),
  parseHTML: () => [{ tag: 'a[data-page]', priority: 60 }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'a',
    { 'data-page': HTMLAttributes['data-page'], href: HTMLAttributes.href },
    String(node.attrs.text),
  ],
  renderText: ({ node }) => String(node.attrs.text),
})

/** Points at a page of type source, with where in it (`p. 12`, `art. 4`). */
const Citation = Node.create({
  name: 'citation',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    source: {
      default: null,
      parseHTML: (el) => el.getAttribute('data-source'),
      renderHTML: (a) => ({ 'data-source': a.source }),
    },
    locator: {
      default: null,
      parseHTML: (el) => el.getAttribute('data-locator'),
      renderHTML: (a) => (a.locator ? { 'data-locator': a.locator } : {}),
    },
  }),
  parseHTML: () => [{ tag: 'sup[data-source]' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', HTMLAttributes],
})

/** Keeps nothing but the address: target, rel and class are the renderer's business. */
const PlainLink = Link.extend({
  addAttributes: () => ({ href: { default: null, parseHTML: (el: HTMLElement) => el.getAttribute('href') } }),
}).configure({
  openOnClick: false,
  autolink: true,
  defaultProtocol: 'https',
  protocols: ['http', 'https', 'mailto', 'tel'],
  HTMLAttributes: { rel: 'noopener nofollow' },
})

/**
 * What a page can contain, in the one list from which server and editor both build their schema.
 * The client adds behaviour to these; it never adds a node, a mark or an attribute.
 */
export const documentExtensions: Extensions = [
  StarterKit.configure({
    undoRedo: false,
    trailingNode: false,
    link: false,
    underline: false,
    heading: { levels: [2, 3, 4] },
  }),
  PlainLink,
  TaskList,
  TaskItem.configure({ nested: true }),
  Table.configure({ resizable: false }),
  TableRow,
  TableHeader,
  TableCell,
  Callout,
  Steps,
  Step,
  Image,
  PageLink,
  Citation,
]
