import type * as Md from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { BodyNode } from './body-node.ts'
import { blocksFrom } from './markdown-read-blocks.ts'
import type { FindPage } from './markdown-names.ts'
import { inlineFrom, type Loss } from './markdown-read-inline.ts'
import { pageSchema } from './schema.ts'
import { plainText } from './plain-text.ts'

/** Without the second look for bare links, which would also make links of what is escaped. */
const tokensOnly = gfmFromMarkdown().map(({ transforms: _transforms, ...extension }) => extension)

export interface ReadMarkdown {
  /** Words of the first top heading, where the text opens with it; it is not in the body. */
  readonly title: string | undefined
  /** In the schema of pages, and never empty. */
  readonly body: BodyNode
  /** What could not be kept as it was. */
  readonly losses: readonly Loss[]
}

/**
 * Reads CommonMark with GitHub's tables, task lists, footnotes and bare links, and our own: `> [!TIP]` opens a callout,
 * `<!-- steps -->` says that the next list is steps, `[[page]]` and `[^source: p. 4]` name pages. Words are never
 * dropped: what pages cannot hold becomes plainer.
 */
export function readMarkdown(markdown: string, findPage: FindPage = () => undefined): ReadMarkdown {
  const source = markdown.normalize('NFC')
  const tree = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: tokensOnly })
  const { title, rest } = titleOf(tree)
  const losses: Loss[] = []
  const reading = { source, tree, findPage, lose: (loss: Loss) => losses.push(loss), topHeading: topOf(rest) }
  const content = blocksFrom(rest, reading)
  const doc = pageSchema.nodeFromJSON({ type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] })
  doc.check()
  return { title, body: doc.toJSON() as BodyNode, losses }
}

/** Takes a top heading off the start; comments and the like may stand before it. */
function titleOf(tree: Md.Root): { title: string | undefined; rest: Md.RootContent[] } {
  const at = tree.children.findIndex(({ type }) => type !== 'html' && type !== 'definition')
  const first = tree.children[at]
  if (first?.type !== 'heading' || first.depth !== 1) return { title: undefined, rest: tree.children }
  return { title: wordsOf(first), rest: tree.children.toSpliced(at, 1) }
}

function wordsOf(heading: Md.Heading): string {
  const nowhere = {
    source: '',
    tree: { type: 'root' as const, children: [] },
    findPage: () => undefined,
    lose: () => {},
    topHeading: 1,
  }
  return plainText({ type: 'heading', content: inlineFrom(heading.children, nowhere) })
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Depth of the highest heading that is left: it becomes our level 2. */
function topOf(nodes: readonly Md.RootContent[]): number {
  return Math.min(...nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : [])), 2)
}
