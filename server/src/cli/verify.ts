import type { Said } from '@terreau/shared/languages.ts'
import type { Config } from '../config.ts'
import { verify as verifyStore, type Fault, type Verified } from '../safekeeping/verify.ts'
import { openStore } from '../storage/store.ts'
import { showProgress } from './progress.ts'
import { untilInterrupted } from './until-interrupted.ts'

/** Recomputes all that is stored and says what is not as it was received. Beside a running wiki too; Ctrl-C stops it. */
export async function verify(config: Config): Promise<void> {
  const store = await openStore(config.folder)
  const began = performance.now()
  const verified = await verifyStore(store, { signal: untilInterrupted(), onStep: showProgress })
  await store.close()
  report(verified, performance.now() - began)
}

function report({ pages, updates, files, behind, faults, interrupted }: Verified, ms: number): void {
  console.log(
    `\n  ${pages} pages · ${updates} modifications / updates · ${files} fichiers / files · ${(ms / 1000).toFixed(1)} s`,
  )
  if (behind > 0)
    console.log(
      `  ${behind} attendent dans la recherche ; le wiki s’en occupe. / ${behind} wait in search; the wiki sees to it.`,
    )
  if (interrupted) console.log('  Interrompu avant la fin. / Interrupted before the end.')
  else if (faults.length === 0) console.log('  Tout est comme il a été reçu. / Everything is as it was received.')
  sayFaults(faults)
  if (interrupted || faults.length > 0) process.exitCode = 1
}

/** One fault, one line in each language. */
export function sayFaults(faults: readonly Fault[]): void {
  for (const fault of faults) {
    const { fr, en } = sentenceOf(fault)
    console.error(`  ✗ ${fr}\n    ${en}`)
  }
}

function sentenceOf(fault: Fault): Said {
  if (fault.what === 'ledger')
    return {
      fr: `Le registre n’est plus ce qui y a été inscrit, à partir de l’entrée ${fault.seq}.`,
      en: `The ledger is not what was entered, from entry ${fault.seq} on.`,
    }
  if (fault.what === 'database')
    return { fr: `La base n’est pas saine : ${fault.said}.`, en: `The database is not sound: ${fault.said}.` }
  if ('file' in fault) {
    const [fr, en] = FILE[fault.what]
    return { fr: `Le fichier ${fault.file} ${fr}.`, en: `File ${fault.file} ${en}.` }
  }
  const [fr, en] = PAGE[fault.what]
  const at = 'seq' in fault ? ` (${fault.seq})` : ''
  return { fr: `Page « ${fault.page} » : ${fr}${at}.`, en: `Page “${fault.page}”: ${en}${at}.` }
}

const FILE = {
  'file-missing': ['manque', 'is missing'],
  'file-differs': ['n’est plus celui qui a été déposé', 'is no longer what was added'],
} as const

const PAGE = {
  'log-broken': [
    'à cette modification, le journal n’est plus ce qui a été reçu, ou il manque quelque chose avant elle',
    'at this update the log is not what was received, or something is missing before it',
  ],
  'log-cut': [
    'des modifications manquent à la fin du journal, après celle-ci',
    'updates are missing from the end of the log, after this one',
  ],
  'log-rewritten': [
    'le journal n’est plus celui que le registre a noté, à cette modification',
    'the log is not the one that the ledger noted, at this update',
  ],
  'contribution-differs': [
    'la contribution qui commence à cette modification n’est pas celle du journal',
    'the contribution that begins at this update is not the log’s',
  ],
  'version-differs': [
    'cette version n’est pas celle que des pairs ont relue',
    'this version is not the one that peers reviewed',
  ],
  unreadable: ['le journal ne donne pas une page', 'the log does not make a page'],
  'snapshot-differs': [
    'ouverte par son raccourci, elle n’est pas ce que dit son journal',
    'opened from its snapshot, it is not what its log says',
  ],
  'text-differs': [
    'ce qui est montré n’est pas ce que dit le journal ; « pnpm wiki reindex » le refait',
    'what is shown is not what the log says; “pnpm wiki reindex” makes it anew',
  ],
} as const
