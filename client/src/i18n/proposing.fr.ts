/** What is said to whoever proposes something, in French. It loads where someone does. */
export const proposingFr = {
  correct: {
    title: 'Corriger ce passage',
    words: 'Corrigez les mots',
    why: 'Pourquoi ? Un mot suffit (facultatif)',
    name: 'Votre nom, si vous voulez être cité·e',
    more: 'Ajouter un mot',
    moreVisitor: 'Ajouter un mot, ou votre nom',
    says: 'Rien ne change tout de suite : quelqu’un d’autre relit d’abord. Une adresse web devient un lien.',
    send: 'Envoyer',
    cancel: 'Annuler',
    lost: 'La connexion manque. Vos mots sont encore là : réessayez dans un instant.',
    thanks: 'Merci !',
    next: 'Votre correction attend qu’une autre personne la relise. Si elle est acceptée, elle entre dans la page, avec votre nom ou «\u00a0une visiteuse\u00a0».',
    close: 'Continuer la lecture',
  },
  fact: {
    title: (name: string) => `Corriger : ${name}`,
    which: 'Que savez-vous ?',
    same: 'Rien n’a changé encore. Si une lecture de vos mots est affichée, dites d’abord si elle est juste.',
    says: 'Rien ne change tout de suite : quelqu’un d’autre relit d’abord.',
  },
  apart: {
    heading: (title: string) => `Proposer des changements à « ${title} »`,
    says: 'Vous écrivez à part : la page ne change pas. Une fois envoyés, vos changements se relisent un par un, et entrent dans la page sous votre nom.',
    send: 'Envoyer',
    message: 'En une phrase, si vous voulez : qu’avez-vous changé ?',
    sent: 'C’est proposé, merci. D’autres vont relire vos changements un par un.',
    back: 'Revenir à la page',
  },
  here: {
    by: (name: string | null, when: string) => `${name ?? 'Une visiteuse'} propose ceci, ${when} :`,
    own: (when: string) => `Vous proposez ceci, ${when} :`,
    review: 'Relire cette proposition',
    withdraw: 'Retirer ma proposition',
    sure: 'Tout ce que vous avez écrit à part sur cette page sera retiré.',
    keep: 'La garder',
  },
  list: {
    title: 'Propositions',
    says: 'Ce qui a été proposé sans l’écrire dans la page, et ce qu’il en est devenu.',
    visitor: 'une visiteuse',
    by: (name: string, when: string) => `Proposé par ${name}, ${when}`,
    why: (words: string) => `« ${words} »`,
    waiting: 'attend une relecture',
    accepted: (name: string) => `acceptée par ${name}`,
    returned: (name: string, reason: string) => `renvoyée par ${name} : « ${reason} »`,
  },
}

export type ProposingLabels = typeof proposingFr
