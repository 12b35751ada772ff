import type { ProposingLabels } from './proposing.fr.ts'

/** What is said to whoever proposes something, in English. */
export const proposingEn: ProposingLabels = {
  correct: {
    title: 'Correct this passage',
    words: 'Correct the words',
    why: 'Why? A word is enough (optional)',
    name: 'Your name, if you wish to be named',
    more: 'Add a word',
    moreVisitor: 'Add a word, or your name',
    says: 'Nothing changes at once: someone else reviews it first. A web address becomes a link.',
    send: 'Send',
    cancel: 'Cancel',
    lost: 'The connection is missing. Your words are still here: try again in a moment.',
    thanks: 'Thank you!',
    next: 'Your correction waits for someone else to review it. If it is accepted, it goes into the page, with your name or “a visitor”.',
    close: 'Go on reading',
  },
  fact: {
    title: (name) => `Correct: ${name}`,
    which: 'What do you know?',
    same: 'Nothing has changed yet. If a reading of your words is shown, say first whether it is right.',
    says: 'Nothing changes at once: someone else reviews it first.',
  },
  apart: {
    heading: (title) => `Propose changes to “${title}”`,
    says: 'You write apart: the page does not change. Once sent, your changes are reviewed one by one, and go into the page under your name.',
    send: 'Send',
    message: 'In a sentence, if you wish: what did you change?',
    sent: 'It is proposed, thank you. Others will review your changes one by one.',
    back: 'Back to the page',
  },
  here: {
    by: (name, when) => `${name ?? 'A visitor'} proposes this, ${when}:`,
    own: (when) => `You propose this, ${when}:`,
    review: 'Review this proposal',
    withdraw: 'Withdraw my proposal',
    sure: 'All that you wrote apart on this page will be withdrawn.',
    keep: 'Keep it',
  },
  list: {
    title: 'Proposals',
    says: 'What was proposed without writing it in the page, and what became of it.',
    visitor: 'a visitor',
    by: (name, when) => `Proposed by ${name}, ${when}`,
    why: (words) => `“${words}”`,
    waiting: 'waits for a review',
    accepted: (name) => `accepted by ${name}`,
    returned: (name, reason) => `returned by ${name}: “${reason}”`,
  },
}
