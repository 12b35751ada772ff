import { formatIn } from './format.ts'
import type { PlacesLabels } from './places.fr.ts'

const { plural, number } = formatIn('en')

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
    frameTitle: 'A list kept up to date on Terreau',
  },
  near: {
    me: 'Near me',
    everywhere: 'Everywhere',
    commune: 'Or in a commune',
    communes: 'Communes',
    example: 'Name or postcode',
    none: (text) => `No commune is called “${text}”.`,
    lost: 'Your position is not known. Choose a commune.',
  },
  trip: {
    title: 'And from where I am?',
    people: 'How many do we come?',
    from: 'From where I am',
    lost: 'Your position is not known.',
    far: (far, straight) => `About ${far} of way (${straight} as the crow flies).`,
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
