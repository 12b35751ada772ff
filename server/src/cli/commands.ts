import type { Config } from '../config.ts'
import { backup, restore } from './backup.ts'
import { doctor } from './doctor.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { invite } from './invite.ts'
import { links } from './links.ts'
import { outlines } from './outlines.ts'
import { reindex } from './reindex.ts'
import { serve } from './serve.ts'
import { verify } from './verify.ts'

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
    says: [
      'import DOSSIER|FICHIER [--dry-run] [--doubles] [--format gtfs|gbfs --near LIEU]',
      'importe des guides en Markdown, des lieux (CSV, GeoJSON), ou propose les arrêts près d’un lieu',
      'imports guides in Markdown, places (CSV, GeoJSON), or suggests stops near a place',
    ],
    run: importCommand,
  },
  outlines: {
    says: [
      'outlines FICHIER',
      'apporte les contours des communes, sur lesquels les cartes se dessinent',
      'brings in the outlines of communes that maps are drawn upon',
    ],
    run: outlines,
  },
  export: {
    says: [
      'export FICHIER',
      'met toutes les pages dans un zip : Markdown, JSON, provenance, images',
      'puts every page into a zip: Markdown, JSON, provenance, pictures',
    ],
    run: exportCommand,
  },
  reindex: {
    says: [
      'reindex [--attribution]',
      'refait à partir du journal la recherche, les liens et les textes, ou qui a écrit quoi',
      'derives search, links and texts anew from the log, or who wrote what',
    ],
    run: reindex,
  },
  links: {
    says: [
      'links',
      'vérifie les adresses des sources (demande LINK_CHECK=1)',
      'checks the addresses of sources (takes LINK_CHECK=1)',
    ],
    run: links,
  },
  doctor: {
    says: [
      'doctor',
      'examine le wiki et son disque, et dit que faire',
      'examines the wiki and its disk, and says what to do',
    ],
    run: doctor,
  },
  verify: {
    says: [
      'verify',
      'recalcule tout ce qui est enregistré et dit ce qui n’est plus comme reçu',
      'recomputes all that is stored and says what is no longer as received',
    ],
    run: verify,
  },
  backup: {
    says: [
      'backup FICHIER',
      'sauvegarde tout le wiki dans un fichier, pendant qu’il est ouvert, et le vérifie',
      'saves the whole wiki in one file, while it is open, and verifies it',
    ],
    run: backup,
  },
  restore: {
    says: [
      'restore FICHIER',
      'fait d’une sauvegarde un nouveau wiki, dans WIKI_FOLDER',
      'makes a new wiki of a backup, in WIKI_FOLDER',
    ],
    run: restore,
  },
  help: { says: ['help', 'dit ce que vous lisez', 'says what you are reading'], run: async () => help() },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof COMMANDS

function help(): void {
  for (const { says } of Object.values<Command>(COMMANDS))
    console.log(`  pnpm wiki ${says[0]}\n      ${says[1]} / ${says[2]}`)
}
