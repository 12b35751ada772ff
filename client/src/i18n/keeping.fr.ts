import { formatIn } from './format.ts'

const { list } = formatIn('fr')
const quoted = (titles: readonly string[]) => list(titles.map((title) => `« ${title} »`))

/** What is said of words kept on a device and of recovered drafts, in French. It loads where one of them is there. */
export const keepingFr = {
  title: 'Garder sur cet appareil',
  off: 'Rien de vos pages ne reste sur cet appareil. Vos mots pas encore enregistrés vivent dans cet onglet seulement.',
  offers:
    'Si vous le voulez, les pages que vous écrivez et vos mots pas encore enregistrés restent ici jusqu’à ce que le wiki les ait, même si l’onglet se ferme. À ne faire que sur un appareil à vous.',
  start: 'Garder sur cet appareil',
  stop: 'Ne plus garder',
  kept: 'Gardé sur cet appareil',
  on: 'Les pages que vous écrivez sont gardées ici, avec vos mots, jusqu’à ce que le wiki les ait.',
  promised: 'Le navigateur a promis de ne pas les effacer de lui-même.',
  notPromised: 'Le navigateur ne promet rien : s’il manque de place, il peut les effacer.',
  until: 'Tout s’efface d’ici quand vous sortez, ou quand quelqu’un d’autre entre.',
  cannot: 'Ce navigateur, ou cette adresse sans https, ne permet pas de garder.',
  emptied: 'Le navigateur a effacé ce que vous gardiez sur cet appareil.',
  emptiedLost: (titles: readonly string[]) =>
    `Des mots pas encore enregistrés en faisaient partie : ${quoted(titles)}. Relisez ce que le wiki en a.`,
  emptiedSaved: 'Tout était déjà enregistré sur le wiki : rien n’est perdu.',
  again: 'Garder de nouveau',
  saved: (titles: readonly string[]) => `Vos mots gardés pour ${quoted(titles)} sont enregistrés.`,
  wait: (titles: readonly string[]) =>
    `Des mots pour ${quoted(titles)} sont gardés sur cet appareil ; ils partiront dès que le wiki répondra.`,
  waitForMember: (titles: readonly string[]) =>
    `Des mots pour ${quoted(titles)} sont gardés sur cet appareil ; ils partiront quand vous entrerez de nouveau.`,
  becameDrafts: 'Des mots gardés n’ont pas pu entrer dans leur page : ils sont dans vos brouillons récupérés.',

  drafts: {
    title: 'Brouillons récupérés',
    says: 'Ces mots n’ont pas pu entrer dans leur page. Ils sont à vous.',
    for: (title: string, instant: string) => `« ${title} », ${instant}`,
    why: (reason: string) => `Raison : ${reason}`,
    copy: 'Copier',
    copied: 'Copié.',
    insert: 'Ajouter à la fin de la page',
    inserted: 'Ajouté à la fin de la page.',
    goTo: 'Aller les remettre dans la page',
    putAside: 'Mettre de côté',
    putAsideSays: (title: string) => `Mettre de côté le brouillon pour « ${title} »`,
    gone: 'Brouillon mis de côté.',
    words: 'Vos mots',
  },
}

export type KeepingLabels = typeof keepingFr
