/** The words of following, in French. `following.en.ts` has the same shape. */
export const followingFr = {
  follow: { page: 'Suivre cette page', territory: 'Suivre ce territoire', type: 'Suivre ces pages' },
  unfollow: { page: 'Ne plus suivre cette page', territory: 'Ne plus suivre ce territoire', type: 'Ne plus suivre' },
  followed: 'C’est noté : ce qui s’y passe vous sera dit dans votre espace.',
  unfollowed: 'Vous ne suivez plus.',
  followedWith: (territory: string) => `Suivi avec ${territory}.`,
  feed: 'Flux Atom',

  happened: 'Ce qui s’est passé',
  happenedSays: 'Sur ce que vous suivez, et sur ce que vous avez écrit. Vous seul·e le voyez.',
  nothing: 'Rien pour l’instant.',
  isNew: 'nouveau',
  colon: ' : ',
  someone: 'Quelqu’un',
  says: {
    version: () => 'une nouvelle version est relue.',
    proposed: (who: string) => `${who} y a écrit.`,
    validated: () => 'merci, votre passage a été relu et gardé.',
    returned: (who: string) => `${who} vous rend un passage, avec un mot.`,
    said: (who: string) => `${who} a écrit dans la discussion.`,
    called: (who: string) => `${who} vous appelle dans la discussion.`,
    objection: (who: string) => `${who} a écrit dans une objection.`,
    waiting: () => 'des passages attendent d’être relus depuis plus de quinze jours.',
  },
  quoted: (words: string) => `« ${words} »`,
  markRead: 'Marquer comme lu',
  older: 'Plus ancien',
  newest: 'Revenir au plus récent',

  following: 'Ce que vous suivez',
  followsNothing: 'Rien encore. « Suivre » se trouve au bas de chaque page, et en haut des listes et des territoires.',
  andInside: (names: readonly string[]) => `et ce qui s’y trouve : ${names.join(', ')}`,
  unfollowWhich: (name: string) => `Ne plus suivre : ${name}`,
  stopOne: 'Ne plus suivre',

  offer: 'Ce wiki peut aussi vous l’écrire par courriel, une fois par jour au plus. Le voulez-vous ?',
  offerYes: 'Oui, par courriel',
  offerNo: 'Non, ici suffit',
  mail: 'Par courriel',
  wishes: {
    never: 'Jamais',
    daily: 'Une fois par jour au plus',
    each: 'Peu après, dix minutes au moins entre deux lettres',
  },
  noted: 'C’est noté.',

  letters: {
    title: 'Ne plus recevoir de lettres',
    says: 'Ce wiki ne vous écrira plus ce qui s’est passé. Tout reste à lire dans votre espace, et les lettres peuvent y reprendre.',
    stop: 'Ne plus recevoir ces lettres',
    stopped: 'C’est fait : vous ne recevrez plus ces lettres.',
  },
}

export type FollowingLabels = typeof followingFr
