import type { DiscussionLabels } from './discussion.fr.ts'
import { formatIn } from './format.ts'

const { plural } = formatIn('en')

/** What one reads while taking part in a discussion, in English. */
export const discussionEn: DiscussionLabels = {
  start: 'Say something about this page or a passage',
  about: 'What is it about?',
  wholePage: 'The whole page',
  what: 'What do you want to do?',
  kinds: {
    talk: 'Talk about it',
    variant: 'Propose another wording',
    objection: 'Raise an objection',
  },
  follows: {
    talk: 'A question, a remark, a story.',
    variant: 'It stays to be read in the history of the page, taken up or not.',
    objection: 'This passage is not right: it will be marked as contested until somebody answers you.',
  },
  words: {
    talk: 'Your words',
    variant: 'Your wording',
    objection: 'What is not right, and how you know',
  },
  contradicts: 'Does it contradict what a principle is not? (if you like)',
  contradictsNone: 'No, or I do not know',
  isNot: (principle) => `“${principle}” is not`,
  send: { talk: 'Say it', variant: 'Propose this wording', objection: 'Raise this objection' },
  done: {
    talk: 'It is said.',
    variant: 'Your wording is proposed.',
    objection: 'Your objection is raised: the passage is contested.',
  },
  callHint: 'To call someone, write @ and the beginning of their name.',
  proposed: (count) => plural(count, 'One person proposed, below the box', `${count} people proposed, below the box`),
  call: (name) => `Call ${name}`,
  reply: 'Reply',
  yourReply: 'Your reply',
  settle: { resolved: 'Close this thread', answered: 'Answer the objection', withdrawn: 'Withdraw my objection' },
  settles: {
    resolved: 'The thread stays to be read, and can be opened again.',
    answered: 'Your answer closes the objection: the passage is no longer contested. Both stay in the history.',
    withdrawn: 'The passage is no longer contested. Your objection stays to be read in the history.',
  },
  yourAnswer: 'Your answer, which everyone may read',
  aWord: 'A word, if you like',
  reopen: 'Open again',
  hide: 'Take a message out of sight',
  hideSays: 'Its words will be shown to stewards alone. Choose it again to put it back.',
  hideWhich: 'The message',
  messageOf: (place, name, hidden) => `${place}. ${name}${hidden ? ' (out of sight: put it back)' : ''}`,
  reason: 'The reason, which everyone may read in the ledger',
  hideDo: 'Do it',
}
