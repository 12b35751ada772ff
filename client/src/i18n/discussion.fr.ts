import { formatIn } from './format.ts'

const { plural } = formatIn('fr')

/** What one reads while taking part in a discussion, in French. It loads where someone may. */
export const discussionFr = {
  start: 'Dire quelque chose de cette page ou d’un passage',
  about: 'De quoi parlez-vous ?',
  wholePage: 'De la page entière',
  what: 'Que voulez-vous faire ?',
  kinds: {
    talk: 'En parler',
    variant: 'Proposer une autre formulation',
    objection: 'Faire une objection',
  },
  follows: {
    talk: 'Une question, une remarque, un récit.',
    variant: 'Elle restera lisible dans l’historique de la page, retenue ou non.',
    objection: 'Ce passage n’est pas juste : il sera marqué contesté jusqu’à ce qu’on vous réponde.',
  },
  words: {
    talk: 'Vos mots',
    variant: 'Votre formulation',
    objection: 'Ce qui n’est pas juste, et comment vous le savez',
  },
  contradicts: 'Cela contredit-il ce qu’un principe n’est pas ? (si vous voulez)',
  contradictsNone: 'Non, ou je ne sais pas',
  isNot: (principle: string) => `« ${principle} » n’est pas`,
  send: { talk: 'Le dire', variant: 'Proposer cette formulation', objection: 'Faire cette objection' },
  done: {
    talk: 'C’est dit.',
    variant: 'Votre formulation est proposée.',
    objection: 'Votre objection est faite : le passage est contesté.',
  },
  callHint: 'Pour appeler quelqu’un, écrivez @ et le début de son nom.',
  proposed: (count: number) =>
    plural(
      count,
      'Une personne proposée, sous la zone de texte',
      `${count} personnes proposées, sous la zone de texte`,
    ),
  call: (name: string) => `Appeler ${name}`,
  reply: 'Répondre',
  yourReply: 'Votre réponse',
  settle: { resolved: 'Clore ce fil', answered: 'Répondre à l’objection', withdrawn: 'Retirer mon objection' },
  settles: {
    resolved: 'Le fil restera lisible, et peut se rouvrir.',
    answered: 'Votre réponse clôt l’objection : le passage n’est plus contesté. Les deux restent dans l’historique.',
    withdrawn: 'Le passage n’est plus contesté. Votre objection reste lisible dans l’historique.',
  },
  yourAnswer: 'Votre réponse, que tout le monde pourra lire',
  aWord: 'Un mot, si vous voulez',
  reopen: 'Rouvrir',
  hide: 'Retirer un message de la vue',
  hideSays: 'Ses mots ne seront plus montrés qu’aux intendant·es. Choisissez-le encore pour le remettre.',
  hideWhich: 'Le message',
  messageOf: (place: number, name: string, hidden: boolean) =>
    `${place}. ${name}${hidden ? ' (retiré : le remettre)' : ''}`,
  reason: 'La raison, que tout le monde pourra lire dans le registre',
  hideDo: 'Le faire',
}

export type DiscussionLabels = typeof discussionFr
