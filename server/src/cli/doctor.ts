import type { Said } from '@terreau/shared/languages.ts'
import type { Config } from '../config.ts'
import { examine, type Examined } from '../safekeeping/examine.ts'
import type { Instant } from '../storage/tables.ts'

/** What was looked at, how it is, and what to do about it. */
interface Finding {
  readonly is: 'well' | 'to look at' | 'broken'
  readonly what: Said
  readonly todo?: Said
}

const MARKS = { well: '✓', 'to look at': '!', broken: '✗' } as const

const [MB, DAY] = [1024 * 1024, 24 * 3600 * 1000]
const TOO_LARGE_A_WAL = 128 * MB
const OLD_BACKUP = 7 * DAY

/** No wiki is older than this software: a clock before it is wrong. */
const FIRST_VERSION = Date.UTC(2026, 10, 1)

/** One line for each thing that a wiki needs, and what to do where it lacks; 1 where something is broken. */
export async function doctor(config: Config): Promise<void> {
  const findings = diagnosed(await examine(config.folder), config, Date.now())
  console.log(`\n  ${config.folder}\n`)
  for (const { is, what, todo } of findings) {
    console.log(`  ${MARKS[is]} ${what.fr} / ${what.en}`)
    if (todo) console.log(`      → ${todo.fr}\n      → ${todo.en}`)
  }
  const [broken, look] = ['broken', 'to look at'].map((word) => findings.filter(({ is }) => is === word).length)
  console.log(`\n  ${findings.length - (broken ?? 0) - (look ?? 0)} ✓ · ${look} ! · ${broken} ✗\n`)
  if (broken) process.exitCode = 1
}

/** All that can be said of what was examined. */
export function diagnosed(seen: Examined, config: Config, now: Instant): Finding[] {
  const reached = [addressFinding(config), ...proxyFinding(config)]
  const always = [folderFinding(seen), ...diskFindings(seen), ...reached, clockFinding(seen, now)]
  return seen.isWiki ? [...always, ballastFinding(seen), ...dataFindings(seen, now)] : always
}

function folderFinding({ unwritable, isWiki }: Examined): Finding {
  if (unwritable.length > 0)
    return {
      is: 'broken',
      what: { fr: `Ne peut pas être écrit : ${unwritable.join(', ')}`, en: 'cannot be written' },
      todo: {
        fr: 'Donnez ce dossier à qui fait tourner le wiki (chown -R), ou choisissez-en un autre avec WIKI_FOLDER.',
        en: 'Give this folder to whoever runs the wiki (chown -R), or choose another one with WIKI_FOLDER.',
      },
    }
  if (isWiki) return { is: 'well', what: { fr: 'Le dossier s’écrit', en: 'The folder can be written' } }
  return {
    is: 'to look at',
    what: { fr: 'Il n’y a pas encore de wiki dans ce dossier', en: 'There is no wiki in this folder yet' },
    todo: {
      fr: '« npm start » en ouvre un neuf ; WIKI_FOLDER dit où est le vôtre.',
      en: '“npm start” opens a new one; WIKI_FOLDER says where yours is.',
    },
  }
}

