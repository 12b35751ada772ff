import { Collaboration } from '@tiptap/extension-collaboration'
import type { AnyExtension } from '@tiptap/core'
import { Plugin, type EditorState } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { canBuild } from './buildable.ts'

/** Told when the text holds something that this editor cannot show, and when it can show all of it again. */
export type OnHeld = (held: boolean) => void

/**
 * Binds the editor to a body without y-tiptap's habit of deleting, for everyone and in one's own name, whatever the
 * schema cannot build. While there is such a thing the editor is held: it shows what it showed, and writes nothing.
 * It goes on by itself once all can be built, as after the server tidied a list that two people emptied together.
 */
export function carefulCollaboration(body: Y.XmlFragment, onHeld: OnHeld): AnyExtension {
  return Collaboration.extend({
    addProseMirrorPlugins() {
      const plugins: Plugin[] = this.parent?.() ?? []
      const sync = plugins.find(({ spec }) => spec.key === ySyncPluginKey)
      if (!sync) throw new Error('the binding has no sync plugin')
      const careful = new CarefulBinding(onHeld)
      careful.takeOver(sync)
      return [...plugins, careful.keeper()]
    },
  }).configure({ fragment: body })
}

/** What y-tiptap's binding does, once it was seen that nothing would be deleted by it. */
export class CarefulBinding {
  readonly #onHeld: OnHeld
  #held = false
  #selection: ProsemirrorBinding['beforeTransactionSelection'] | null = null
  #guarded = false

  constructor(onHeld: OnHeld) {
    this.#onHeld = onHeld
  }

  get held(): boolean {
    return this.#held
  }

  /** Stands before the binding of a sync plugin from its first look at the body on. */
  takeOver(sync: Plugin): void {
    const open = sync.spec.view
    if (!open) throw new Error('the sync plugin has no view')
    sync.spec.view = (view: EditorView) => {
      if (!this.#guarded) this.guard(bindingIn(view.state), view.state.schema)
      this.#guarded = true
      return open.call(sync, view)
    }
  }

  /** Refuses edits while held: what is on the screen is not what the page is. */
  keeper(): Plugin {
    return new Plugin({
      filterTransaction: (transaction) =>
        !this.#held || !transaction.docChanged || transaction.getMeta(ySyncPluginKey) !== undefined,
    })
  }

  /** Must be called before the binding observes its document. */
  guard(binding: ProsemirrorBinding, schema: EditorState['schema']): void {
    const { _observeFunction: changed, beforeAllTransactions } = binding
    const rerender = binding._forceRerender.bind(binding)
    const write = binding._prosemirrorChanged.bind(binding)
    binding._observeFunction = (events: Y.YEvent<never>[], transaction: Y.Transaction) => {
      if (transaction.origin === ySyncPluginKey) return changed(events, transaction)
      forget(binding, transaction)
      if (this.#look(binding, canBuild(binding.type, schema, binding.mapping))) changed(events, transaction)
    }
    binding._forceRerender = () => {
      if (this.#look(binding, canBuild(binding.type, schema))) rerender()
    }
    binding._prosemirrorChanged = (doc) => {
      if (!this.#held) write(doc)
    }
    binding.beforeAllTransactions = () => {
      if (!this.#held) beforeAllTransactions()
    }
  }

  /** Answers whether the body may be shown. The cursor stays where it was when the editor was held. */
  #look(binding: ProsemirrorBinding, buildable: boolean): boolean {
    if (this.#held === buildable) {
      this.#held = !buildable
      if (this.#held) this.#selection = binding.beforeTransactionSelection
      else if (this.#selection) binding.beforeTransactionSelection = this.#selection
      this.#onHeld(this.#held)
    }
    return buildable
  }
}

function bindingIn(state: EditorState): ProsemirrorBinding {
  return (ySyncPluginKey.getState(state) as { binding: ProsemirrorBinding }).binding
}

/** What changed was not built yet; the binding does the same again later. */
function forget({ mapping }: ProsemirrorBinding, transaction: Y.Transaction): void {
  for (const type of [...transaction.changed.keys(), ...transaction.changedParentTypes.keys()]) mapping.delete(type)
}
