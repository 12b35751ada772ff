/** What is said to whoever may do something with a contribution, in French. It loads where someone does. */
export const ownHistoryFr = {
  hide: 'Retirer de la vue',
  hideDo: 'Retirer ces mots de la vue',
  hideSays:
    'Pour des mots que personne ne doit lire. Ils ne seront plus montrés nulle part, ni dans l’historique, ni dans les versions relues qui les contiennent ; le reste se lira toujours.',
  keep: 'Enregistrer',
  reason: 'La raison, que tout le monde pourra lire dans le registre',
  restore: 'Remettre cette version',
  restoreDo: 'Remettre la page ainsi',
  restoreSays:
    'La page redevient ce qu’elle était à la fin de cette contribution. C’est une modification en votre nom : rien n’est perdu, et elle se défait de la même façon.',
  say: 'Dire en une phrase ce que vous avez fait',
  sayOther: 'Changer votre phrase',
  sentence: 'Votre phrase',
  show: 'Remettre à la vue',
  showDo: 'Remettre ces mots à la vue',
  showSays: 'Les mots de cette contribution se liront à nouveau dans l’historique.',
}

export type OwnHistoryLabels = typeof ownHistoryFr