function diskFindings({ disk }: Examined): Finding[] {
  if (!disk) return []
  const [free, size] = [gigabytes(disk.free), gigabytes(disk.size)]
  const what = { fr: `Disque : ${free} libres sur ${size}`, en: `Disk: ${free} free of ${size}` }
  const todo = {
    fr: 'Libérez de la place. Sous 512 Mo (5 % d’un petit disque) plus rien ne s’écrit ; tout se lit.',
    en: 'Make room. Under 512 MB (5 % of a small disk) nothing is written any more; everything can be read.',
  }
  if (disk.state === 'well') return [{ is: 'well', what }]
  return [{ is: disk.state === 'full' ? 'broken' : 'to look at', what, todo }]
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

function ballastFinding({ ballast }: Examined): Finding {
  if (ballast) return { is: 'well', what: { fr: 'Le lest est prêt', en: 'The ballast is ready' } }
  return {
    is: 'to look at',
    what: {
      fr: 'Pas de lest, qui permet d’ouvrir le wiki sur un disque plein',
      en: 'No ballast, which lets the wiki open on a full disk',
    },
    todo: {
      fr: 'Il se fait tout seul, dix secondes après l’ouverture, dès qu’il y a la place.',
      en: 'It makes itself, ten seconds after the wiki opened, once there is room.',
    },
  }
}

/** Behind a proxy that is not named, everyone has the proxy's address, and shares its limits. */
function proxyFinding({ secure, trustedProxies }: Config): Finding[] {
  if (!secure || trustedProxies.length > 0) return []
  return [
    {
      is: 'to look at',
      what: { fr: 'Aucun mandataire de confiance', en: 'No trusted proxy' },
      todo: {
        fr: 'Mettez l’adresse de votre mandataire TLS dans TRUSTED_PROXIES : sans elle, tout le monde partage les mêmes limites.',
        en: 'Put the address of your TLS proxy in TRUSTED_PROXIES: without it, everyone shares the same limits.',
      },
    },
  ]
}

function addressFinding({ publicUrl, secure, host }: Config): Finding {
  const what = { fr: `Adresse : ${publicUrl}`, en: `Address: ${publicUrl}` }
  const local = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(publicUrl)
  const open = !['127.0.0.1', 'localhost', '::1'].includes(host)
  if (secure || (local && !open)) return { is: 'well', what }
  return {
    is: 'to look at',
    what,
    todo: {
      fr: 'Sans https les secrets passent en clair : mettez un mandataire TLS devant, et son adresse dans PUBLIC_URL.',
      en: 'Without https secrets travel in the clear: put a TLS proxy before it, and its address in PUBLIC_URL.',
    },
  }
}

function dataFindings({ data, unreadable, walBytes }: Examined, now: Instant): Finding[] {
  if (!data) {
    const restore = {
      fr: 'Restaurez la dernière sauvegarde dans un nouveau dossier.',
      en: 'Restore the last backup into a new folder.',
    }
    return [
      {
        is: 'broken',
        what: { fr: `La base ne se lit pas (${unreadable})`, en: 'The database cannot be read' },
        todo: restore,
      },
    ]
  }
  return [
    soundFinding(data.complaints),
    versionFinding(data.version),
    walFinding(walBytes),
    derivedFinding(data.behind),
    backupFinding(data.lastBackup, now),
  ]
}

function soundFinding([complaint]: readonly string[]): Finding {
  if (!complaint) return { is: 'well', what: { fr: 'La base est saine', en: 'The database is sound' } }
  return {
    is: 'broken',
    what: { fr: `La base est abîmée : ${complaint}`, en: 'The database is damaged' },
    todo: {
      fr: 'Arrêtez le wiki, copiez son dossier, puis restaurez la dernière sauvegarde dans un nouveau dossier.',
      en: 'Stop the wiki, copy its folder, then restore the last backup into a new folder.',
    },
  }
}

function versionFinding(version: 'present' | 'older' | 'newer'): Finding {
  if (version === 'present')
    return { is: 'well', what: { fr: 'Les données sont de cette version', en: 'The data is of this version' } }
  if (version === 'older')
    return {
      is: 'to look at',
      what: { fr: 'Les données sont d’une version plus ancienne', en: 'The data is of an older version' },
      todo: {
        fr: 'Elles seront mises à jour à la prochaine ouverture.',
        en: 'It is brought up to date at the next opening.',
      },
    }
  return {
    is: 'broken',
    what: { fr: 'Les données sont d’une version plus récente', en: 'The data is of a newer version' },
    todo: { fr: 'Mettez Terreau à jour.', en: 'Update Terreau.' },
  }
}

function walFinding(bytes: number): Finding {
  const what = {
    fr: `Écritures en attente : ${(bytes / MB).toFixed(1)} Mo`,
    en: `Writes not yet folded in: ${(bytes / MB).toFixed(1)} MB`,
  }
  if (bytes < TOO_LARGE_A_WAL) return { is: 'well', what }
  return {
    is: 'to look at',
    what,
    todo: {
      fr: 'Un autre programme lit la base depuis longtemps : arrêtez-le. Rien n’est perdu.',
      en: 'Another program has been reading the database for long: stop it. Nothing is lost.',
    },
  }
}

function derivedFinding(behind: number): Finding {
  if (behind === 0)
    return { is: 'well', what: { fr: 'Recherche et textes sont à jour', en: 'Search and texts are up to date' } }
  return {
    is: 'to look at',
    what: { fr: `${behind} pages attendent dans la recherche`, en: `${behind} pages wait in search` },
    todo: {
      fr: 'Le wiki s’en occupe en s’ouvrant, ou « pnpm wiki reindex ».',
      en: 'The wiki sees to it as it opens, or “pnpm wiki reindex”.',
    },
  }
}

function clockFinding({ data }: Examined, now: Instant): Finding {
  const ahead = (data?.newestUpdate ?? 0) - now
  if (now > FIRST_VERSION && ahead < 60_000)
    return { is: 'well', what: { fr: `Horloge : ${new Date(now).toISOString()}`, en: 'Clock' } }
  return {
    is: 'to look at',
    what: { fr: 'L’horloge retarde sur ce qui est déjà écrit', en: 'The clock is behind what was already written' },
    todo: { fr: 'Mettez-la à l’heure (timedatectl).', en: 'Set it (timedatectl).' },
  }
}

function backupFinding(last: { readonly made_at: Instant; readonly file: string } | null, now: Instant): Finding {
  const todo = {
    fr: '« pnpm wiki backup FICHIER », sur un autre disque.',
    en: '“pnpm wiki backup FILE”, on another disk.',
  }
  if (!last) return { is: 'to look at', what: { fr: 'Aucune sauvegarde', en: 'No backup' }, todo }
  const [day, old] = [new Date(last.made_at).toISOString().slice(0, 10), now - last.made_at > OLD_BACKUP]
  const what = { fr: `Dernière sauvegarde : ${day}, ${last.file}`, en: `Last backup: ${day}` }
  return old ? { is: 'to look at', what, todo } : { is: 'well', what }
}
