import { EditorContent, useEditor, type Editor } from '@tiptap/react'
import { useEffect, useState } from 'react'
import type { Page } from '@terreau/shared/api/pages.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import type { LivePage } from '../sync/live-page.ts'
import { AuthorsShown } from './authors-shown.ts'
import { borrowing } from './borrowing.ts'
import { deskKeys, type Desk } from './desk.ts'
import { figuresAreFlagged } from './figure-hint.tsx'
import { insertItems, INSERTIONS } from './insertions.ts'
import { pageLink } from './link-dialog.tsx'
import { MenuStore } from './menu-store.ts'
import { pageExtensions } from './page-extensions.ts'
import { searchPages } from './page-search.ts'
import { textMenu } from './text-menu.ts'

/** An editor on the body of a live page. It is made once the page is whole, and writes nothing by being opened. */
export function useBodyEditor(
  live: LivePage,
  { id, lang, type }: Pick<Page, 'id' | 'lang' | 'type'>,
  desk: Desk,
): { editor: Editor; menus: MenuStore } {
  const words = useEditingWords()
  const { t } = useLanguage()
  const [menus] = useState(() => new MenuStore())
  const editor = useEditor(
    {
      injectCSS: false,
      // An empty string would be read as HTML, which the content policy refuses (Y2).
      content: { type: 'doc', content: [{ type: 'paragraph' }] },
      extensions: [
        ...pageExtensions(live, {
          editing: words,
          callouts: t.callouts,
          // A source is where its figures come from.
          ...(type !== 'source' && { flagsFigures: figuresAreFlagged() }),
        }),
        insertMenu(words, menus, desk),
        pageMenu(words, menus, desk),
        deskKeys(desk),
        AuthorsShown,
        borrowing(id),
      ],
      editorProps: {
        attributes: {
          class: 'writing prose',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': words.body,
          'aria-describedby': 'writing-help',
          lang,
        },
      },
      editable: live.getState().mayWrite,
    },
    [live],
  )
  return { editor, menus }
}

type Words = ReturnType<typeof useEditingWords>

function insertMenu(words: Words, menus: MenuStore, desk: Desk) {
  return textMenu(
    {
      name: 'insertMenu',
      opens: '/',
      anywhere: false,
      label: words.insert.label,
      nothing: () => words.insert.nothing,
      items: (query) => insertItems(words, query),
      choose: (editor, range, { id }) => {
        editor.chain().focus().deleteRange(range).run()
        INSERTIONS[id](editor, desk.ask)
      },
    },
    menus,
  )
}

function pageMenu({ pages }: Words, menus: MenuStore, desk: Desk) {
  return textMenu(
    {
      name: 'pageMenu',
      opens: '[[',
      anywhere: true,
      label: pages.label,
      nothing: (query) => (query.trim() === '' ? pages.hint : pages.none(query.trim())),
      items: async (query) =>
        (await searchPages(query).catch(() => [])).map((page) => ({
          ...page,
          name: page.title,
          says: desk.typeName(page),
        })),
      choose: (editor, range, page) => {
        editor.chain().focus().insertContentAt(range, pageLink(page)).run()
      },
    },
    menus,
  )
}

/** The text itself. */
export function BodyText({ editor, mayWrite }: { editor: Editor; mayWrite: boolean }) {
  const words = useEditingWords()
  useEffect(() => editor.setEditable(mayWrite, false), [editor, mayWrite])
  return (
    <>
      <EditorContent editor={editor} />
      <p id="writing-help" className="said-only">
        {words.keysHelp}
      </p>
    </>
  )
}
