import { formatIn } from './format.ts'

const { number, plural } = formatIn('fr')

/** What is said of inviting, territories and ways in, in French. It loads with the screens that need it. */
export const joiningFr = {
  roles: {
    visitor: 'Visite',
    member: 'Membre',
    validator: 'Relectrice ou relecteur',
    steward: 'Intendant·e',
  },
  wholeNetwork: 'Tout le réseau',

  territories: {
    newOne: 'Un territoire de plus',
    name: 'Nom',
    kind: 'C’est',
    within: 'Il fait partie de',
    nowhere: 'Aucun autre',
    visibility: 'Pour qui',
    visibilityChoice: {
      public: 'Tout le monde',
      unlisted: 'Qui en connaît l’adresse (non listé)',
      private: 'Ses membres seulement (privé)',
    },
    make: 'Créer le territoire',
    tooShort: 'Il faut un nom d’au moins deux lettres.',
    people: 'Ses membres',
    peopleSays: 'Ces noms ne se montrent qu’ici, à celles et ceux qui en sont.',
    until: (day: string) => `jusqu’au ${day}`,
    changeRole: (name: string) => `Changer le rôle : ${name}`,
    role: 'Rôle',
    takeOut: 'Plus membre d’ici',
    untilWhen: 'Jusqu’au (facultatif)',
    give: 'Donner ce rôle',
    given: (name: string) => `C’est fait pour ${name}.`,
    wish: (name: string) => `Proposer ${name} pour relire`,
    wishWhy: 'Pourquoi, en un mot',
    wishWhyShort: 'Un mot suffit, mais il en faut un.',
    wishGo: 'Proposer',
    wished: (name: string) => `Nous demandons d’abord à ${name}, en privé. Personne d’autre ne le saura avant un oui.`,
    willing: (name: string, by: string | null) =>
      by ? `${name} veut bien relire ici, sur proposition de ${by}.` : `${name} veut bien relire ici.`,
    confirmUntil: 'Jusqu’au jour où d’autres prendront le relais',
    confirmNoDay: 'Choisissez un jour : les rôles tournent.',
    confirm: 'Confirmer pour relire',
    notNow: 'Pas maintenant',
    endingSoon: 'Ces rôles finissent dans le mois. Qui prendra le relais ?',
    ends: (name: string, role: string, day: string) => `${name}, ${role}, le ${day}`,
    settings: 'Nom et visibilité',
    closesAll: 'Ce qui se range dans un territoire n’est jamais plus ouvert que lui.',
    save: 'Changer',
    changed: 'C’est changé.',
    leave: (name: string) => `Quitter ${name}`,
    leaveSays: 'Vous n’aurez plus de rôle ici. Pour revenir, il faudra une invitation. Ce que vous avez écrit reste.',
    leaveSure: 'Quitter',
    stay: 'Rester',
    pageOf: 'Elle se range dans',
    place: 'Ranger là',
    placed: 'La page y est.',
  },

  rename: {
    title: 'Changer de nom',
    go: 'Prendre ce nom',
  },

  asked: {
    title: 'Une question pour vous',
    says: (by: string | null, territory: string) =>
      by
        ? `${by} aimerait que vous relisiez les pages de ${territory}.`
        : `Aimeriez-vous relire les pages de ${territory} ?`,
    between: 'Cela reste entre nous : personne n’en sait rien avant votre oui, et un non ne se dit à personne.',
    yes: 'Oui, volontiers',
    no: 'Non merci',
    saidYes: 'Merci. L’intendance du territoire le sait, et vous répondra.',
    saidNo: 'C’est noté, et personne ne l’apprendra.',
  },

  oneName: {
    title: 'Deux noms, une personne',
    how: 'Vous avez un autre nom ici ? Entrez sous ce nom, sur cet appareil, sans sortir d’abord. Revenez ici dans le quart d’heure : les deux pourront n’en faire qu’un.',
    onceMore: (other: string) =>
      `« ${other} » était là sur cet appareil. Pour être sûr que c’est vous : entrez encore une fois sous ce nom, par courriel, par clé d’accès ou par le compte du réseau, puis revenez ici.`,
    comeIn: 'Entrer sous l’autre nom',
    both: (other: string, name: string) =>
      `Cet appareil vient de montrer que « ${other} » est à vous, comme « ${name} ». Les réunir ?`,
    says: (other: string, name: string) => [
      `Ce qui fut écrit sous « ${other} » se lira sous « ${name} ». Que ce soit la même personne se verra donc.`,
      'Adresses, clés d’accès, brouillons et territoires se retrouvent ensemble. De deux rôles, le plus étendu reste, jusqu’à son jour.',
      `Les appareils reliés à « ${other} » sont déconnectés.`,
      'Le registre dit que deux noms furent réunis.',
    ],
    go: 'Réunir les deux noms',
    sureSays: (other: string, name: string) =>
      `« ${other} » devient « ${name} », pour toujours. Ne le faites que si les deux sont à vous.`,
    sure: 'Réunir pour toujours',
    notMine: (other: string) => `« ${other} » n’est pas à moi`,
    done: 'C’est fait : un seul nom.',
  },

  departing: {
    title: 'Partir',
    lead: 'Vous pouvez partir quand vous voulez, sans demander à personne.',
    what: 'Ce qui s’efface, ce qui reste',
    says: [
      'Votre nom s’efface partout : à sa place, un nom qui ne dit rien, comme « Anonyme · 7f3a ».',
      'Vos adresses, clés d’accès, appareils, brouillons, rôles et invitations sont effacés.',
      'Ce que vous avez écrit reste, sous ce nom-là. Si un texte vous nomme, corrigez-le avant de partir.',
      'Les sauvegardes déjà faites gardent votre nom jusqu’à ce qu’elles soient remplacées.',
    ],
    go: 'Partir',
    sureSays: 'Personne ne pourra revenir là-dessus, ni vous, ni l’intendance. Il faudrait une nouvelle invitation.',
    sure: 'Partir pour toujours',
  },

  passkeys: {
    title: 'Vos clés d’accès',
    says: 'Un doigt, un visage ou le code de l’appareil, et vous revoilà : ni mot de passe, ni adresse.',
    name: 'Nom de la clé',
    nameHint: 'Mon téléphone',
    add: 'Ajouter une clé d’accès',
    added: 'Clé d’accès ajoutée.',
    made: (day: string) => `ajoutée le ${day}`,
    remove: 'Retirer',
    removeWhich: (name: string) => `Retirer la clé ${name}`,
    noName: 'Donnez-lui un nom.',
    gaveUp: 'Rien n’est ajouté : le navigateur a renoncé, ou a déjà une clé pour vous.',
  },

  addresses: {
    title: 'Vos adresses',
    says: 'Pour revenir sans nouvelle invitation : un lien part à votre adresse. Personne d’autre ne la voit, et rien n’y est envoyé que vous n’ayez demandé.',
    add: 'Ajouter une adresse',
    send: 'Recevoir le lien qui la confirme',
    sent: 'Un lien part à cette adresse. Ouvrez-le dans les quinze minutes, sur un appareil où vous êtes sous ce nom.',
    remove: 'Retirer',
    removeWhich: (address: string) => `Retirer ${address}`,
  },

  inviting: {
    form: 'Une nouvelle invitation',
    where: 'Pour',
    role: 'Elle permet d’être',
    roleSays: {
      visitor: 'Visite : lire',
      member: 'Membre : écrire avec les autres',
      validator: 'Relectrice ou relecteur : écrire et relire',
      steward: 'Intendant·e : écrire, relire, prendre soin',
    },
    uses: 'Combien de personnes',
    people: (count: number) => plural(count, 'une personne', `jusqu’à ${number(count)} personnes`),
    days: 'Pendant',
    lasts: (count: number) => plural(count, 'un jour', `${number(count)} jours`),
    make: 'Préparer l’invitation',
    ready: 'L’invitation est prête',
    once: 'Ce lien ne sera plus montré : copiez-le, ou imprimez-le, maintenant.',
    link: 'Lien d’invitation',
    copy: 'Copier le lien',
    copied: 'Lien copié.',
    notCopied: 'Le navigateur n’a pas copié : le lien est sélectionné, copiez-le à la main.',
    code: 'Code à lire avec un téléphone : il ouvre le lien d’invitation',
    print: 'Imprimer pour le mur',
    another: 'En préparer une autre',
    wall: 'Écrivez avec nous',
    wallHow: 'Lisez ce code avec un téléphone, puis dites le nom que les autres verront. C’est tout.',
    until: (day: string) => `Valable jusqu’au ${day}.`,
    open: 'Vos invitations ouvertes',
    none: 'Aucune de vos invitations n’est ouverte.',
    left: (count: number) => plural(count, 'encore une personne', `encore ${number(count)} personnes`),
    takeBack: 'Reprendre',
    takeBackWhich: (role: string, place: string) => `Reprendre l’invitation : ${role}, ${place}`,
    takenBack: 'Invitation reprise : personne n’entre plus par ce lien.',
  },
}

/** The words of joining, whatever the language. */
export type JoiningLabels = typeof joiningFr
