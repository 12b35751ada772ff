import type { Editor } from '@tiptap/react'
import { useState, type FormEvent } from 'react'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { Dialog } from './dialog.tsx'
import { PagePicker } from './page-picker.tsx'
import { linkedAddress } from './linked-address.ts'

/** Asks where the selected words lead: a page of the wiki, or an address. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const say = useEditingWords()
  const { link } = say
  const current = String(editor.getAttributes('link').href ?? '')
  const [text, setText] = useState(current)
  const [wrong, setWrong] = useState<string | null>(null)
  const finish = (change: () => void) => {
    onClose()
    change()
  }
  const put = (event: FormEvent) => {
    event.preventDefault()
    const href = linkedAddress(text)
    if (href) finish(() => putAddress(editor, href))
    else setWrong(link.wrong)
  }
  return (
    <Dialog title={link.title} onClose={onClose}>
      <form onSubmit={put} noValidate>
        <PagePicker
          label={link.to}
          help={link.help}
          text={text}
          wrong={wrong}
          onText={(next) => {
            setText(next)
            setWrong(null)
          }}
          onPick={(page) => finish(() => putPageLink(editor, page))}
        />
        <p className="row">
          <button className="btn primary">{link.put}</button>
          {current !== '' && (
            <button
              type="button"
              className="btn"
              onClick={() => finish(() => editor.chain().focus().extendMarkRange('link').unsetLink().run())}
            >
              {link.remove}
            </button>
          )}
          <button type="button" className="btn quiet" onClick={onClose}>
            {say.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  )
}

function putAddress(editor: Editor, href: string): void {
  const chain = editor.chain().focus()
  if (editor.isActive('link')) chain.extendMarkRange('link').setLink({ href }).run()
  else if (!editor.state.selection.empty) chain.setLink({ href }).run()
  else
    chain
      .insertContent({
        type: 'text',
        text: href.replace(/^(?:mailto|tel):/, ''),
        marks: [{ type: 'link', attrs: { href } }],
      })
      .run()
}

/** The selected words stay those that one reads; without any, the page's title is read. */
function putPageLink(editor: Editor, page: PageName): void {
  const { from, to } = editor.state.selection
  const words = editor.state.doc.textBetween(from, to, ' ').trim().slice(0, 200)
  editor.chain().focus().insertContent(pageLink(page, words)).run()
}

/** A mention of a page, as the text holds it. */
export function pageLink(page: PageName, words = '') {
  return { type: 'pageLink', attrs: { page: page.id, text: words || page.title.slice(0, 200) } }
}
