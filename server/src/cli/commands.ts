import type { Config } from '../config.ts'
import { importCommand } from './import.ts'
import { invite } from './invite.ts'
import { reindex } from './reindex.ts'
import { serve } from './serve.ts'

interface Command {
  /** How it is written, and what it does, in both languages. */
  readonly says: readonly [usage: string, fr: string, en: string]
  run(config: Config, args: string[]): Promise<void>
}

/** Every command of `pnpm wiki`. */
export const COMMANDS = {
  serve: { says: ['serve', 'ouvre le wiki', 'opens the wiki'], run: serve },
  invite: {
    says: [
      'invite [--role member|validator|steward] [--uses 1] [--days 14]',
      'donne un lien d’invitation et son QR code',
      'gives an invitation link and its QR code',
    ],
    run: invite,
  },
  import: {
    says: ['import DOSSIER', 'importe un dossier de guides en Markdown', 'imports a folder of Markdown guides'],
    run: importCommand,
  },
  reindex: {
    says: [
      'reindex',
      'refait la recherche, les liens et les textes à partir du journal',
      'derives search, links and texts anew from the log',
    ],
    run: reindex,
  },
  help: { says: ['help', 'dit ce que vous lisez', 'says what you are reading'], run: async () => help() },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof COMMANDS

function help(): void {
  for (const { says } of Object.values<Command>(COMMANDS))
    console.log(`  pnpm wiki ${says[0]}\n      ${says[1]} / ${says[2]}`)
}
