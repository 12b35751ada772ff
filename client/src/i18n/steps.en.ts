import type { StepsLabels } from './steps.fr.ts'

export const stepsEn: StepsLabels = {
  title: 'A small step',
  does: {
    field: (label) => `Not known yet: ${label}. Do you know, or can you ask?`,
    alt: () => 'A picture there is hardly described. What does it show, for those who do not see it?',
    place: () => 'This page belongs to no territory. Where does it go?',
    stale: () => 'Nobody has touched it for long. Does it still hold?',
  },
  take: 'I’ll do it',
  another: 'Another one',
  later: 'Later',
  never: 'No more of these',
  neverSaid: 'Understood. You can find them again in your corner.',
  mine: 'You are at it.',
  open: 'Open the page',
  ready: 'Done, let us look together',
  giveBack: 'I leave it',
  two: 'for two',
  waiting: 'Somebody else will look at it with you. There is no hurry.',
  finished: (name) =>
    name ? `${name} looked at it with you: it is good. Thank you both!` : 'It is good. Thank you both!',
  thanks: 'My pleasure',
  together: (name) => `${name} has just seen to it, and would like a second look.`,
  look: 'Look together',
  good: 'It is good',
  correct: 'Change a word',
  goodSaid: (name) => `Thank you both, ${name} and you: the page is better for it.`,
  again: 'Offer me small steps for two',
  againSaid: 'They are back on the home page.',
}
