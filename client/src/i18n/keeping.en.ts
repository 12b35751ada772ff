import { formatIn } from './format.ts'
import type { KeepingLabels } from './keeping.fr.ts'

const { list } = formatIn('en')
const quoted = (titles: readonly string[]) => list(titles.map((title) => `“${title}”`))

export const keepingEn: KeepingLabels = {
  title: 'Keep on this device',
  off: 'Nothing of your pages stays on this device. Your unsaved words live in this tab only.',
  offers:
    'If you wish, the pages you write and your unsaved words stay here until the wiki has them, even if the tab closes. Only do this on a device of your own.',
  start: 'Keep on this device',
  stop: 'Stop keeping',
  kept: 'Kept on this device',
  on: 'The pages you write are kept here, with your words, until the wiki has them.',
  promised: 'The browser promised not to delete them by itself.',
  notPromised: 'The browser promises nothing: when it lacks room, it may delete them.',
  until: 'Everything is deleted from here when you leave, or when somebody else comes in.',
  cannot: 'This browser, or this address without https, cannot keep anything.',
  emptied: 'The browser deleted what you kept on this device.',
  emptiedLost: (titles) => `Unsaved words were part of it: ${quoted(titles)}. Read again what the wiki has of them.`,
  emptiedSaved: 'Everything was already saved on the wiki: nothing is lost.',
  again: 'Keep again',
  saved: (titles) => `Your kept words for ${quoted(titles)} are saved.`,
  wait: (titles) => `Words for ${quoted(titles)} are kept on this device; they leave as soon as the wiki answers.`,
  waitForMember: (titles) => `Words for ${quoted(titles)} are kept on this device; they leave when you come in again.`,
  becameDrafts: 'Kept words could not enter their page: they are among your recovered drafts.',

  drafts: {
    title: 'Recovered drafts',
    says: 'These words could not enter their page. They are yours.',
    for: (title, instant) => `“${title}”, ${instant}`,
    why: (reason) => `Reason: ${reason}`,
    copy: 'Copy',
    copied: 'Copied.',
    insert: 'Add at the end of the page',
    inserted: 'Added at the end of the page.',
    goTo: 'Go and put them back into the page',
    putAside: 'Put aside',
    putAsideSays: (title) => `Put aside the draft for “${title}”`,
    gone: 'Draft put aside.',
    words: 'Your words',
  },
}
