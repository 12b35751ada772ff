import { formatIn } from './format.ts'

const { plural, number } = formatIn('fr')

/** The words of bringing sources and of looking after their links, in French. */
export const sourcingFr = {
  file: 'Le fichier exporté',
  or: 'Ou collez son contenu',
  look: 'Voir ce qui serait créé',
  confirm: (count: number) => plural(count, 'Créer cette source', `Créer ces ${number(count)} sources`),
  other: 'Changer de liste',
  notJson: 'Ce n’est pas du CSL JSON : il faut une liste, telle que Zotero l’exporte.',
  tooLong: (most: number) => `La liste est trop longue : au plus ${number(most)} sources et 1 Mo à la fois.`,
  nothing: 'La liste est vide.',
  outcome: {
    new: 'À créer',
    made: 'Créées',
    here: 'Déjà dans le wiki',
    refused: 'Laissées de côté',
  },
  allHere: 'Rien de nouveau : tout est déjà là.',
  why: { untitled: 'sans titre', twice: 'déjà plus haut dans la liste' },
  links: {
    says: 'Le wiki demande à chaque site, un lien après l’autre, si la page est toujours là. Les liens vus depuis moins d’un jour sont laissés tranquilles.',
    notSet:
      'Ce wiki ne demande rien au dehors. Pour vérifier les liens, la personne qui l’installe l’ouvre avec le réglage LINK_CHECK=1.',
    start: 'Vérifier les liens',
    stop: 'Arrêter',
    progress: 'Liens vérifiés',
    far: (done: number, total: number) => `${number(done)} sur ${number(total)}`,
    none: 'Aucun lien à revoir pour l’instant.',
    outcome: {
      ok: 'Le lien mène où il faut.',
      moved: 'La page a déménagé :',
      gone: 'Il n’y a plus rien à cette adresse.',
      unknown: 'Pas de réponse claire : à regarder soi-même.',
    },
    on: (day: string) => `vu le ${day}`,
  },
  item: (place: number) => `Numéro ${number(place)} de la liste`,
}

export type SourcingLabels = typeof sourcingFr
