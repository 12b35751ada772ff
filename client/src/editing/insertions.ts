import type { Editor } from '@tiptap/core'
import { CALLOUT_KINDS, type CalloutKind } from '@terreau/shared/document/extensions.ts'
import { EDITING_WORDS } from '../i18n/editing.ts'
import type { EditingLabels } from '../i18n/editing.fr.ts'
import { fold } from './fold.ts'
import type { MenuItem } from './menu-store.ts'

/** Questions that the editor asks in a window of their own. */
export type Asking = 'link' | 'image' | 'citation'
export type InsertKey = keyof EditingLabels['insert']['items']

type Insertion = (editor: Editor, ask: (asking: Asking) => void) => void

const callout =
  (kind: CalloutKind): Insertion =>
  (editor) => {
    if (editor.isActive('callout')) editor.chain().focus().updateAttributes('callout', { kind }).run()
    else editor.chain().focus().clearNodes().wrapIn('callout', { kind }).run()
  }

/** What each line of the insert menu does, at the cursor. */
export const INSERTIONS: Readonly<Record<InsertKey, Insertion>> = {
  source: (_, ask) => ask('citation'),
  page: (editor) => startPageLink(editor),
  link: (_, ask) => ask('link'),
  image: (_, ask) => ask('image'),
  steps: (editor) => toggleSteps(editor),
  heading2: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  heading3: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  heading4: (editor) => editor.chain().focus().toggleHeading({ level: 4 }).run(),
  bullets: (editor) => editor.chain().focus().toggleBulletList().run(),
  numbers: (editor) => editor.chain().focus().toggleOrderedList().run(),
  tasks: (editor) => editor.chain().focus().toggleTaskList().run(),
  table: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run(),
  quote: (editor) => editor.chain().focus().toggleBlockquote().run(),
  code: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  rule: (editor) => editor.chain().focus().setHorizontalRule().run(),
  'is-not': callout('is-not'),
  tip: callout('tip'),
  warning: callout('warning'),
  safety: callout('safety'),
  health: callout('health'),
  law: callout('law'),
}

export function toggleSteps(editor: Editor): void {
  if (editor.isActive('step')) editor.chain().focus().liftListItem('step').run()
  else editor.chain().focus().clearNodes().wrapInList('steps').run()
}

/** Types what opens the page menu, so that a button and the keyboard lead to the same place. */
export function startPageLink(editor: Editor): void {
  editor.chain().focus().insertContent({ type: 'text', text: '[[' }).run()
}

/** Types what opens the insert menu, after a space where a word stands before. */
export function startInsertion(editor: Editor): void {
  const { $to } = editor.state.selection
  const before = $to.parent.textBetween(Math.max(0, $to.parentOffset - 1), $to.parentOffset, undefined, 'x')
  const slash = before === '' || before === ' ' ? '/' : ' /'
  editor.chain().focus().setTextSelection($to.pos).insertContent({ type: 'text', text: slash }).run()
}

export interface InsertItem extends MenuItem {
  readonly id: InsertKey
}

/** Lines of the insert menu that answer what was typed, in French or in English, whatever the accents; names come first. */
export function insertItems(words: EditingLabels, query: string): InsertItem[] {
  const wanted = fold(query)
  const keys = Object.keys(words.insert.items) as InsertKey[]
  const called = keys.filter((key) => saidOf(key, 'name').some((name) => name.startsWith(wanted)))
  const meant = keys.filter((key) =>
    [...saidOf(key, 'name'), ...saidOf(key, 'words')].some((said) => begins(said, wanted)),
  )
  return [...new Set([...called, ...meant])].map((id) => ({ id, ...words.insert.items[id] }))
}

function saidOf(key: InsertKey, part: 'name' | 'words'): string[] {
  return Object.values(EDITING_WORDS).map(({ insert }) => fold(insert.items[key][part]))
}

/** True where a word, or the words from one on, begin like this. */
function begins(said: string, wanted: string): boolean {
  return said.split(/(?<=[^\p{L}\p{N}])/u).some((_, at, words) => words.slice(at).join('').startsWith(wanted))
}

/** Callouts all have their line in the menu. */
CALLOUT_KINDS satisfies readonly InsertKey[]
