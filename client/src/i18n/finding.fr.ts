import { formatIn } from './format.ts'

const { plural, number } = formatIn('fr')

/** What the search and questions screens say, in French. It loads with them. */
export const findingFr = {
  title: 'Chercher',
  titleOf: (q: string) => `Recherche : ${q}`,
  start: 'Écrivez quelques mots : un geste, un lieu, une question.',
  startAside: 'Ou parcourez ce qui est déjà écrit :',

  filters: 'Filtres',
  filtersSet: (count: number) => plural(count, `Filtres : ${count} choisi`, `Filtres : ${count} choisis`),
  clear: 'Retirer les filtres',
  apply: 'Appliquer les filtres',
  type: 'Type',
  now: 'Maintenant',
  openNow: 'Ouvert à cette heure',
  stepFree: 'Accessible sans marche',
  territory: 'Territoire',
  everywhere: 'Partout',
  principle: 'Principe',
  trust: 'Fiabilité',
  validatedOnly: 'Relu seulement',

  answers: (count: number, more: boolean) =>
    more
      ? `Plus de ${number(count)} réponses pour `
      : plural(count, `${number(count)} réponse pour `, `${number(count)} réponses pour `),
  took: (ms: number) => ` · en ${number(ms)} ms`,
  offlineToo: 'hors ligne aussi',
  ratherTyped: (typed: string) => `Chercher plutôt « ${typed} »`,
  tryWith: 'Essayez avec ',
  passage: 'Aller à ce passage',
  passageOf: (title: string) => `Aller à ce passage de « ${title} »`,
  next: 'Réponses suivantes',

  nothing: (q: string) => `Rien ne répond encore à « ${q} ».`,
  nothingFiltered: 'Aucune réponse avec ces filtres.',
  unfiltered: 'Chercher sans filtres',
  near: 'Des mots proches, connus ici :',
  neighbours: 'Des pages voisines :',
  writeIt: 'Vous connaissez la réponse ? Écrivez-la.',

  finer: 'Chercher plus finement',
  finerSays: [
    { write: '« compost partagé »', means: 'entre guillemets : ces mots ensemble, dans cet ordre' },
    { write: 'vélo -cargo', means: 'un tiret devant un mot : les pages qui ne le contiennent pas' },
    { write: 'type:pratique jardin', means: 'un seul type de page' },
    { write: 'territoire:bordeaux atelier', means: 'un territoire, par son nom ou le code de sa commune' },
  ],

  questions: {
    title: 'Questions sans réponse',
    says: 'Ce que des personnes ont cherché ici sans le trouver. Qui a demandé n’est noté nulle part.',
    see: 'Toutes les questions sans réponse',
    homeSays: (words: string) => `Quelqu’un a cherché ici sans trouver : « ${words} ».`,
    ask: 'Poser la question',
    askSays: 'Les membres la verront et pourront y répondre. Votre nom n’est pas noté.',
    words: 'Votre question',
    send: 'Poser la question',
    asked: 'Merci, la question est posée. Revenez voir : elle disparaît de la liste quand une page y répond.',
    none: 'Toutes les questions ont trouvé leur page.',
    since: (day: string) => `Posée le ${day}`,
    write: 'J’écris la page',
    writeFor: (words: string) => `J’écris la page qui répond à « ${words} »`,
    answers: 'Une page y répond',
    answersTo: (words: string) => `Une page y répond : « ${words} »`,
    which: 'Quelle page ?',
    choose: 'C’est cette page',
    cancel: 'Annuler',
    answered: (title: string) => `« ${title} » répond à la question : elle quitte la liste.`,
    remove: 'Retirer',
    removeOf: (words: string) => `Retirer « ${words} »`,
    removed: 'Question retirée.',
    next: 'Questions suivantes',
    enterFirst: 'Entrez pour voir les questions et y répondre.',
  },
}

export type FindingLabels = typeof findingFr
