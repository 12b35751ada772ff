import type { AnyExtension } from '@tiptap/core'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import type { LivePage } from '../sync/live-page.ts'
import { initial } from './people.ts'

/** Others' cursors and selections. Their names and hues are those that the server stamped; ours say nothing of us. */
export function carets(live: LivePage, someone: string): AnyExtension {
  return CollaborationCaret.configure({
    provider: live.provider,
    user: {},
    render: (user) => caret(String(user.name ?? someone), hueOf(user)),
    selectionRender: (user) => ({ class: 'others-selection', 'data-hue': hueOf(user) }),
  })
}

function hueOf(user: Record<string, unknown>): string {
  return typeof user.colour === 'string' ? user.colour : 'learn'
}

/** A thin line with the person's name, which shrinks to its first letter once it has been read. */
function caret(name: string, hue: string): HTMLElement {
  const line = document.createElement('span')
  const label = document.createElement('span')
  line.className = 'others-caret'
  line.dataset.hue = hue
  label.className = 'others-caret-name'
  const first = initial(name)
  label.append(part('first', first), part('rest', name.trim().slice(first.length)))
  // Word joiners keep the line from being broken off the word it stands in.
  line.append('\u2060', label, '\u2060')
  line.setAttribute('aria-hidden', 'true')
  return line
}

function part(name: string, text: string): HTMLElement {
  const span = document.createElement('span')
  span.dataset.part = name
  span.textContent = text
  return span
}
