import type { CaringLabels } from './caring.fr.ts'

/** What is said when something is amiss, in English. */
export const caringEn: CaringLabels = {
  report: {
    says: 'Say it in a word, without an account and without a form. Those who look after this page will read it.',
    legend: 'What is it about?',
    kinds: {
      gone: 'It does not exist, or no longer',
      wrong: 'It is wrong, or out of date',
      charter: 'It goes against the charter',
      duplicate: 'This page doubles another one',
    },
    words: 'A few words, if you like',
    send: 'Say so',
    sent: 'Thank you. Those who look after this page have been told.',
  },
  keep: {
    title: 'Look after this page',
    reason: 'The reason, which everyone can read in the ledger',
    lock: 'Close to writing for an hour',
    unlock: 'Open to writing again',
    locked: 'The page is closed to writing for an hour. You can still write in it.',
    unlocked: 'The page is open to writing again.',
    contributions: 'Recent contributions',
    none: 'Nobody has written here yet.',
    by: (name: string, instant: string) => `${name}, ${instant}`,
    undone: 'undone',
    undo: 'Undo',
    undoOf: (name: string, instant: string) => `Undo the contribution of ${name}, ${instant}`,
    undoDone: (name: string) => `The contribution of ${name} is undone; what others wrote has stayed.`,
    quarantine: 'Put in quarantine',
    quarantineOf: (name: string) => `Put ${name} in quarantine`,
    quarantined: (name: string) => `${name} still reads, and writes no more. The ledger is where this is lifted.`,
    signOut: 'End their sessions',
    signOutOf: (name: string) => `End the sessions of ${name}`,
    signedOut: (name: string) => `Nothing is open in the name of ${name} any more, on any device.`,
    noReason: 'First write the reason, in a sentence.',
  },
}
