import { formatIn } from './format.ts'

const { plural, number } = formatIn('fr')

/** The words of tables, maps and agendas, in French. They load where somebody looks at one. */
export const placesFr = {
  table: {
    title: 'Titre',
    standing: 'Relecture',
    change: 'Modifier dans le tableau',
  },
  map: {
    label: 'Carte',
    nearer: 'Plus près',
    farther: 'Plus loin',
    credit: 'Côtes et frontières : Natural Earth. Communes : contours apportés à ce wiki.',
    listed: (count: number) =>
      plural(count, 'Ce qui est sur la carte : une page', `Ce qui est sur la carte : ${number(count)} pages`),
    unplaced: (count: number) =>
      plural(count, 'Une page ne dit pas encore où c’est.', `${number(count)} pages ne disent pas encore où c’est.`),
  },
}

export type PlacesLabels = typeof placesFr
