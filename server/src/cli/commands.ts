import type { Config } from '../config.ts'

interface Command {
  /** How it is written, and what it does, in both languages. */
  readonly says: readonly [usage: string, fr: string, en: string]
  run(config: Config, args: string[]): Promise<void>
}

/** Every command of `pnpm wiki`; the code of one is loaded when it runs, and no other's. */
export const COMMANDS = {
  serve: {
    says: ['serve', 'ouvre le wiki', 'opens the wiki'],
    run: async (config) => (await import('./serve.ts')).serve(config),
  },
  invite: {
    says: [
      'invite [--role member|validator|steward] [--uses 1] [--days 14]',
      'donne un lien d’invitation et son QR code',
      'gives an invitation link and its QR code',
    ],
    run: async (config, args) => (await import('./invite.ts')).invite(config, args),
  },
  import: {
    says: [
      'import DOSSIER|FICHIER [--dry-run] [--doubles] [--format gtfs|gbfs --near LIEU]',
      'importe des guides en Markdown, des lieux (CSV, GeoJSON), ou propose les arrêts près d’un lieu',
      'imports guides in Markdown, places (CSV, GeoJSON), or suggests stops near a place',
    ],
    run: async (config, args) => (await import('./import.ts')).importCommand(config, args),
  },
  outlines: {
    says: [
      'outlines FICHIER',
      'apporte les contours des communes, sur lesquels les cartes se dessinent',
      'brings in the outlines of communes that maps are drawn upon',
    ],
    run: async (config, args) => (await import('./outlines.ts')).outlines(config, args),
  },
  export: {
    says: [
      'export FICHIER',
      'met toutes les pages dans un zip : Markdown, JSON, provenance, images',
      'puts every page into a zip: Markdown, JSON, provenance, pictures',
    ],
    run: async (config, args) => (await import('./export.ts')).exportCommand(config, args),
  },
  reindex: {
    says: [
      'reindex [--attribution]',
      'refait à partir du journal la recherche, les liens et les textes, ou qui a écrit quoi',
      'derives search, links and texts anew from the log, or who wrote what',
    ],
    run: async (config, args) => (await import('./reindex.ts')).reindex(config, args),
  },
  links: {
    says: [
      'links',
      'vérifie les adresses des sources (demande LINK_CHECK=1)',
      'checks the addresses of sources (takes LINK_CHECK=1)',
    ],
    run: async (config) => (await import('./links.ts')).links(config),
  },
  doctor: {
    says: [
      'doctor',
      'examine le wiki et son disque, et dit que faire',
      'examines the wiki and its disk, and says what to do',
    ],
    run: async (config) => (await import('./doctor.ts')).doctor(config),
  },
  verify: {
    says: [
      'verify',
      'recalcule tout ce qui est enregistré et dit ce qui n’est plus comme reçu',
      'recomputes all that is stored and says what is no longer as received',
    ],
    run: async (config) => (await import('./verify.ts')).verify(config),
  },
  backup: {
    says: [
      'backup FICHIER',
      'sauvegarde tout le wiki dans un fichier, pendant qu’il est ouvert, et le vérifie',
      'saves the whole wiki in one file, while it is open, and verifies it',
    ],
    run: async (config, args) => (await import('./backup.ts')).backup(config, args),
  },
  restore: {
    says: [
      'restore FICHIER',
      'fait d’une sauvegarde un nouveau wiki, dans WIKI_FOLDER',
      'makes a new wiki of a backup, in WIKI_FOLDER',
    ],
    run: async (config, args) => (await import('./backup.ts')).restore(config, args),
  },
  help: { says: ['help', 'dit ce que vous lisez', 'says what you are reading'], run: async () => help() },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof COMMANDS

function help(): void {
  for (const { says } of Object.values<Command>(COMMANDS))
    console.log(`  pnpm wiki ${says[0]}\n      ${says[1]} / ${says[2]}`)
}
