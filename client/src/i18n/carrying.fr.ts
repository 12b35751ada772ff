import { formatIn } from './format.ts'

const { plural, number, measure } = formatIn('fr')

const MEGABYTE = 1_000_000
const pagesOf = (count: number) => plural(count, `${number(count)} page`, `${number(count)} pages`)

/** What is said of keeping the wiki on a device to search and read without a network, in French. */
export const carryingFr = {
  title: 'Sans réseau',
  says: 'Gardez ce wiki sur cet appareil pour y chercher et le lire sans réseau : au jardin, dans le train, dans la cave.',
  which: 'Que garder ?',
  all: 'Tout le wiki',
  mine: 'Mes territoires, et ce qui vaut pour tout le réseau',
  sizing: 'Calcul de la taille…',
  size: (pages: number, bytes: number) =>
    `${pagesOf(pages)}, ${measure(Math.max(0.1, Math.round(bytes / (MEGABYTE / 10)) / 10), 'megabyte')} sur cet appareil, et 2 Mo pour le wiki lui-même. Le transfert est trois à cinq fois plus léger.`,
  start: 'Garder ce wiki sur cet appareil',
  coming: 'Les pages arrivent.',
  progress: (got: number, of: number) => `${number(got)} sur ${pagesOf(of)}`,
  pause: 'Arrêter là',
  goOn: 'Reprendre',
  kept: (pages: number, at: string) =>
    plural(pages, `${number(pages)} page gardée`, `${number(pages)} pages gardées`) + `, à jour de ${at}.`,
  update: 'Mettre à jour',
  stop: 'Ne plus garder',
  brokenOff: 'Le wiki ne répond pas, ou la place manque. Ce qui est arrivé reste : vous pourrez reprendre.',
  cannot: 'Ce navigateur, ou cette adresse sans https, ne permet pas de garder le wiki.',
  facts: [
    'Seules les pages publiques sont gardées, dans la version que lisent les visiteurs ; ni images, ni discussions, ni rien qui vous concerne.',
    'Chaque visite avec réseau n’apporte que ce qui a changé.',
    'Tout s’efface d’ici quand vous sortez, ou quand quelqu’un d’autre entre.',
  ],
  away: (pages: number, at: string) =>
    `Sans réseau : vous lisez et cherchez dans ${plural(pages, `${number(pages)} page gardée`, `${number(pages)} pages gardées`)}, à jour de ${at}.`,
  keptInstead: (pages: number, at: string) =>
    `Vous pouvez chercher dans ${plural(pages, `la page gardée`, `les ${number(pages)} pages gardées`)}, à jour de ${at}.`,
  searchKept: 'Chercher dans les pages gardées',
  keptPage: 'Vous lisez la page gardée sur cet appareil. Ses auteurs, son histoire et ses images demandent le réseau.',
}

export type CarryingLabels = typeof carryingFr
