import { formatIn } from './format.ts'
import type { PlacesLabels } from './places.fr.ts'

const { plural, number, list } = formatIn('en')

/** The words of tables, maps and agendas, in English. */
export const placesEn: PlacesLabels = {
  table: {
    title: 'Title',
    standing: 'Review',
    change: 'Change it in the table',
  },
  map: {
    label: 'Map',
    nearer: 'Nearer',
    farther: 'Farther',
    credit: 'Coasts and borders: Natural Earth. Communes: outlines brought to this wiki.',
    listed: (count) => plural(count, 'What is on the map: one page', `What is on the map: ${number(count)} pages`),
    unplaced: (count) =>
      plural(count, 'One page does not say yet where it is.', `${number(count)} pages do not say yet where they are.`),
  },
  carry: {
    title: 'Take this list along',
    csv: 'Table (CSV)',
    geojson: 'Points (GeoJSON)',
    ics: 'Agenda (iCal)',
    frame: 'Show it in a page of another site',
    frameCode: (address) =>
      `<iframe src="${address}" title="A list kept up to date on Terreau" width="100%" height="600" loading="lazy"></iframe>`,
  },
  near: {
    me: 'Near me',
    everywhere: 'Everywhere',
    commune: 'Or in a commune',
    communes: 'Communes',
    inCommune: 'In a commune',
    example: 'Name or postcode',
    none: (text) => `No commune is called “${text}”.`,
    lost: 'Your position is not known. Choose a commune.',
  },
  trip: {
    one: (mode, grams) => `${mode}: order of magnitude ${grams} g of CO₂e`,
    title: 'And from where I am?',
    people: 'How many do we come?',
    from: 'From where I am',
    lost: 'Your position is not known.',
    far: (far, straight) => `About ${far} of way (${straight} as the crow flies).`,
  },
  week: {
    doubt: '?',
    day: 'Day',
    title: 'Who is open when',
    says: 'The gaps of a week, at a glance.',
    caption: 'Open places, hour by hour',
    nothing: 'No place says its hours here yet.',
    among: (said, all) => `${number(said)} places say their hours, out of ${number(all)}.`,
    cell: (open, unknown) =>
      [
        plural(open, 'one place open', open === 0 ? 'no place open' : `${number(open)} places open`),
        unknown > 0 && plural(unknown, 'one to check', `${number(unknown)} to check`),
      ]
        .filter(Boolean)
        .join(', '),
  },
  needs: {
    title: 'Needs and offers',
    says: 'One gives to receive. A need fades ninety days after it was last said.',
    needed: 'Looked for',
    noneNeeded: 'Nobody looks for anything now.',
    offered: 'Offered',
    noneOffered: 'Nothing is offered here yet.',
    until: (day) => `until ${day}`,
    next: (when) => `next time ${when}`,
  },
  gaps: {
    title: 'What the wiki lacks',
    says: 'One small thing to complete is a lot already.',
    kindsLabel: 'What is missing',
    kinds: {
      wanted: 'Pages wanted',
      'no-way': 'No way to come',
      'no-hours': 'No hours',
      'odd-position': 'Odd positions',
      recheck: 'To be rechecked',
      orphans: 'Alone',
      'no-page': 'Territories without a page',
    },
    about: {
      wanted: 'These pages name others that do not exist, or no more.',
      'no-way': 'Nobody described yet how to come to these places without a car.',
      'no-hours': 'These places do not say yet when they are open.',
      'odd-position':
        'These places are outside the commune that they state, as far as this wiki has outlines, or these stops are more than 5 km from what they serve.',
      recheck: 'These pages were reviewed long ago, or what they say may have changed.',
      orphans: 'No other page leads to these.',
      'no-page': 'These communes belong to the territory, and no page speaks of them yet.',
    },
    nothing: 'Nothing is missing here. Thank you!',
    count: (some, all) => `${number(some)} out of ${number(all)}`,
    wants: 'wants',
    doubles: 'Doubles',
  },
  doubles: {
    title: 'Two pages for one place?',
    says: 'These places are within 300 m of each other, and their names are alike. Look at both pages before you decide.',
    nothing: 'No place seems to be described twice.',
    apart: (distance) => `${distance} from each other`,
    updated: (day) => `Updated on ${day}`,
    given: (fields) => `From the other page it would be given: ${list(fields)}.`,
    nothingGiven: 'The other page says nothing more than it, but for its text.',
    keep: (title) => `Keep “${title}”`,
    kept: 'The one that is not kept is archived: its address and links lead to the other, its text and history stay. It can be undone.',
    two: 'They are two places',
    twoFor: (one, other) => `They are two places: “${one}” and “${other}”`,
    keepers: 'Those who review here can merge them, or say that they are two places.',
    undo: 'Undo',
    saidTwo: 'Said to be two',
    and: 'and',
    again: 'Show them together again',
    againFor: (one, other) => `Show them together again: “${one}” and “${other}”`,
    merged: 'Merged',
    into: 'leads to',
    part: (title) => `Take “${title}” out of the archive`,
    done: {
      merged: (gone, kept) => `“${gone}” now leads to “${kept}”.`,
      two: (one, other) => `Noted: “${one}” and “${other}” are two places.`,
      again: (one, other) => `“${one}” and “${other}” are to be looked at together again.`,
      itself: (title) => `“${title}” is a page of its own again.`,
    },
  },
  odd: {
    outside: (commune, within) =>
      `This point seems to be outside the commune stated, ${commune}${within === null ? '.' : `: outlines put it in another, ${within}.`}`,
    far: (distance, place) => `The stop is ${distance} from “${place}” as the crow flies: that is far.`,
    keep: 'If it is right, leave it so.',
  },
  pick: {
    label: 'Choosing a point',
    how: 'Move the map, with a finger or the arrows, until the point stands under the cross.',
    take: 'It is here',
  },
  live: {
    all: (count) => plural(count, 'See the page', `See all ${number(count)} pages`),
  },
  agenda: {
    between: (from, until) => (until ? `${from} to ${until}` : from),
    unsure: 'to be confirmed',
    without: 'Nothing to come',
  },
}
