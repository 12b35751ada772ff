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
  'page.archived': {
    status: 409,
    fr: 'Cette page est archivée : elle se lit, mais ne s’écrit plus.',
    en: 'This page is archived: it can be read, no longer written.',
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
