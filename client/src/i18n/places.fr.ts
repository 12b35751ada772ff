import { formatIn } from './format.ts'

const { plural, number, list } = formatIn('fr')

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
    frameCode: (address: string) =>
      `<iframe src="${address}" title="Liste tenue à jour sur Terreau" width="100%" height="600" loading="lazy"></iframe>`,
  },
  near: {
    me: 'Près de moi',
    everywhere: 'Partout',
    commune: 'Ou dans une commune',
    communes: 'Communes',
    inCommune: 'Dans une commune',
    example: 'Nom ou code postal',
    none: (text: string) => `Aucune commune ne s’appelle « ${text} ».`,
    lost: 'Votre position n’est pas connue. Choisissez une commune.',
  },
  trip: {
    one: (mode: string, grams: string) => `${mode} : ordre de grandeur ${grams} g de CO₂e`,
    title: 'Et depuis chez moi ?',
    people: 'À combien venons-nous ?',
    from: 'D’où je suis',
    lost: 'Votre position n’est pas connue.',
    far: (far: string, straight: string) => `Environ ${far} de chemin (${straight} à vol d’oiseau).`,
  },
  week: {
    doubt: '?',
    day: 'Jour',
    title: 'Bureau des temps',
    says: 'Qui est ouvert, et quand : les creux d’une semaine se voient d’un coup d’œil.',
    caption: 'Lieux ouverts, heure par heure',
    nothing: 'Aucun lieu ne dit encore ses horaires ici.',
    among: (said: number, all: number) => `${number(said)} lieux disent leurs horaires, sur ${number(all)}.`,
    cell: (open: number, unknown: number) =>
      [
        plural(open, open === 0 ? 'aucun lieu ouvert' : 'un lieu ouvert', `${number(open)} lieux ouverts`),
        unknown > 0 && plural(unknown, 'un à vérifier', `${number(unknown)} à vérifier`),
      ]
        .filter(Boolean)
        .join(', '),
  },
  needs: {
    title: 'Besoins et offres',
    says: 'On y donne pour recevoir. Un besoin s’efface quatre-vingt-dix jours après avoir été redit.',
    needed: 'On cherche',
    noneNeeded: 'Personne ne cherche rien en ce moment.',
    offered: 'On propose',
    noneOffered: 'Rien n’est encore proposé ici.',
    until: (day: string) => `jusqu’au ${day}`,
    next: (when: string) => `prochaine fois ${when}`,
  },
  gaps: {
    title: 'Ce qui manque au wiki',
    says: 'Une petite chose à compléter, c’est déjà beaucoup.',
    kindsLabel: 'Ce qui manque',
    kinds: {
      wanted: 'Pages attendues',
      'no-way': 'Sans façon de venir',
      'no-hours': 'Sans horaires',
      'odd-position': 'Positions étonnantes',
      recheck: 'À revérifier',
      orphans: 'Isolées',
      'no-page': 'Territoires sans page',
    },
    about: {
      wanted: 'Ces pages en nomment d’autres qui n’existent pas, ou plus.',
      'no-way': 'Personne n’a encore décrit comment venir dans ces lieux sans voiture.',
      'no-hours': 'Ces lieux ne disent pas encore quand ils sont ouverts.',
      'odd-position':
        'Ces lieux sont hors de la commune qu’ils disent, pour autant que ce wiki en ait les contours, ou ces arrêts sont à plus de 5 km de ce qu’ils desservent.',
      recheck: 'Ces pages ont été relues il y a longtemps, ou ce qu’elles disent a pu changer.',
      orphans: 'Aucune autre page ne mène à celles-ci.',
      'no-page': 'Ces communes sont du territoire, et aucune page n’en parle encore.',
    },
    nothing: 'Rien ne manque ici. Merci !',
    count: (some: number, all: number) => `${number(some)} sur ${number(all)}`,
    wants: 'attend',
    doubles: 'Doublons',
  },
  doubles: {
    title: 'Deux pages pour un même lieu ?',
    says: 'Ces lieux sont à moins de 300 m l’un de l’autre, et leurs noms se ressemblent. Regardez les deux pages avant de décider.',
    nothing: 'Aucun lieu ne semble décrit deux fois.',
    apart: (distance: string) => `À ${distance} l’un de l’autre`,
    updated: (day: string) => `Mise à jour le ${day}`,
    given: (fields: readonly string[]) => `De l’autre page, elle recevrait : ${list(fields)}.`,
    nothingGiven: 'L’autre page ne dit rien de plus qu’elle, hors de son texte.',
    keep: (title: string) => `Garder « ${title} »`,
    kept: 'Celle qui n’est pas gardée est archivée : son adresse et ses liens mènent à l’autre, son texte et son histoire restent. Cela se défait.',
    two: 'Ce sont deux lieux',
    twoFor: (one: string, other: string) => `Ce sont deux lieux : « ${one} » et « ${other} »`,
    keepers: 'Les personnes qui relisent ici peuvent les réunir, ou dire que ce sont deux lieux.',
    undo: 'Annuler',
    saidTwo: 'Dits distincts',
    and: 'et',
    again: 'Les montrer de nouveau ensemble',
    againFor: (one: string, other: string) => `Les montrer de nouveau ensemble : « ${one} » et « ${other} »`,
    merged: 'Réunies',
    into: 'mène à',
    part: (title: string) => `Sortir « ${title} » des archives`,
    done: {
      merged: (gone: string, kept: string) => `« ${gone} » mène maintenant à « ${kept} ».`,
      two: (one: string, other: string) => `C’est noté : « ${one} » et « ${other} » sont deux lieux.`,
      again: (one: string, other: string) => `« ${one} » et « ${other} » sont de nouveau à regarder ensemble.`,
      itself: (title: string) => `« ${title} » est de nouveau une page à part.`,
    },
  },
  odd: {
    outside: (commune: string, within: string | null) =>
      `Ce point semble hors de la commune indiquée, ${commune}${within === null ? '.' : ` : les contours le placent dans une autre, ${within}.`}`,
    far: (distance: string, place: string) => `L’arrêt est à ${distance} de « ${place} » à vol d’oiseau : c’est loin.`,
    keep: 'Si c’est bien là, laissez-le ainsi.',
  },
  pick: {
    label: 'Choisir un point',
    how: 'Déplacez la carte, au doigt ou avec les flèches, jusqu’à ce que le point soit sous la croix.',
    take: 'C’est ici',
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
