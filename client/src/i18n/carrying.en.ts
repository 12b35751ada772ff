import type { CarryingLabels } from './carrying.fr.ts'
import { formatIn } from './format.ts'

const { plural, number, measure } = formatIn('en')

const MEGABYTE = 1_000_000
const pagesOf = (count: number) => plural(count, `${number(count)} page`, `${number(count)} pages`)

/** What is said of keeping the wiki on a device to search and read without a network, in English. */
export const carryingEn: CarryingLabels = {
  title: 'Without a network',
  says: 'Keep this wiki on this device to search and read it without a network: in the garden, on the train, in the cellar.',
  which: 'What to keep?',
  all: 'The whole wiki',
  mine: 'My territories, and what holds for the whole network',
  sizing: 'Working out the size…',
  size: (pages, bytes) =>
    `${pagesOf(pages)}, ${measure(Math.max(0.1, Math.round(bytes / (MEGABYTE / 10)) / 10), 'megabyte')} on this device, and 2 MB for the wiki itself. What travels is three to five times lighter.`,
  start: 'Keep this wiki on this device',
  coming: 'The pages are coming.',
  progress: (got, of) => `${number(got)} of ${pagesOf(of)}`,
  pause: 'Stop here',
  goOn: 'Go on',
  kept: (pages, at) => `${pagesOf(pages)} kept, as of ${at}.`,
  update: 'Bring up to date',
  stop: 'Keep no more',
  brokenOff: 'The wiki does not answer, or there is no room. What came stays: you can go on later.',
  cannot: 'This browser, or this address without https, does not let the wiki be kept.',
  facts: [
    'Only public pages are kept, in the version that visitors read; no pictures, no discussions, nothing about you.',
    'Each visit with a network brings only what changed.',
    'Everything goes from here when you sign out, or when somebody else comes in.',
  ],
  away: (pages, at) => `No network: you read and search ${pagesOf(pages)} kept here, as of ${at}.`,
  keptInstead: (pages, at) => `You can search the ${pagesOf(pages)} kept here, as of ${at}.`,
  searchKept: 'Search the pages kept here',
  keptPage: 'You are reading the page kept on this device. Its authors, its history and its pictures take the network.',
}
