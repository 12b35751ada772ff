import { useMemo, useState } from 'react'
import type { Page, PageAnswer } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useEditingWords } from '../i18n/editing.ts'
import type { LivePage } from '../sync/live-page.ts'
import { Authors } from './authors.tsx'
import { BodyText, useBodyEditor } from './body-editor.tsx'
import { CitationDialog } from './citation-dialog.tsx'
import { CitedSources } from './cited-sources.tsx'
import type { Desk } from './desk.ts'
import { FigureHint, FigureSetting } from './figure-hint.tsx'
import { FieldCard } from './fields/field-card.tsx'
import { useKnownNames } from './fields/known-names.ts'
import { ImageDialog, putImage, selectedImage } from './image-dialog.tsx'
import type { Asking } from './insertions.ts'
import { LinkDialog } from './link-dialog.tsx'
import { MenuList } from './menu-list.tsx'
import { RecoveredDraftsList } from './recovered-drafts.tsx'
import { SheetHead } from './sheet-head.tsx'
import { Toolbar } from './toolbar.tsx'
import { useLiveState } from './use-live-page.ts'

interface WritingSheetProps {
  readonly live: LivePage
  readonly answer: PageAnswer
  /** What the buttons above the sheet may ask for. */
  readonly asking: Asking | null
  readonly onAsking: (asking: Asking | null) => void
}

/** Tools, the sheet and the card of fields, on a page that is whole. */
export function WritingSheet({ live, answer, asking, onAsking }: WritingSheetProps) {
  const words = useEditingWords()
  const { mayWrite } = useLiveState(live)
  const { page } = answer
  const [dropped, setDropped] = useState<File | null>(null)
  const desk = useDesk(onAsking, setDropped)
  const { editor, menus } = useBodyEditor(live, page, desk)
  const names = useKnownNames(answer.named, words.unknownSource)
  const close = () => {
    onAsking(null)
    setDropped(null)
  }
  return (
    <>
      <Toolbar editor={editor} ask={onAsking} disabled={!mayWrite} />
      <Authors editor={editor} pageId={page.id} />
      <div className="writing-split">
        <article className="sheet">
          <SheetHead live={live} type={page.type} lang={page.lang} mayWrite={mayWrite} />
          <BodyText editor={editor} mayWrite={mayWrite} />
          <MenuList store={menus} editor={editor} />
          {page.type !== 'source' && mayWrite && <FigureHint editor={editor} onCite={() => onAsking('citation')} />}
          <CitedSources editor={editor} names={names} />
          {page.type !== 'source' && mayWrite && <FigureSetting editor={editor} />}
        </article>
        <FieldCard live={live} type={page.type} names={names} mayWrite={mayWrite} />
      </div>
      <RecoveredDraftsList pageId={page.id} editor={mayWrite ? editor : null} />
      {asking === 'link' && <LinkDialog editor={editor} onClose={close} />}
      {asking === 'image' && (
        <ImageDialog
          dropped={dropped}
          current={dropped ? null : selectedImage(editor)}
          onClose={close}
          onPut={(image) => {
            close()
            putImage(editor, image)
          }}
        />
      )}
      {asking === 'citation' && (
        <CitationDialog
          onClose={close}
          onCite={(source, locator) => {
            close()
            names.learn(source)
            editor
              .chain()
              .focus()
              .insertContent({ type: 'citation', attrs: { source: source.id, locator } })
              .run()
          }}
        />
      )}
    </>
  )
}

function useDesk(onAsking: (asking: Asking) => void, setDropped: (image: File) => void): Desk {
  const { t } = useLanguage()
  return useMemo(
    () => ({
      ask: onAsking,
      takeImage: (image) => {
        setDropped(image)
        onAsking('image')
      },
      goToTools: () => document.querySelector<HTMLElement>('.toolbar .tool:not([tabindex="-1"])')?.focus(),
      typeName: ({ type }: Pick<Page, 'type'>) => t.pageTypes.types[type].one,
    }),
    [onAsking, setDropped, t],
  )
}
