import { Extension, type AnyExtension, type Extensions, type Node } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { Placeholder } from '@tiptap/extension-placeholder'
import type { DOMOutputSpec } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { isSafeHref } from '@terreau/shared/document/attributes.ts'
import { documentExtensions } from '@terreau/shared/document/extensions.ts'
import type { EditingLabels } from '../i18n/editing.fr.ts'
import type { Labels } from '../i18n/fr.ts'
import type { LivePage } from '../sync/live-page.ts'
import { calloutView } from './callout-view.ts'
import { carefulCollaboration, type OnHeld } from './careful-binding.ts'
import { carets } from './carets.ts'
import { CitationNumbers, citationView } from './citations.ts'
import { EnterOverBlocks } from './enter-over-blocks.ts'
import { ClicksGoBeside } from './inline-atoms.ts'
import { fittingSlice, withoutLooks } from './pasting.ts'
import { stepKeys } from './steps.ts'
import { unsourcedFigures } from './unsourced-figures.ts'

/** The words that stand inside the text itself. */
export interface WordsInText {
  readonly editing: EditingLabels
  readonly callouts: Labels['callouts']
  /** Whether figures without a source are flagged; absent where they never are. */
  readonly flagsFigures?: boolean
}

/**
 * What the editor is built from: the nodes and marks that every page shares, with behaviour added and nothing else,
 * bound to the page's own document. Undo reaches one's own edits only.
 */
export function pageExtensions(live: LivePage, words: WordsInText): Extensions {
  return [
    ...documentExtensions.map((extension) => withBehaviour(extension, words)),
    carefulCollaboration(live.body, holding(live)),
    carets(live, words.editing.people.someone),
    Placeholder.configure({ placeholder: words.editing.bodyPlaceholder, showOnlyWhenEditable: true }),
    CitationNumbers,
    ...(words.flagsFigures === undefined ? [] : [unsourcedFigures(words.flagsFigures)]),
    ClicksGoBeside,
    PastesOnlyWhatFits,
    EnterOverBlocks,
  ]
}

/** So long the server may take to tidy what people left empty together. */
const PASSING_MS = 1_000

/** Tells the page that its editor is held, unless that passes at once. */
function holding(live: LivePage): OnHeld {
  let lasting: ReturnType<typeof setTimeout> | null = null
  return (held) => {
    if (lasting) clearTimeout(lasting)
    if (held) lasting = setTimeout(() => live.hold(true), PASSING_MS)
    else live.hold(false)
  }
}

/** Adds keys and looks to one of the shared extensions; its schema stays as it is. */
function withBehaviour(extension: AnyExtension, words: WordsInText): AnyExtension {
  // Walking down from a last block of code would write a paragraph; three Enters leave it all the same.
  if (extension.name === 'starterKit') return extension.configure({ codeBlock: { exitOnArrowDown: false } })
  if (extension.name === 'table') return quietTable(extension as Node)
  if (extension.name === 'step') return withKeys(extension as Node, stepKeys)
  if (extension.name === 'steps')
    return extension.extend({ renderHTML: () => ['ol', { 'data-steps': '', class: 'steps' }, 0] })
  if (extension.name === 'image') return extension.extend({ renderHTML: picture })
  if (extension.name === 'taskList') return extension.configure({ HTMLAttributes: { class: 'tasks' } })
  // A mention or a citation that a click selects would be overwritten by the next letter.
  if (extension.name === 'pageLink') return (extension as Node).extend({ selectable: false })
  if (extension.name === 'citation') {
    return (extension as Node).extend({ selectable: false, addNodeView: () => citationView })
  }
  if (extension.name === 'callout') return extension.extend({ addNodeView: () => calloutView(words.callouts) })
  if (extension.name === 'link') return extension.configure({ protocols: [], isAllowedUri: isSafeHref })
  if (extension.name === 'taskItem') {
    const checkboxLabel = (node: { textContent: string }) => words.editing.task(node.textContent)
    return extension.configure({ a11y: { checkboxLabel } })
  }
  return extension
}

function withKeys(extension: Node, keys: typeof stepKeys): AnyExtension {
  return extension.extend({
    addKeyboardShortcuts() {
      return keys(this.editor)
    },
  })
}

const picture = ({ HTMLAttributes }: { HTMLAttributes: Record<string, unknown> }): DOMOutputSpec => [
  'img',
  { ...HTMLAttributes, class: 'picture' },
]

/**
 * A table whose rows became uneven is mended by whoever touches it next. Mending it on arrival would make everyone
 * who has the page open write at once, and a mere reader its author. Its widths are the style sheet's: styles written into the
 * page are refused by the browser.
 */
function quietTable(table: Node): AnyExtension {
  return table.extend({
    renderHTML: () => ['table', ['tbody', 0]],
    addProseMirrorPlugins() {
      const plugins: Plugin[] = this.parent?.() ?? []
      for (const plugin of plugins) {
        const mend = plugin.spec.appendTransaction
        if (!mend) continue
        plugin.spec.appendTransaction = function (transactions, before, after) {
          if (transactions.some(isChangeOrigin)) return null
          return mend.call(this, transactions, before, after)
        }
      }
      return plugins
    },
  })
}

const PastesOnlyWhatFits = Extension.create({
  name: 'pastesOnlyWhatFits',
  addProseMirrorPlugins: () => [
    new Plugin({ props: { transformPastedHTML: withoutLooks, transformPasted: fittingSlice } }),
  ],
})
