import { Extension } from '@tiptap/core'
import { DOMSerializer, type Fragment, type Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { tell } from '../asking/ask.ts'

const MARK = 'data-terreau-page'
const MARKED = new RegExp(`${MARK}="([0-9a-f-]{36})"`)

/** Shorter words are too common to say where they come from. */
const LEAST = 16

/** Nobody waits longer than this for words to appear; they are then by who brings them. */
const PATIENCE = 1500

/**
 * What is copied here says from which page it is. Pasted into another page, the wiki is told first, so that the words
 * stay by who wrote them.
 */
export const borrowing = (pageId: string): Extension =>
  Extension.create({
    name: 'borrowing',
    addProseMirrorPlugins() {
      const { schema } = this.editor
      return [
        new Plugin({
          props: {
            clipboardSerializer: new Marking(DOMSerializer.fromSchema(schema), pageId) as never,
            handlePaste(view, event, slice) {
              const from = MARKED.exec(event.clipboardData?.getData('text/html') ?? '')?.[1]
              const texts = textsIn(slice.content)
              if (!from || from === pageId || texts.length === 0) return false
              void tellFirst(pageId, from, texts).then(() => paste(view, slice))
              return true
            },
          },
        }),
      ]
    },
  })

/** Serializes as ever, and marks what is copied with its page. */
class Marking {
  readonly #own: DOMSerializer
  readonly #pageId: string

  constructor(own: DOMSerializer, pageId: string) {
    this.#own = own
    this.#pageId = pageId
  }

  serializeFragment(...args: Parameters<DOMSerializer['serializeFragment']>): HTMLElement | DocumentFragment {
    const copied = this.#own.serializeFragment(...args)
    const marked = copied instanceof HTMLElement ? copied : copied.firstElementChild
    marked?.setAttribute(MARK, this.#pageId)
    return copied
  }
}

async function tellFirst(pageId: string, from: string, texts: readonly string[]): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE))
  await Promise.race([tell('POST', `/pages/${pageId}/borrowings`, { from, texts }).catch(() => null), late])
}

function paste(view: EditorView, slice: Slice): void {
  if (view.isDestroyed) return
  view.dispatch(
    view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'),
  )
}

/** The texts of a slice, cut where another block or something without words stands between. */
function textsIn(content: Fragment): string[] {
  const texts: string[] = []
  content.descendants((node) => {
    if (!node.isTextblock) return true
    let text = ''
    node.forEach((child) => {
      if (child.isText) text += child.text ?? ''
      else text = put(texts, text)
    })
    put(texts, text)
    return false
  })
  return texts.slice(0, 200)
}

function put(texts: string[], text: string): '' {
  if (text.length >= LEAST) texts.push(text.slice(0, 20_000))
  return ''
}
