import { formatIn } from './format.ts'
import type { SourcingLabels } from './sourcing.fr.ts'

const { plural, number } = formatIn('en')

/** The words of bringing sources and of looking after their links, in English. */
export const sourcingEn: SourcingLabels = {
  file: 'The exported file',
  or: 'Or paste what is in it',
  look: 'See what would be made',
  confirm: (count) => plural(count, 'Make this source', `Make these ${number(count)} sources`),
  other: 'Take another list',
  notJson: 'This is not CSL JSON: it takes a list, as Zotero exports it.',
  tooLong: (most) => `The list is too long: at most ${number(most)} sources and 1 MB at a time.`,
  nothing: 'The list is empty.',
  outcome: {
    new: 'To be made',
    made: 'Made',
    here: 'Already in the wiki',
    refused: 'Left aside',
  },
  allHere: 'Nothing new: all of it is here already.',
  why: { untitled: 'without a title', twice: 'already further up in the list' },
  links: {
    says: 'The wiki asks each site, one link after the other, whether the page is still there. Links seen less than a day ago are left alone.',
    notSet: 'This wiki asks nothing outside. To check links, whoever runs it opens it with the setting LINK_CHECK=1.',
    start: 'Check links',
    stop: 'Stop',
    progress: 'Links checked',
    far: (done, total) => `${number(done)} of ${number(total)}`,
    none: 'No link to look at for now.',
    outcome: {
      ok: 'The link leads where it should.',
      moved: 'The page has moved:',
      gone: 'There is nothing at this address any more.',
      unknown: 'No clear answer: look yourself.',
    },
    on: (day) => `seen on ${day}`,
  },
  item: (place) => `Number ${number(place)} of the list`,
}
