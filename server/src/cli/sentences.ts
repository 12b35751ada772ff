import { BadSetting } from '../config.ts'
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
  return portSentence(cause)
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
