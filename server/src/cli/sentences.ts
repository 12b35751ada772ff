import { BadSetting } from '../config.ts'
import { BackupThere, FileLost } from '../safekeeping/backup.ts'
import { FolderInUse, Interrupted, NotABackup, NotAsReceived } from '../safekeeping/restore.ts'
import { DiskFull, isForWantOfSpace } from '../storage/disk.ts'
import { FolderUnwritable, NewerData } from '../storage/store.ts'

/** What a person at a terminal reads when the wiki can't start, in both languages; null for a defect. */
export function sentenceFor(cause: unknown): string | null {
  const [fr, en] = both(cause) ?? []
  return fr ? `\n  ${fr}\n  ${en}\n` : null
}

function both(cause: unknown): [string, string] | null {
  if (cause instanceof BadSetting)
    return [
      `« ${cause.message} » ne convient pas : il faut ${cause.expected.fr}.`,
      `“${cause.message}” will not do: it takes ${cause.expected.en}.`,
    ]
  if (cause instanceof NewerData)
    return [
      'Ces données viennent d’une version plus récente de Terreau. Mettez Terreau à jour pour les ouvrir.',
      'This data comes from a newer Terreau. Update Terreau to open it.',
    ]
  if (cause instanceof FolderUnwritable)
    return [
      `Le dossier ${cause.message} ne peut pas être écrit. Choisissez-en un autre avec WIKI_FOLDER.`,
      `The folder ${cause.message} cannot be written. Choose another one with WIKI_FOLDER.`,
    ]
  if (cause instanceof DiskFull)
    return [
      `Le disque de ${cause.message} est plein. Libérez de la place, puis recommencez : rien n’est perdu.`,
      `The disk of ${cause.message} is full. Make room, then try again: nothing is lost.`,
    ]
  if (isForWantOfSpace(cause))
    return [
      'Le disque est plein. Libérez de la place, puis recommencez : rien n’est perdu.',
      'The disk is full. Make room, then try again: nothing is lost.',
    ]
  return safekeepingSentence(cause) ?? portSentence(cause)
}

function safekeepingSentence(cause: unknown): [string, string] | null {
  if (cause instanceof BackupThere)
    return [
      `${cause.message} existe déjà. Choisissez un autre nom : une sauvegarde n’en remplace jamais une autre.`,
      `${cause.message} is there already. Choose another name: a backup never replaces another.`,
    ]
  if (cause instanceof FileLost)
    return [
      `L’image ${cause.message} manque dans le dossier du wiki. « pnpm wiki verify » dit tout ce qui manque.`,
      `The picture ${cause.message} is missing from the wiki’s folder. “pnpm wiki verify” says all that is missing.`,
    ]
  if (cause instanceof NotABackup)
    return [
      `${cause.message} n’est pas une sauvegarde de Terreau, ou elle a été abîmée. Rien n’a été changé.`,
      `${cause.message} is not a backup of Terreau, or it was damaged. Nothing was changed.`,
    ]
  if (cause instanceof FolderInUse)
    return [
      `Le dossier ${cause.message} n’est pas vide. Choisissez-en un nouveau avec WIKI_FOLDER : rien n’est jamais remplacé.`,
      `The folder ${cause.message} is not empty. Choose a new one with WIKI_FOLDER: nothing is ever replaced.`,
    ]
  if (cause instanceof NotAsReceived)
    return [
      'Ce qui a été lu n’est pas tout comme reçu, et rien n’en a été fait. « pnpm wiki verify » dit où.',
      'What was read is not all as received, and nothing was made of it. “pnpm wiki verify” says where.',
    ]
  if (cause instanceof Interrupted)
    return ['Interrompu : rien n’a été laissé derrière.', 'Interrupted: nothing was left behind.']
  return null
}

function portSentence(cause: unknown): [string, string] | null {
  if (!(cause instanceof Error) || !('code' in cause)) return null
  const port = 'port' in cause ? String(cause.port) : ''
  if (cause.code === 'EADDRINUSE')
    return [
      `Le port ${port} est déjà pris. Choisissez-en un autre : PORT=3001 npm start`,
      `Port ${port} is already taken. Choose another one: PORT=3001 npm start`,
    ]
  if (cause.code === 'EACCES')
    return [
      `Le port ${port} est réservé. Choisissez-en un autre : PORT=3001 npm start`,
      `Port ${port} is reserved. Choose another one: PORT=3001 npm start`,
    ]
  return null
}
