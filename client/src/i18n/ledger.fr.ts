/** What the public ledger says, in French. It loads with its screen. */
export const ledgerFr = {
  says: 'Ce qui a été fait pour prendre soin du wiki, par qui et pourquoi. Rien n’en est retiré ; chaque entrée porte l’empreinte de la précédente.',
  acts: {
    'member.signed-out': (by: string, member: string) => `${by} a fermé les sessions de ${member}.`,
    'member.quarantined': (by: string, member: string) => `${by} a mis ${member} en quarantaine.`,
    'member.released': (by: string, member: string) => `${by} a levé la quarantaine de ${member}.`,
    'member.merged': (by: string) => `${by} a réuni ses deux noms en un.`,
    'member.left': (by: string) => `${by} : quelqu’un est parti. Ce qui fut écrit reste.`,
    'role.given': (by: string, member: string) => `${by} a donné un rôle à ${member}.`,
    'page.archived': (by: string) => `${by} a archivé :`,
    'page.unarchived': (by: string) => `${by} a sorti des archives :`,
    'page.merged': (by: string) => `${by} a réuni à une autre page du même lieu :`,
    'page.locked': (by: string) => `${by} a fermé à l’écriture :`,
    'page.unlocked': (by: string) => `${by} a rouvert à l’écriture :`,
    'page.placed': (by: string) => `${by} a changé le territoire ou la visibilité de :`,
    'contribution.undone': (by: string, member: string) => `${by} a défait une contribution de ${member} dans :`,
    'contribution.hidden': (by: string, member: string) =>
      `${by} a retiré de la vue une contribution de ${member} dans l’historique de :`,
    'contribution.shown': (by: string, member: string) =>
      `${by} a remis à la vue une contribution de ${member} dans l’historique de :`,
    'version.made': (by: string) => `Une nouvelle version relue, avec l’accord de ${by} :`,
    'version.renewed': (by: string) => `${by} a confirmé que c’est toujours exact :`,
    'report.answered': (by: string) => `${by} a répondu à un signalement sur :`,
    'objection.raised': (by: string) => `${by} a fait une objection sur :`,
    'objection.settled': (by: string) => `${by} a répondu à une objection, ou retiré la sienne, sur :`,
    'message.hidden': (by: string, member: string) => `${by} a retiré de la vue un message de ${member} sur :`,
    'message.shown': (by: string, member: string) => `${by} a remis à la vue un message de ${member} sur :`,
  },
}

export type LedgerLabels = typeof ledgerFr
