import { Extension, type AnyExtension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { Asking } from './insertions.ts'

/** What the text asks of the screen around it. Stays the same object while the screen is there. */
export interface Desk {
  readonly ask: (asking: Asking) => void
  /** A picture was pasted or dropped into the text. */
  readonly takeImage: (image: File) => void
  readonly goToTools: () => void
  readonly typeName: (page: PageName) => string
}

/** Ctrl+K asks for a link, Alt+F10 goes to the tools; pasted and dropped pictures are described before they enter. */
export function deskKeys(desk: Desk): AnyExtension {
  return Extension.create({
    name: 'deskKeys',
    addKeyboardShortcuts: () => ({
      'Mod-k': done(() => desk.ask('link')),
      'Alt-F10': done(() => desk.goToTools()),
    }),
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handlePaste: (_, event) => took(desk, event.clipboardData),
          handleDrop: (_, event, __, moved) => !moved && took(desk, event.dataTransfer),
        },
      }),
    ],
  })
}

const done = (action: () => void) => () => {
  action()
  return true
}

/** Text that comes with a picture of itself, as office programs copy it, stays text. */
function took(desk: Desk, data: DataTransfer | null): boolean {
  const image = [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/'))
  if (!image || data?.types.includes('text/html')) return false
  desk.takeImage(image)
  return true
}
