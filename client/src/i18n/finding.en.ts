import { formatIn } from './format.ts'
import type { FindingLabels } from './finding.fr.ts'

const { plural, number } = formatIn('en')

/** What the search and questions screens say, in English. */
export const findingEn: FindingLabels = {
  title: 'Search',
  titleOf: (q) => `Search: ${q}`,
  start: 'Write a few words: a gesture, a place, a question.',
  startAside: 'Or browse what is already written:',

  filters: 'Filters',
  filtersSet: (count) => plural(count, `Filters: ${count} chosen`, `Filters: ${count} chosen`),
  clear: 'Remove the filters',
  apply: 'Apply filters',
  type: 'Type',
  now: 'Now',
  openNow: 'Open at this hour',
  stepFree: 'Step-free',
  territory: 'Territory',
  everywhere: 'Everywhere',
  principle: 'Principle',
  trust: 'Trust',
  validatedOnly: 'Reviewed only',

  answers: (count, more) =>
    more
      ? `More than ${number(count)} answers for `
      : plural(count, `${number(count)} answer for `, `${number(count)} answers for `),
  took: (ms) => ` · in ${number(ms)} ms`,
  offlineToo: 'offline too',
  ratherTyped: (typed) => `Search for “${typed}” instead`,
  tryWith: 'Try with ',
  passage: 'Go to this passage',
  passageOf: (title) => `Go to this passage of “${title}”`,
  next: 'More answers',

  nothing: (q) => `Nothing answers “${q}” yet.`,
  nothingFiltered: 'No answer with these filters.',
  unfiltered: 'Search without filters',
  near: 'Words near it, known here:',
  neighbours: 'Pages near it:',
  writeIt: 'You know the answer? Write it.',

  finer: 'Search more finely',
  finerSays: [
    { write: '"shared compost"', means: 'between quotes: these words together, in this order' },
    { write: 'bike -cargo', means: 'a hyphen before a word: pages that do not hold it' },
    { write: 'type:practice garden', means: 'one type of page' },
    { write: 'territory:bordeaux workshop', means: 'one territory, by its name or the code of its commune' },
  ],

  questions: {
    title: 'Unanswered questions',
    says: 'What people looked for here and did not find. Who asked is kept nowhere.',
    see: 'All unanswered questions',
    homeSays: (words) => `Somebody looked here and did not find: “${words}”.`,
    ask: 'Ask the question',
    askSays: 'Members will see it and can answer. Your name is not kept.',
    words: 'Your question',
    send: 'Ask the question',
    asked: 'Thank you, the question is asked. Come back and see: it leaves the list once a page answers it.',
    none: 'Every question has found its page.',
    since: (day) => `Asked on ${day}`,
    write: 'I write the page',
    writeFor: (words) => `I write the page that answers “${words}”`,
    answers: 'A page answers it',
    answersTo: (words) => `A page answers it: “${words}”`,
    which: 'Which page?',
    choose: 'It is this page',
    cancel: 'Cancel',
    answered: (title) => `“${title}” answers the question: it leaves the list.`,
    remove: 'Take away',
    removeOf: (words) => `Take away “${words}”`,
    removed: 'Question taken away.',
    next: 'More questions',
    enterFirst: 'Come in to see the questions and answer them.',
  },
}
