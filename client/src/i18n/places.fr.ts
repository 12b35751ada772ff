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
  carry: {
    title: 'Emporter cette liste',
    csv: 'Tableau (CSV)',
    geojson: 'Points (GeoJSON)',
    ics: 'Agenda (iCal)',
    frame: 'La montrer dans la page d’un autre site',
    frameTitle: 'Liste tenue à jour sur Terreau',
  },
  near: {
    me: 'Près de moi',
    everywhere: 'Partout',
    commune: 'Ou dans une commune',
    communes: 'Communes',
    example: 'Nom ou code postal',
    none: (text: string) => `Aucune commune ne s’appelle « ${text} ».`,
    lost: 'Votre position n’est pas connue. Choisissez une commune.',
  },
  trip: {
    title: 'Et depuis chez moi ?',
    people: 'À combien venons-nous ?',
    from: 'D’où je suis',
    lost: 'Votre position n’est pas connue.',
    far: (far: string, straight: string) => `Environ ${far} de chemin (${straight} à vol d’oiseau).`,
  },
  live: {
    all: (count: number) => plural(count, 'Voir la page', `Voir les ${number(count)} pages`),
  },
  agenda: {
    between: (from: string, until: string | null) => (until ? `de ${from} à ${until}` : `à ${from}`),
    unsure: 'à confirmer',
    without: 'Sans date à venir',
  },
}

export type PlacesLabels = typeof placesFr
