/** What is said of small things to do together, in French. It loads with their card. */
export const stepsFr = {
  title: 'Un petit pas',
  does: {
    field: (label: string) => `On ne sait pas encore : ${label}. Vous savez, ou pouvez demander ?`,
    alt: () => 'Une image n’y est presque pas décrite. Que voit-on, pour qui ne la voit pas ?',
    place: () => 'Cette page n’est rangée dans aucun territoire. Où va-t-elle ?',
    stale: () => 'Personne n’y a touché depuis longtemps. Est-ce encore juste ?',
  },
  take: 'Je m’y mets',
  another: 'Une autre',
  later: 'Plus tard',
  never: 'Ne plus proposer',
  neverSaid: 'Entendu. Vous pouvez les retrouver dans votre espace.',
  mine: 'Vous y êtes.',
  open: 'Ouvrir la page',
  ready: 'C’est fait, regardons ensemble',
  giveBack: 'Je laisse',
  two: 'à deux',
  waiting: 'Quelqu’un d’autre va regarder avec vous. Rien ne presse.',
  finished: (name: string | null) =>
    name ? `${name} a regardé avec vous : c’est bon. Merci à vous deux !` : 'C’est bon. Merci à vous deux !',
  thanks: 'Avec plaisir',
  together: (name: string) => `${name} vient de s’en occuper, et aimerait un second regard.`,
  look: 'Regarder ensemble',
  good: 'C’est bon',
  correct: 'Reprendre un mot',
  goodSaid: (name: string) => `Merci à vous deux, ${name} et vous : la page y gagne.`,
  again: 'Me proposer de petits pas à deux',
  againSaid: 'Ils reviennent sur l’accueil.',
}

/** The words of small things to do, whatever the language. */
export type StepsLabels = typeof stepsFr
