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
}
