import type { OwnHistoryLabels } from './own-history.fr.ts'

export const ownHistoryEn: OwnHistoryLabels = {
  hide: 'Take out of sight',
  hideDo: 'Take these words out of sight',
  hideSays:
    'For words that nobody should read. They are shown nowhere any more, neither in the history nor in checked versions that hold them; the rest can still be read.',
  keep: 'Save',
  reason: 'The reason, which everyone can read in the ledger',
  restore: 'Put this version back',
  restoreDo: 'Put the page back like this',
  restoreSays:
    'The page becomes again what it was at the end of this contribution. It is an edit in your name: nothing is lost, and it can be undone in the same way.',
  say: 'Say in a sentence what you did',
  sayOther: 'Change your sentence',
  sentence: 'Your sentence',
  show: 'Put back in sight',
  showDo: 'Put these words back in sight',
  showSays: 'The words of this contribution can be read in the history again.',
}
