import type { Editor } from '@tiptap/react'
import { useEffect, useMemo, useState, type FormEvent } from 'react'
import type { StoredImage } from '@terreau/shared/api/pages.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { isRefusal } from '../asking/ask.ts'
import { Dialog } from './dialog.tsx'

/** A picture of the store, with the words that stand for it. */
export interface DescribedImage extends StoredImage {
  readonly alt: string
}

interface ImageDialogProps {
  /** A picture that was pasted or dropped; another can still be chosen. */
  readonly dropped: File | null
  /** A picture that is in the page already, to be described anew. */
  readonly current: DescribedImage | null
  readonly onPut: (image: DescribedImage) => void
  readonly onClose: () => void
}

/** Asks for a picture and for the words that describe it: neither goes without the other. */
export function ImageDialog({ dropped, current, onPut, onClose }: ImageDialogProps) {
  const { image: say, cancel } = useEditingWords()
  const [file, setFile] = useState<File | null>(dropped)
  const [alt, setAlt] = useState(current?.alt ?? '')
  const [wrong, setWrong] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const put = async (event: FormEvent) => {
    event.preventDefault()
    if (!file && !current) return setWrong(say.fileMissing)
    if (alt.trim() === '') return setWrong(say.altMissing)
    setSending(true)
    const sent = file ? await sendImage(file).catch(() => say.failed) : current
    setSending(false)
    if (typeof sent === 'string') setWrong(sent)
    else if (sent) onPut({ ...sent, alt: alt.trim() })
  }
  return (
    <Dialog title={say.title} onClose={onClose}>
      <form onSubmit={(event) => void put(event)} noValidate className="stack">
        {!current && (
          <label className="field">
            <span>{say.file}</span>
            <input
              className="input"
              type="file"
              accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          </label>
        )}
        <Preview file={file} alt={say.preview} stored={current?.file} />
        <label className="field">
          <span>{say.alt}</span>
          <textarea
            className="input"
            rows={2}
            maxLength={500}
            value={alt}
            onChange={(event) => setAlt(event.target.value)}
          />
          <span className="small muted">{say.altHelp}</span>
        </label>
        <output className="said-wrong">{sending ? say.sending : wrong}</output>
        <p className="row">
          <button className="btn primary" disabled={sending}>
            {current ? say.change : say.put}
          </button>
          <button type="button" className="btn quiet" onClick={onClose}>
            {cancel}
          </button>
        </p>
      </form>
    </Dialog>
  )
}

function Preview({ file, stored, alt }: { file: File | null; stored: string | undefined; alt: string }) {
  const address = useMemo(() => file && URL.createObjectURL(file), [file])
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address])
  const src = file ? address : stored && `/files/${stored}`
  return src ? <img className="image-preview" src={src} alt={alt} /> : null
}

/** Stores a picture; answers a sentence where the wiki said no. Throws where it did not answer. */
async function sendImage(file: File): Promise<StoredImage | string> {
  const body = new FormData()
  body.append('file', file)
  const response = await fetch('/api/files', { method: 'POST', body })
  const answer: unknown = await response.json()
  if (isRefusal(answer)) return answer.message
  return answer as StoredImage
}

/** Sets a picture into the text, or describes anew the one that is selected. */
export function putImage(editor: Editor, { file, alt, width, height }: DescribedImage): void {
  const chain = editor.chain().focus()
  if (selectedImage(editor)) chain.updateAttributes('image', { alt }).run()
  else chain.insertContent({ type: 'image', attrs: { file, alt, width, height } }).run()
}

export function selectedImage(editor: Editor): DescribedImage | null {
  return editor.isActive('image') ? (editor.getAttributes('image') as DescribedImage) : null
}
