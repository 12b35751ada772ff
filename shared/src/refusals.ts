import type { Lang, Said } from './languages.ts'

/**
 * Every "no" of the wiki: its code, its HTTP status and its sentence. A refusal is an answer; anything
 * else thrown is a defect. The handbook lists the same codes (tested both ways).
 */
export const REFUSALS = {
  'request.malformed': {
    status: 400,
    fr: 'Cette demande n’est pas écrite comme prévu.',
    en: 'This request is not written as expected.',
  },
  'request.too-large': {
    status: 413,
    fr: 'C’est trop gros pour être reçu.',
    en: 'This is too large to be received.',
  },
  'request.too-many': {
    status: 429,
    fr: 'Trop de demandes à la fois. Attendez un instant, puis recommencez.',
    en: 'Too many requests at once. Wait a moment, then try again.',
  },
  'request.other-site': {
    status: 403,
    fr: 'Cette demande vient d’un autre site.',
    en: 'This request comes from another site.',
  },
  'route.unknown': {
    status: 404,
    fr: 'Il n’y a rien à cette adresse.',
    en: 'There is nothing at this address.',
  },
  'wiki.defect': {
    status: 500,
    fr: 'Quelque chose s’est cassé de notre côté. Rien de ce qui était enregistré n’est perdu.',
    en: 'Something broke on our side. Nothing that was saved is lost.',
  },
  'wiki.disk-full': {
    status: 507,
    fr: 'Le disque du wiki est plein : tout se lit, rien ne s’écrit pour l’instant. Vos mots restent chez vous.',
    en: 'The wiki’s disk is full: everything can be read, nothing written for now. Your words stay with you.',
  },
  'member.unknown': {
    status: 401,
    fr: 'Entrez d’abord, avec votre lien d’invitation.',
    en: 'Come in first, with your invitation link.',
  },
  'member.not-allowed': {
    status: 403,
    fr: 'Vous ne pouvez pas faire cela ici.',
    en: 'You cannot do this here.',
  },
  'invitation.unknown': {
    status: 404,
    fr: 'Ce lien d’invitation n’existe pas, a déjà servi ou n’est plus valable.',
    en: 'This invitation link does not exist, was already used or is no longer valid.',
  },
  'area.unknown': {
    status: 404,
    fr: 'Aucun territoire ne porte ce code.',
    en: 'No territory bears this code.',
  },
  'links.not-set': {
    status: 409,
    fr: 'Ce wiki ne demande rien au dehors : vérifier les liens se permet dans ses réglages (LINK_CHECK=1).',
    en: 'This wiki asks nothing outside: checking links is allowed in its settings (LINK_CHECK=1).',
  },
  'mail.not-set': {
    status: 404,
    fr: 'Ce wiki n’envoie pas de courriel.',
    en: 'This wiki sends no mail.',
  },
  'mail.unknown-link': {
    status: 404,
    fr: 'Ce lien n’existe pas, a déjà servi ou n’est plus valable. Demandez-en un autre.',
    en: 'This link does not exist, was already used or is no longer valid. Ask for another one.',
  },
  'letters.unknown-link': {
    status: 404,
    fr: 'Ce lien n’arrête aucune lettre. Le réglage se trouve aussi dans votre espace.',
    en: 'This link stops no letters. The setting is in your own corner too.',
  },
  'mail.other-member': {
    status: 403,
    fr: 'Ouvrez ce lien sur un appareil où vous êtes sous le nom qui l’a demandé.',
    en: 'Open this link on a device where you are signed in under the name that asked for it.',
  },
  'mail.taken': {
    status: 409,
    fr: 'Cette adresse mène déjà à un autre nom du wiki.',
    en: 'This address already leads to another name of the wiki.',
  },
  'merge.unproved': {
    status: 409,
    fr: 'Rien ne montre encore que l’autre nom est à vous : entrez d’abord sous ce nom, sur cet appareil.',
    en: 'Nothing shows yet that the other name is yours: come in under that name first, on this device.',
  },
  'passkey.refused': {
    status: 403,
    fr: 'Cette clé d’accès n’a pas pu servir. Réessayez, ou prenez un autre chemin.',
    en: 'This passkey could not be used. Try again, or take another way.',
  },
  'session.not-sure': {
    status: 403,
    fr: 'Pour cela, entrez d’abord à nouveau sur cet appareil, par courriel, par clé d’accès ou par le compte du réseau : il s’agit d’être sûr que c’est vous.',
    en: 'For this, first come in again on this device, by mail, by passkey or with the network’s account: to be sure that it is you.',
  },
  'session.unknown': {
    status: 404,
    fr: 'Cette connexion n’existe plus.',
    en: 'This session no longer exists.',
  },
  'page.unknown': {
    status: 404,
    fr: 'Cette page n’existe pas, ou pas pour vous.',
    en: 'This page does not exist, or not for you.',
  },
  'page.no-such-version': {
    status: 404,
    fr: 'Cette version de la page n’existe pas.',
    en: 'There is no such version of this page.',
  },
  'review.own-hand': {
    status: 403,
    fr: 'Ce passage est de votre main : quelqu’un d’autre le relira.',
    en: 'You had a hand in this passage: somebody else will review it.',
  },
  'review.conflict': {
    status: 403,
    fr: 'Vous faites partie de cet acteur : quelqu’un d’autre relira sa page.',
    en: 'You belong to this actor: somebody else will review its page.',
  },
  'review.writing': {
    status: 409,
    fr: 'Quelqu’un écrit dans ce passage en ce moment. Il sera à relire ensuite.',
    en: 'Someone is writing in this passage right now. It will be up for review afterwards.',
  },
  'review.licence': {
    status: 409,
    fr: 'La licence de cette page est inconnue ou trop fermée : on peut l’écrire, pas encore la valider.',
    en: 'The licence of this page is unknown or too closed: it can be written, not validated yet.',
  },
  'review.stale': {
    status: 409,
    fr: 'Ce passage vient de changer. Voici ce qu’il dit maintenant.',
    en: 'This passage has just changed. Here is what it says now.',
  },
  'review.reason-missing': {
    status: 400,
    fr: 'Dites en un mot pourquoi vous renvoyez ce passage.',
    en: 'Say in a word why you return this passage.',
  },
  'review.nothing-accepted': {
    status: 409,
    fr: 'Rien d’accepté n’attend une nouvelle version.',
    en: 'Nothing accepted waits for a new version.',
  },
  'double.unknown': {
    status: 409,
    fr: 'Ce ne sont pas deux pages de lieux différentes, hors des archives : il n’y a rien à réunir.',
    en: 'These are not two different pages of places out of the archive: there is nothing to merge.',
  },
  'page.archived': {
    status: 409,
    fr: 'Cette page est archivée : elle se lit, mais ne s’écrit plus.',
    en: 'This page is archived: it can be read, no longer written.',
  },
  'page.locked': {
    status: 423,
    fr: 'Cette page est fermée à l’écriture pour un moment. La raison est dans le registre.',
    en: 'This page is closed to writing for a while. The reason is in the ledger.',
  },
  'page.unknown-field': {
    status: 400,
    fr: 'Ce type de page n’a pas ce champ.',
    en: 'This page type has no such field.',
  },
  'page.malformed-field': {
    status: 400,
    fr: 'Ce champ n’est pas écrit comme prévu.',
    en: 'This field is not written as expected.',
  },
  'page.closed-set': {
    status: 403,
    fr: 'Les six principes forment un ensemble fermé : on les améliore, on n’en ajoute pas.',
    en: 'The six principles are a closed set: they are improved, none is added.',
  },
  'page.damaged': {
    status: 409,
    fr: 'Ce qui est enregistré de cette page a été abîmé : elle se lit, mais ne s’écrit plus. Prévenez l’intendant·e.',
    en: 'What is stored of this page was damaged: it can be read, no longer written. Tell the steward.',
  },
  'contribution.unknown': {
    status: 404,
    fr: 'Cette contribution n’existe pas, ou pas pour vous.',
    en: 'This contribution does not exist, or not for you.',
  },
  'contribution.entangled': {
    status: 409,
    fr: 'D’autres ont écrit par-dessus cette contribution : elle se défait à la main, dans la page.',
    en: 'Others have written on top of this contribution: it has to be undone by hand, in the page.',
  },
  'contribution.nothing-new': {
    status: 409,
    fr: 'Vous n’avez rien écrit de nouveau sur cette page depuis la dernière fois.',
    en: 'You wrote nothing new on this page since the last time.',
  },
  'contribution.stands': {
    status: 409,
    fr: 'Des mots de cette contribution sont encore dans la page : défaites-la d’abord.',
    en: 'Words of this contribution still stand in the page: undo it first.',
  },
  'contribution.hidden': {
    status: 409,
    fr: 'Cette version contient des mots qui ont été retirés de la vue : choisissez-en une autre.',
    en: 'This version holds words that were taken out of sight: choose another one.',
  },
  'correction.passage-changed': {
    status: 409,
    fr: 'Ce passage vient de changer. Relisez la page, puis recommencez : vos mots sont encore là.',
    en: 'This passage has just changed. Read the page again, then try once more: your words are still here.',
  },
  'correction.same': {
    status: 400,
    fr: 'Rien ne diffère : changez au moins un mot.',
    en: 'Nothing differs: change at least one word.',
  },
  'correction.shape': {
    status: 400,
    fr: 'Ici, on corrige les mots seulement : laissez les lignes et les liens comme ils sont, et rien de vide ni de trop long.',
    en: 'Here only words are corrected: leave lines and links as they are, and nothing empty or too long.',
  },
  'correction.value': {
    status: 400,
    fr: 'Cette valeur ne va pas ici : regardez l’exemple, ou choisissez dans la liste.',
    en: 'This value does not go here: look at the example, or choose from the list.',
  },
  'correction.too-many': {
    status: 409,
    fr: 'Beaucoup de corrections attendent déjà sur cette page. Revenez quand quelqu’un les aura relues.',
    en: 'Many corrections already wait on this page. Come back once someone has reviewed them.',
  },
  'fork.unknown': {
    status: 404,
    fr: 'Ces changements n’existent pas, ou ne sont pas à vous.',
    en: 'These changes do not exist, or are not yours.',
  },
  'fork.sent': {
    status: 409,
    fr: 'Ces changements sont déjà envoyés : ils attendent une relecture.',
    en: 'These changes were already sent: they wait for a review.',
  },
  'fork.nothing-new': {
    status: 409,
    fr: 'Rien ne diffère de la page : il n’y a rien à proposer encore.',
    en: 'Nothing differs from the page: there is nothing to propose yet.',
  },
  'thread.unknown': {
    status: 404,
    fr: 'Ce fil n’existe pas, ou pas pour vous.',
    en: 'This thread does not exist, or not for you.',
  },
  'thread.passage-changed': {
    status: 409,
    fr: 'Ce passage vient de changer. Relisez la page, puis recommencez : vos mots sont encore là.',
    en: 'This passage has just changed. Read the page again, then try once more: your words are still here.',
  },
  'thread.needs-passage': {
    status: 400,
    fr: 'Une objection porte sur un passage : choisissez-le dans la page.',
    en: 'An objection is about a passage: choose it in the page.',
  },
  'thread.no-such-statement': {
    status: 409,
    fr: 'Cette affirmation ne figure pas, ou plus, dans ce que ce principe n’est pas. Choisissez-la de nouveau : vos mots sont encore là.',
    en: 'This statement is not, or no longer, among what this principle is not. Choose it again: your words are still here.',
  },
  'thread.needs-words': {
    status: 400,
    fr: 'Répondez à l’objection par quelques mots.',
    en: 'Answer the objection in a few words.',
  },
  'thread.settled': {
    status: 409,
    fr: 'Ce fil est clos. Rouvrez-le pour y écrire.',
    en: 'This thread is closed. Open it again to write in it.',
  },
  'thread.own-words': {
    status: 403,
    fr: 'Cette objection est la vôtre, ou porte sur vos mots : quelqu’un d’autre y répond.',
    en: 'This objection is yours, or is about your words: somebody else answers it.',
  },
  'report.unknown': {
    status: 404,
    fr: 'Ce signalement n’existe pas, ou plus.',
    en: 'This report does not exist, or no longer.',
  },
  'territory.unknown': {
    status: 404,
    fr: 'Ce territoire n’existe pas, ou pas pour vous.',
    en: 'This territory does not exist, or not for you.',
  },
  'territory.last-steward': {
    status: 409,
    fr: 'Il faut quelqu’un pour veiller sur ce wiki : nommez d’abord une autre intendante ou un autre intendant.',
    en: 'Someone has to look after this wiki: name another steward first.',
  },
  'proposal.unknown': {
    status: 404,
    fr: 'Cette proposition n’existe pas, ou plus.',
    en: 'This proposal does not exist, or no longer.',
  },
  'step.gone': {
    status: 404,
    fr: 'Ce petit pas n’est plus à faire : quelqu’un s’en occupe, ou c’est déjà fait.',
    en: 'This small step is no longer to be done: somebody is at it, or it is done.',
  },
  'file.unknown': {
    status: 404,
    fr: 'Ce fichier n’existe pas.',
    en: 'This file does not exist.',
  },
  'file.not-an-image': {
    status: 415,
    fr: 'Ce fichier n’est pas une image que nous savons lire (JPEG, PNG, WebP, GIF, AVIF).',
    en: 'This file is not an image we can read (JPEG, PNG, WebP, GIF, AVIF).',
  },
  'file.too-many-pixels': {
    status: 413,
    fr: 'Cette image est trop grande : 40 millions de pixels au plus (20 pour AVIF). Réduisez-la, puis recommencez.',
    en: 'This picture is too large: 40 million pixels at most (20 for AVIF). Make it smaller, then try again.',
  },
  'draft.unknown': {
    status: 404,
    fr: 'Ce brouillon n’existe plus.',
    en: 'This draft no longer exists.',
  },
  'question.unknown': {
    status: 404,
    fr: 'Cette question n’existe plus.',
    en: 'This question no longer exists.',
  },
  'question.too-many': {
    status: 409,
    fr: 'Beaucoup de questions attendent déjà une réponse. Revenez un peu plus tard.',
    en: 'Many questions wait for an answer already. Come back a little later.',
  },
  'search.malformed': {
    status: 400,
    fr: 'Cette recherche est trop longue : 256 caractères au plus.',
    en: 'This search is too long: 256 characters at most.',
  },
  'wire.schema-changed': {
    status: 409,
    fr: 'Le wiki a été mis à jour. Rechargez la page pour continuer à écrire.',
    en: 'The wiki was updated. Reload the page to go on writing.',
  },
  'wire.bad-ticket': {
    status: 401,
    fr: 'Ce ticket d’écriture n’est plus valable. Rechargez la page.',
    en: 'This writing ticket is no longer valid. Reload the page.',
  },
  'wire.unknown-client': {
    status: 403,
    fr: 'Cet identifiant d’écriture n’est pas le vôtre.',
    en: 'This writing identifier is not yours.',
  },
  'wire.read-only': {
    status: 403,
    fr: 'Vous lisez cette page ; vous ne pouvez pas y écrire.',
    en: 'You are reading this page; you cannot write in it.',
  },
  'wire.bad-frame': {
    status: 400,
    fr: 'Ces modifications n’ont pas pu être lues.',
    en: 'These edits could not be read.',
  },
  'wire.gap': {
    status: 409,
    fr: 'Il manque des modifications avant celles-ci.',
    en: 'Edits are missing before these.',
  },
  'wire.not-in-schema': {
    status: 400,
    fr: 'Ces modifications contiennent quelque chose qu’une page ne peut pas contenir.',
    en: 'These edits contain something that a page cannot contain.',
  },
  'wire.too-large': {
    status: 413,
    fr: 'Ces modifications sont trop grosses pour être reçues d’un coup.',
    en: 'These edits are too large to be received at once.',
  },
  'wire.place-gone': {
    status: 409,
    fr: 'L’endroit où vous écriviez n’est plus dans la page.',
    en: 'The place where you were writing is no longer in the page.',
  },
  'wire.page-full': {
    status: 413,
    fr: 'Cette page est pleine. Ouvrez-en une autre et liez-la.',
    en: 'This page is full. Open another one and link it.',
  },
  'wire.not-stored': {
    status: 503,
    fr: 'Le wiki n’arrive pas à enregistrer pour l’instant. Vos mots restent ici, il réessaie.',
    en: 'The wiki cannot save right now. Your words stay here, it keeps trying.',
  },
} as const satisfies Record<string, { status: number } & Said>

export type RefusalCode = keyof typeof REFUSALS

/** An expected no, with its code. `details` help a program; the sentence is for people. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(code: RefusalCode, details?: Readonly<Record<string, unknown>>) {
    super(code)
    this.code = code
    this.details = details
  }

  get status(): number {
    return REFUSALS[this.code].status
  }

  /** The answer that an HTTP caller or a socket receives. */
  answer(lang: Lang): RefusalAnswer {
    const { code, details } = this
    return { code, message: REFUSALS[code][lang], ...(details && { details }) }
  }
}

export interface RefusalAnswer {
  code: RefusalCode
  message: string
  details?: Readonly<Record<string, unknown>>
}
