import { formatIn } from './format.ts'

const { plural, number, list } = formatIn('fr')

const IN_WORDS = [
  'aucun',
  'un',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
  'dix',
  'onze',
  'douze',
]
const inWords = (count: number) => IN_WORDS[count] ?? number(count)

const passages = (count: number) => plural(count, `${number(count)} passage`, `${number(count)} passages`)
const waits = (days: number) =>
  days < 1 ? 'attend depuis aujourd’hui' : days < 2 ? 'attend depuis hier' : `attend depuis ${number(days)} jours`

/** What is said to those who review, in French. It loads where someone does, or asks about a passage. */
export const reviewingFr = {
  lacks:
    'Une partie de cette version n’est plus montrée. Elle a été mise hors de vue, pour une raison écrite au registre.',
  queue: {
    says: 'Ce que d’autres ont écrit et proposé. Le plus ancien d’abord ; relire un passage suffit déjà.',
    glance: 'Un coup d’œil suffit',
    glanceSays: 'Peu de mots, peu de passages.',
    longer: 'À lire tranquillement',
    recheck: 'une partie est seulement à revérifier',
    waiting: (count: number, days: number) => `${passages(count)} · ${waits(days)}`,
    median: (days: number) =>
      days < 1
        ? 'Ces temps-ci, un passage attend moins d’un jour.'
        : `Ces temps-ci, un passage attend en général ${plural(Math.round(days), 'un jour', `${number(Math.round(days))} jours`)}.`,
    nothing: 'Rien n’attend. Merci à celles et ceux qui relisent.',
    nothingHere: 'Rien n’attend avec ces filtres.',
    next: 'Voir la suite',
    start: 'Revenir au début',
    territory: 'Territoire',
    type: 'Type de page',
    any: 'Tous',
    filters: 'Filtres',
    visitor: 'Pour relire ce que d’autres écrivent, entrez d’abord.',
    enter: 'Entrer',
    notYet:
      'On relit quand un autre membre l’a souhaité pour vous dans un territoire, que vous avez dit oui, et qu’une intendante ou un intendant l’a confirmé.',
    territories: 'Voir les territoires',
  },
  page: {
    versions: (from: number | null) => (from === null ? 'première version' : `version ${from} → ${from + 1}`),
    changed: (some: number, all: number) => (some === all ? passages(some) : `${passages(some)} sur ${number(all)}`),
    progress: (done: number, all: number) => `${passages(done)} ${plural(done, 'relu', 'relus')} sur ${number(all)}`,
    progressLabel: 'Ce qui est relu',
    unchanged: (count: number, version: number) =>
      plural(
        count,
        `L’autre passage n’a pas changé depuis la version ${version} : il n’y a rien à y relire.`,
        `Les ${inWords(count)} autres passages n’ont pas changé depuis la version ${version} : il n’y a rien à y relire.`,
      ),
    nothing: 'Rien n’attend de relecture sur cette page.',
    read: 'Lire la page',
    queue: 'Tout ce qui attend',
    mayNot: 'Vous pouvez lire ce qui a changé. Y répondre revient aux personnes qui relisent dans ce territoire.',
  },
  card: {
    top: 'Début de la page',
    field: 'Fiche',
    kinds: {
      text: 'modifié',
      format: 'mis en forme autrement',
      move: 'déplacé',
      split: 'coupé en plusieurs',
      join: 'réuni',
      delete: 'retiré',
      field: 'modifié',
      still: 'à revérifier',
    },
    added: 'ajouté',
    by: (what: string, names: readonly string[], when: string) =>
      names.length > 0 ? `${what} par ${list(names)}, ${when}` : `${what}, ${when}`,
    proposed: (name: string | null, when: string) => `proposé par ${name ?? 'une visiteuse'}, ${when}`,
    stale:
      'Ces mots ont été changés autrement depuis : la proposition ne peut plus entrer telle quelle. Vous pouvez la renvoyer avec un mot.',
    written: (names: readonly string[], when: string) => `Écrit par ${list(names)}, ${when}`,
    message: (words: string) => `« ${words} »`,
    sources: (count: number): string => plural(count, 'Source citée', 'Sources citées'),
    noSource: 'Un chiffre est donné ici, sans source.',
    before: 'Avant',
    after: 'Après',
    empty: 'rien',
    whole: 'Le voir tel qu’il se lira',
    sameWords: 'Les mots n’ont pas changé.',
    accepted: (names: readonly string[]) => `accepté par ${list(names)}`,
    returned: (names: readonly string[]) => `renvoyé par ${list(names)}`,
    returnedBecause: (name: string, reason: string) => `${name} l’a renvoyé : « ${reason} »`,
    you: 'vous',
    states: {
      waiting: 'à relire',
      accepted: 'accepté',
      returned: 'renvoyé',
      writing: 'en train d’être écrit : attendra',
      contested: 'contesté',
    },
    missing: (count: number) => `encore ${plural(count, 'une autre personne', `${inWords(count)} personnes`)}`,
    notJudging: {
      right: 'D’autres personnes relisent ici.',
      'own-hand': 'De votre main : quelqu’un d’autre le relira.',
      conflict: 'Cette page parle d’un acteur auquel vous êtes lié·e : quelqu’un d’autre la relira.',
      writing: 'Quelqu’un écrit ici en ce moment. Ce passage se relira une fois reposé.',
      licence: 'Ce passage copie une source dont la licence ne le permet pas, ou n’est pas connue : il attend.',
    },
    contested: 'Une objection est ouverte : elle se règle dans la discussion.',
    moved: 'Ce passage vient de changer pendant que vous lisiez. Voici ce qu’il est maintenant.',
    gone: 'Quelqu’un d’autre vient de relire ce passage, ou de le reprendre : il n’y a plus rien à y répondre.',
    discuss: 'Discuter',
    look: 'Le relire',
    accept: 'Accepter',
    acceptWhole: (count: number) => `Accepter toute la proposition (${number(count)} changements)`,
    giveBack: 'Renvoyer avec un mot…',
    skip: 'Passer',
    back: 'Revenir',
    why: 'Votre mot, pour que l’autrice ou l’auteur sache quoi reprendre',
    send: 'Renvoyer',
    cancel: 'Ne pas renvoyer',
    sending: 'Envoi…',
    chosen: 'passage en cours',
  },
  groups: {
    form: 'Changements de forme',
    formSays: 'Les mots sont restés les mêmes.',
    acceptForm: (count: number) =>
      plural(count, 'Accepter ce changement de forme', `Accepter ces ${number(count)} changements de forme`),
    small: 'Petites retouches',
    smallSays: 'Quelques mots chacune : on les accepte ensemble, une fois lues.',
    acceptSmall: (count: number) => plural(count, 'Accepter cette retouche', `Accepter ces ${number(count)} retouches`),
    still: 'Toujours exact ?',
    stillSays: 'Rien n’a changé ici, mais du temps a passé. Est-ce encore vrai ?',
    acceptStill: (count: number) => plural(count, 'Toujours exact', `Toujours exacts, tous les ${number(count)}`),
    apart: 'Les prendre un par un',
  },
  keys: {
    title: 'Touches',
    use: 'Répondre au clavier : A, R, J, K',
  },
  publish: {
    title: 'Avant de publier',
    other: 'Une autre personne que l’autrice ou l’auteur relit',
    ownHand: 'Tout est de votre main : une autre personne doit relire',
    figures: 'Chaque chiffre a une source',
    noFigures: (count: number) =>
      plural(count, 'Un chiffre n’a pas de source', `${number(count)} chiffres n’ont pas de source`),
    tied: 'Je fais partie de ce dont parle cette page : d’autres que moi la relisent',
    second: 'Il manque une deuxième relecture',
    rule: { principle: '(règle des principes)', danger: '(sécurité, santé ou droit)' },
    none: 'Personne n’attend plus de relecture ici',
    waiting: (count: number) =>
      plural(count, 'Un passage attend sa relecture', `${number(count)} passages attendent leur relecture`),
    writing: 'Un passage est en train d’être écrit : il attendra la version suivante',
    contested: 'Une objection est ouverte',
    licence: 'Un passage copie une source sans en avoir le droit',
    button: (version: number) => `Publier la version ${version}`,
    partly: 'Ce qui est déjà accepté devient la version lue ; le reste attendra.',
    first: 'La première version se publie d’elle-même quand tout est relu.',
    notYet: 'Elle se publie dès qu’un passage est accepté par assez de personnes.',
  },
  after: {
    title: 'À relire ensuite',
    nothing: 'Rien d’autre n’attend.',
    made: (version: number) => `La version ${version} est publiée. C’est elle que l’on lit maintenant.`,
    readMade: 'La lire',
    done: 'Vous avez tout relu ici. Merci.',
    doneWaits: 'La page attend encore quelqu’un d’autre avant que la version soit complète.',
  },
  said: {
    accepted: 'Accepté.',
    returned: 'Renvoyé.',
    skipped: 'Passé.',
    next: (at: number, all: number) => `Passage ${at} sur ${all}.`,
    lost: 'Le wiki ne répond pas : rien n’a été envoyé.',
  },
  passage: {
    opens: {
      'to-review': 'pas encore relu',
      'to-recheck': 'à revérifier',
      contested: 'contesté',
      validated: 'relu',
    },
    see: 'Voir le changement',
    answer: 'Répondre',
    review: 'Relire',
    unknown: 'On ne sait pas encore qui l’a écrit : il est peut-être en train de l’être.',
  },
  waits,
}

export type ReviewingLabels = typeof reviewingFr
