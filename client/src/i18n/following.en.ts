import type { FollowingLabels } from './following.fr.ts'

/** The words of following, in English. */
export const followingEn: FollowingLabels = {
  follow: { page: 'Follow this page', territory: 'Follow this territory', type: 'Follow these pages' },
  unfollow: { page: 'Stop following this page', territory: 'Stop following this territory', type: 'Stop following' },
  followed: 'Noted: you will be told in your own corner what happens there.',
  unfollowed: 'You no longer follow it.',
  followedWith: (territory) => `Followed with ${territory}.`,
  feed: 'Atom feed',

  happened: 'What happened',
  happenedSays: 'On what you follow, and on what you wrote. You alone see it.',
  nothing: 'Nothing for now.',
  isNew: 'new',
  colon: ': ',
  someone: 'Someone',
  says: {
    version: () => 'a new version is validated.',
    proposed: (who: string) => `${who} wrote on it.`,
    validated: () => 'thank you, your passage was read and kept.',
    returned: (who: string) => `${who} gave a passage back to you, with a word.`,
    said: (who: string) => `${who} wrote in the discussion.`,
    called: (who: string) => `${who} calls you in the discussion.`,
    objection: (who: string) => `${who} wrote in an objection.`,
    waiting: () => 'passages have waited for peers for more than fifteen days.',
  },
  quoted: (words: string) => `“${words}”`,
  markRead: 'Mark as read',
  older: 'Older',
  newest: 'Back to the newest',

  following: 'What you follow',
  followsNothing: 'Nothing yet. “Follow” is at the foot of each page, and at the top of lists and territories.',
  andInside: (names) => `and what lies in it: ${names.join(', ')}`,
  unfollowWhich: (name: string) => `Stop following: ${name}`,
  stopOne: 'Stop following',

  offer: 'This wiki can also write it to you by mail, once a day at most. Would you like that?',
  offerYes: 'Yes, by mail',
  offerNo: 'No, here is enough',
  mail: 'By mail',
  wishes: {
    never: 'Never',
    daily: 'Once a day at most',
    each: 'Soon after, at least ten minutes between two letters',
  },
  noted: 'Noted.',

  letters: {
    title: 'Stop the letters',
    says: 'This wiki will no longer write to you what happened. All of it stays in your own corner, where letters can be switched on again.',
    stop: 'Stop these letters',
    stopped: 'Done: you will receive these letters no more.',
  },
}
