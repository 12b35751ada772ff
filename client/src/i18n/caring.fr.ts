/** What is said when something is amiss, in French. It loads where someone says so, or looks after a page. */
export const caringFr = {
  report: {
    says: 'Dites-le en un mot, sans compte et sans formulaire. Les personnes qui veillent sur cette page le liront.',
    legend: 'De quoi s’agit-il ?',
    kinds: {
      gone: 'Cela n’existe pas, ou plus',
      wrong: 'C’est faux, ou périmé',
      charter: 'C’est contraire à la charte',
      duplicate: 'Cette page en double une autre',
    },
    words: 'Quelques mots, si vous voulez',
    send: 'Le dire',
    sent: 'Merci. C’est transmis à celles et ceux qui veillent sur cette page.',
  },
  keep: {
    title: 'Veiller sur cette page',
    reason: 'La raison, que tout le monde pourra lire dans le registre',
    lock: 'Fermer à l’écriture pour une heure',
    unlock: 'Rouvrir à l’écriture',
    locked: 'La page est fermée à l’écriture pour une heure. Vous pouvez encore y écrire.',
    unlocked: 'La page est rouverte à l’écriture.',
    contributions: 'Contributions récentes',
    none: 'Personne n’a encore écrit ici.',
    by: (name: string, instant: string) => `${name}, ${instant}`,
    undone: 'défaite',
    undo: 'Défaire',
    undoOf: (name: string, instant: string) => `Défaire la contribution de ${name}, ${instant}`,
    undoDone: (name: string) => `La contribution de ${name} est défaite ; ce que les autres ont écrit est resté.`,
    quarantine: 'Mettre en quarantaine',
    quarantineOf: (name: string) => `Mettre ${name} en quarantaine`,
    quarantined: (name: string) => `${name} lit encore, et n’écrit plus. Cela se lève depuis le registre.`,
    signOut: 'Fermer ses sessions',
    signOutOf: (name: string) => `Fermer les sessions de ${name}`,
    signedOut: (name: string) => `Plus rien n’est ouvert au nom de ${name}, sur aucun appareil.`,
    noReason: 'Écrivez d’abord la raison, en une phrase.',
  },
}

export type CaringLabels = typeof caringFr
